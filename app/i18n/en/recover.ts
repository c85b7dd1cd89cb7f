import type { Messages } from '../messages.ts';

const moment = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(at);

export const recover: Messages['recover'] = {
  steps: ['You', 'What will happen', 'Your access'],
  identify: {
    title: 'Get my access back',
    lead: 'Two minutes are enough. Your account and your files are safe.',
    reason: 'What is happening?',
    reasons: {
      forgotten: { title: 'I forgot my password', text: '' },
      locked: { title: 'My account is locked', text: 'Often after too many tries.' },
      expired: { title: 'My password has expired', text: '' },
      compromised: { title: 'Someone may know it', text: 'One more proof will be asked.' },
      first: { title: 'I never had one', text: 'You have just arrived.' },
    },
    who: 'Who are you?',
    surname: 'Your surname',
    surnameHint: 'Your married name or your birth name. Accents do not matter.',
    agentNumber: 'Your agent number',
    agentNumberHint: 'With or without spaces, as on your badge.',
    whereNumber: 'Where is my agent number?',
    submit: 'Continue',
    refusedTitle: 'We cannot continue like this',
    refusedAdvice: [
      'Check the surname: married or birth name, without first name.',
      'Check the agent number on your badge or your payslip.',
      'If all is right, call the help desk: they will finish with you.',
    ],
  },
  confirm: {
    title: (givenName) => (givenName === '' ? 'Hello' : `Hello ${givenName}`),
    lead: 'Here is what will happen.',
    plan: [
      'A temporary password appears on this screen, once only.',
      'It opens your Windows session.',
      'You choose your own password straight away.',
    ],
    neverAgain: 'The old password can never be used again.',
    neverAgainForReset: 'With a temporary password, the old password can never be used again.',
    neverAgainText: 'Even if you remember it later. This is final, and it is what protects you.',
    action: 'Your account is locked. What do you want to do?',
    actions: {
      unlock: { title: 'Unlock only', text: 'I know my password and I keep it.' },
      reset: { title: 'Get a temporary password', text: 'I no longer know my password.' },
    },
    understood: 'I understand: the old password can never be used again.',
    understoodForReset: 'If I get a temporary password, I understand: the old one can never be used again.',
    submit: 'Get my temporary password',
    submitChoice: 'Continue',
    notMe: 'This is not me',
    notLocked: 'Your account is not locked at the moment.',
    notLockedText:
      'If your password is refused, it has changed or expired. A temporary password solves both.',
    expired: 'Do you still know your expired password?',
    expiredLink: 'Change it directly',
    alone: 'Before you continue, make sure that nobody is reading over your shoulder.',
    failedTitle: 'That did not go through',
  },
  done: {
    title: 'Your temporary password',
    lead: 'It is shown only once. Do not copy it into a message: read it here, type it where you open your session.',
    login: 'Your login',
    password: 'Your temporary password',
    reveal: 'Show the password',
    hold: 'Hold to see',
    keep: 'Keep shown for 30 seconds',
    keepHide: 'Hide now',
    shown: 'Password shown.',
    hidden: 'Password hidden.',
    spacing: 'The gaps help you read. Do not type them.',
    spell: 'Spell it with words',
    spellHint: 'One line for each character, in order. “Capital” announces a large letter.',
    change: 'Choose my password now',
    changeHint: 'The simplest: one minute, right here, without typing this one.',
    changeOther: 'Or open the change page in a new tab, and type everything myself',
    finish: 'I have finished',
    finishHint: 'Clears everything from this screen.',
    next: 'What now?',
    steps: {
      signIn: (login) => `Sign in with ${login} and this password.`,
      mustChange: 'Windows asks you at once to choose another one. That is normal.',
      validUntil: (at, timeZone) =>
        `This password works until ${moment(at, timeZone)}. After that you have to start again.`,
      laptop:
        'A laptop away from the network still opens with the old password, until it reaches the network.',
      devices:
        'As soon as you have chosen yours, update your phone, the Wi-Fi and mapped drives. Otherwise the account locks again.',
      microsoft: 'Microsoft 365 (Outlook, Teams) keeps your old password until you have chosen the new one.',
    },
    gone: {
      title: 'This password was already shown',
      lead: 'It is shown only once, so that nobody else sees it.',
      mayRepeat: 'Could you not read it? Ask for another one. The one before will stop working.',
      repeat: 'Get another temporary password',
      mayNotRepeat: 'Could you not read it? Call the help desk.',
    },
    unlocked: {
      title: 'Your account is unlocked',
      lead: 'Your password has not changed. Open your session as usual.',
      steps: {
        signIn: (login) => `Sign in with ${login} and your usual password.`,
        devices:
          'Check your phone, the Wi-Fi and mapped drives: an old saved password locks the account again.',
        again: 'If it happens again, come back here and ask for a temporary password.',
      },
    },
  },
};
