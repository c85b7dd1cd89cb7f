import type { Messages } from '../messages.ts';

export const fieldErrors: Messages['fieldErrors'] = {
  'surname-missing': 'Enter your surname.',
  'surname-long': 'This name is too long. Enter your surname only.',
  'agent-number-missing': 'Enter your agent number. It is on your badge.',
  'agent-number-long': 'This number is too long. Enter your agent number only.',
  'reason-missing': 'Choose what is happening to you.',
  'understood-missing': 'Tick the box to say that you have understood.',
  'action-missing': 'Choose what you want to do.',
  'login-missing': 'Enter your Windows login or your agent number.',
  'login-long': 'This login is too long.',
  'current-password-missing': 'Enter your current password.',
  'new-password-missing': 'Enter your new password.',
  'confirm-password-missing': 'Enter your new password a second time.',
  'password-long': 'This password is too long. Stay under 128 characters.',
  'confirm-password-different': 'The two entries are not the same. Enter your password again, twice.',
  'pairing-code-missing': 'Type the code that the agent reads to you.',
  'second-code-missing': 'Type the four digits that the person called back reads out.',
  'refusal-missing': 'Choose why you refuse.',
  'new-password-same': 'This is your current password. Choose another one.',
};
