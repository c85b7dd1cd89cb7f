import type { Messages } from '../messages.ts';

export const notOpen: Messages['notOpen'] = {
  soon: 'This part is not open yet.',
  until: 'Until then, the help desk does it with you, by phone.',
  mailbox: {
    title: 'My mailbox does not work',
    tip: 'Have the error message shown by Outlook ready, word for word.',
  },
  access: { title: 'I need a folder', tip: 'Have the name of the folder and of your manager ready.' },
  track: {
    title: 'Follow a request',
    tip: 'Have the reference of your request ready, if you wrote it down.',
  },
};
