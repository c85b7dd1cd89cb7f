import type { Messages } from '../messages.ts';

export const phone: Messages['phone'] = {
  title: 'Call the help desk',
  lead: 'A technician checks with you that it is really you. Keep this page open.',
  call: 'Call this number',
  code: 'Then read out this code',
  spelled: 'To read it without a mistake',
  next: 'What will happen',
  plan: [
    'With this code the technician finds your request.',
    'They call you back on the number that your organisation holds. This is as it should be.',
    'During that second call another code appears here: read it to them.',
    'As soon as they have confirmed, this page goes on by itself.',
  ],
  waiting: 'We are waiting for the help desk. This page updates by itself.',
  validFor: (minutes) =>
    minutes <= 1
      ? 'This code is valid for one more minute.'
      : `This code is valid for ${minutes} more minutes.`,
  calling: {
    title: 'The technician is calling you back',
    lead: 'Answer the phone, then read this code aloud.',
    code: 'Your second code',
    careful: 'Nobody has called you back?',
    carefulText: 'Then read this code to nobody, and choose “Cancel my request”.',
    waiting: 'We are waiting for the technician to confirm. This page then goes on by itself.',
  },
  refused: {
    title: 'The help desk could not confirm',
    lead: 'It happens: a missed call, a number that has changed. Nothing was changed on your account.',
  },
  expired: {
    title: 'The wait was too long',
    lead: 'The code that was shown is no longer valid. Nothing was changed on your account.',
  },
  cancelled: {
    title: 'You stopped waiting',
    lead: 'The code that was shown is no longer valid. Nothing was changed on your account.',
  },
  failedTitle: 'That did not work',
  again: 'Ask for a new code',
  otherWay: 'Choose another way',
  cancel: 'Cancel my request',
};
