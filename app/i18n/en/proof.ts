import type { Messages } from '../messages.ts';

export const proof: Messages['proof'] = {
  choose: {
    title: 'Prove that it is you',
    lead: 'Your colleagues know your surname and your number too. One more proof protects your account.',
    compromised:
      'Someone may know your password: you are right to be careful. Stop using it, here or anywhere else.',
    method: 'How do you want to prove it?',
    methods: {
      code: { title: 'Receive a code', text: 'On your mobile or at your private address.' },
      colleague: { title: 'With a colleague', text: 'Of your establishment, beside you.' },
      phone: { title: 'By phone', text: 'With the help desk, from any computer.' },
    },
    secondColleague: 'One person has vouched. A second one is needed.',
    secondColleagueText:
      'We have neither a mobile nor a private address to warn you: two colleagues protect you better than one.',
    none: 'None of these suits you? Call the help desk.',
    submit: 'Continue',
    other: 'Choose another way',
    failedTitle: 'This did not work',
  },
  colleague: {
    title: 'Your colleague vouches for you',
    lead: (givenName) =>
      givenName === ''
        ? 'Let your colleague take your place for a moment.'
        : `${givenName}, let your colleague take your place for a moment.`,
    toColleague: 'For the person who vouches',
    points: [
      'Make sure that you really know the person beside you.',
      'Your password is used once, here. No session opens in your name.',
      'You will get a message that says for whom you vouched.',
    ],
    login: 'Your colleague’s Windows login',
    loginHint: 'Or their agent number.',
    password: 'Your colleague’s password',
    submit: 'I vouch',
  },
  code: {
    title: 'A code to prove that it is you',
    choose: 'Where do you want to receive the code?',
    sms: (masked) => `By SMS, to ${masked}`,
    mail: (masked) => `By mail, to ${masked}`,
    contactText: 'If it is no longer yours, choose another way.',
    send: 'Receive the code',
    sentTitle: 'The code has been sent',
    sentSms: (masked) => `Look at your SMS, on ${masked}.`,
    sentMail: (masked) => `Look at your mail, at ${masked}, and in the junk folder.`,
    valid: 'It is valid for ten minutes and works once.',
    expired: 'The code is no longer valid. Ask for a new one.',
    code: 'The code that you received',
    codeHint: 'Six digits. Tell it to nobody, not even the help desk.',
    submit: 'Check',
    again: 'Nothing came?',
    sendAgain: 'Send a new code',
    sendAgainText: 'Wait a minute first. The earlier code will stop working.',
  },
};
