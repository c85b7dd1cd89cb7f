import type { Messages } from '../messages.ts';

export const password: Messages['password'] = {
  title: 'Change my password',
  lead: 'Choose a password that only you know.',
  handedOver: (login) => `Login: ${login}. Your temporary password is already taken into account.`,
  handOverLate: 'Too much time has passed. Enter your login and your temporary password here.',
  login: 'Your login',
  loginHint: 'The one you type to open your session, or your agent number.',
  currentPassword: 'Your current password',
  currentPasswordHint: 'Or your temporary password. Careful: several errors in a row lock the account.',
  newPassword: 'Your new password',
  newPasswordHint: 'Long and easy to remember is better than short and complicated.',
  confirmPassword: 'The same, a second time',
  confirmPasswordHint: 'To be sure that no slip got in.',
  tips: {
    title: 'A good idea in three moves',
    items: [
      'Take three or four unrelated words.',
      'Add a capital and a digit where you will remember them.',
      'Avoid your name, a date, a season, your establishment.',
    ],
  },
  submit: 'Change my password',
  advice: {
    'password-wrong-old':
      'Check the Caps Lock key and try again calmly. A few more errors and the account locks.',
    'sign-in-refused': 'Check the login and the current password. A few more errors and the account locks.',
    'password-too-short': 'Add a word: that is the simplest and the strongest.',
    'password-complexity': 'Mix capitals, small letters, digits or signs, and leave out your names.',
    'password-history': 'Changing only a digit at the end does not protect you. Take another idea.',
    'password-too-young': 'Keep it for today, or call the help desk if you think someone knows it.',
    'password-policy': 'Try longer and more varied, without your name and not an old password.',
    'account-locked': 'You can unlock it yourself, here, in less than two minutes.',
  },
  handOverRefused:
    'Your temporary password no longer works: it was already changed, or its time has run out.',
  unlockLink: 'Unlock my account',
  againLink: 'Get my access back',
  forgotLink: 'I forgot my current password',
  changed: {
    title: (givenName) => (givenName === '' ? 'Done' : `Done, ${givenName}`),
    lead: 'Your new password is in place.',
    signIn: (login) => `Sign in with ${login} and this new password.`,
    next: 'Do this now, so that you are not locked out again',
    steps: [
      'On your phone: update the password of the mailbox and of the Wi-Fi.',
      'On your computers: reconnect the mapped drives that ask for it.',
      'On a laptop away from the network: the old password works until it reaches the network.',
      'Outlook and Teams will ask for the new one in the next few minutes.',
    ],
  },
};
