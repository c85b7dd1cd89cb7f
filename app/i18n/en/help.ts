import type { Messages } from '../messages.ts';

export const help: Messages['help'] = {
  title: 'Help',
  lead: 'Someone can always answer you.',
  hours: 'Opening hours',
  ready: {
    title: 'What to have at hand',
    items: [
      'Your surname.',
      'Your agent number: it is on your badge and on your payslip.',
      'The reference of your request, if the portal gave you one.',
      'The message on the screen, word for word.',
    ],
  },
  number: {
    title: 'Where is my agent number?',
    badge: 'On your badge, under your name.',
    payslip: 'On your payslip, at the top, near your name.',
    either: 'Spaces and leading zeros do not matter. Nor do capitals.',
    badgeWord: 'Badge',
    payslipWord: 'Payslip',
    numberWord: 'Agent no.',
  },
  worries: {
    title: 'What people often worry about',
    items: [
      {
        question: 'Will I lose my files or my messages?',
        answer: 'No. Only your password changes. Your files and messages stay where they are.',
      },
      {
        question: 'Can I get my old password back?',
        answer:
          'No. Nobody can read it, not even the help desk. You get a temporary password, then you choose a new one.',
      },
      {
        question: 'I am using a colleague’s computer. Is that a problem?',
        answer:
          'No. Your colleague stays signed in and does not have to give a password. At the end, press “I have finished”: nothing of yours stays in the browser.',
      },
      {
        question: 'My account keeps locking. Why?',
        answer:
          'Most often a phone or a network drive is still trying the old password. Update them right after changing it.',
      },
      {
        question: 'I think someone knows my password.',
        answer: 'Call the help desk straight away. You are right to report it.',
      },
      {
        question: 'Someone asks for my password by phone or by message.',
        answer: 'Never give it. The help desk does not need it and does not ask for it.',
      },
    ],
  },
};
