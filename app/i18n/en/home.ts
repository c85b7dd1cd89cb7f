import type { Messages } from '../messages.ts';

export const home: Messages['home'] = {
  title: 'What is happening?',
  lead: 'Choose what is closest to your situation. We guide you, one step at a time.',
  doors: {
    recover: {
      title: 'I forgot my password, or I am locked out',
      text: 'Back in your session in less than two minutes.',
    },
    mailbox: { title: 'My mailbox does not work', text: 'Outlook shows an error, or nothing arrives.' },
    access: { title: 'I need a folder', text: 'Ask for access to a network folder.' },
    track: { title: 'Follow a request', text: 'See where it stands, with its reference.' },
  },
  also: 'You can also',
  change: 'Change my password, which I know',
  learn: 'Learn to choose a good password',
  desk: 'Technicians’ desk',
  done: {
    title: 'All done.',
    text: 'Nothing of what you saw stays on this screen. You can leave.',
  },
};
