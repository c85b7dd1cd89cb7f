import type { Messages } from '../messages.ts';

export const notMe: Messages['notMe'] = {
  title: 'Was it not you?',
  happened: {
    reset: (when) => `A temporary password was made for your account ${when}.`,
    unlock: (when) => `Your account was unlocked ${when}.`,
    change: (when) => `The password of your account was changed ${when}.`,
  },
  itWasMe: 'Was it you?',
  itWasMeText: 'There is nothing to do: close this page.',
  willHappen: 'Was it not you? This is what the button does:',
  blocks: 'Nobody can use this portal any more to obtain a password in your place.',
  tells: 'The IT team is told and looks into what happened.',
  scrambles: 'The present password of your account stops working.',
  submit: 'It was not me',
  done: {
    title: 'Thank you, this is recorded',
    lead: 'The IT team has been told. The portal is blocked for your account.',
    scrambled:
      'The present password of your account stops working within the next minutes. The help desk will give you a new one.',
    next: 'What happens now?',
    call: 'Call the help desk and give the reference below. They check with you and give you access again.',
    change: 'If you still know your password, change it now.',
    changeLink: 'Change my password',
    noAnswer: 'Give your password to nobody, even if somebody calls you.',
  },
  spent: {
    title: 'This link no longer works',
    justPressed: 'If you have just pressed the button, your report is recorded.',
    call: 'In any case, the help desk can check your account with you, by phone.',
  },
};
