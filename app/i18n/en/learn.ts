import type { Messages } from '../messages.ts';

export const learn: Messages['learn'] = {
  title: 'Learn to choose a password',
  lead: 'A good password is easy to remember and hard to guess. Here is how.',
  ways: {
    title: 'Three ways to find a good one',
    example: (text) => `Example: ${text}`,
    warning: 'Do not use the examples: everybody can read them here.',
    items: [
      {
        title: 'Unrelated words',
        text: 'Look around you, open a book: take four words that do not belong together, and a number.',
        example: 'harvest-trombone-427-drawer-tulip',
      },
      {
        title: 'An absurd scene',
        text: 'Imagine a scene that nobody has ever seen, and write it with its spaces and punctuation.',
        example: 'Six giraffes knit under the snow!',
      },
      {
        title: 'A sentence of yours, shortened',
        text: 'Take a long sentence that only you would say, and keep the first two letters of every word.',
        example: 'OnTumyneseparehiorbi?7 (On Tuesday my neighbour secretly paints his orange bike? 7 times)',
      },
    ],
  },
  phrases: {
    title: 'Phrases drawn at random',
    lead: 'Choose the one that you can make a little story of. It is drawn only once.',
    strength: (bits) =>
      `Finding it without knowing it is guessing heads or tails ${bits} times in a row: there are more than a thousand billion billion of them.`,
    none: 'No phrase fits your rules: compose your own.',
    more: 'Draw others',
    drawn: 'Three new phrases.',
  },
  practice: {
    title: 'Try',
    lead: 'What you type here stays in this browser: nothing is sent, nothing is kept.',
    label: 'A password to try',
    hint: 'A new idea, not the password that you use.',
    withoutScript:
      'Trying live needs JavaScript, which this browser does not run. The rest of the page works, and the portal will tell you everything when you change it.',
  },
  questions: {
    title: 'Good questions',
    items: [
      {
        question: 'Why can’t I use the old one again?',
        answer:
          'It may have been seen, written down or stolen without anyone knowing. And changing a digit at the end does not trouble an attacker: it is the first thing they try.',
      },
      {
        question: 'Why not my child’s name?',
        answer:
          'Because it can be found: on a social network, on a photo at your desk, in a conversation. The same goes for a birthday, a pet, a town or a club.',
      },
      {
        question: 'Does it need complicated signs?',
        answer:
          'No. Writing “@” for “a” no longer deceives anyone. Length protects far better, and words are easier to type than signs.',
      },
      {
        question: 'May I write it down?',
        answer:
          'Not on paper near the screen. A password manager is a good memory: you can paste your password into this portal.',
      },
      {
        question: 'Somebody asks me for it. What should I do?',
        answer:
          'Give it to nobody, not even to the help desk: they never need it. If somebody knows it, change it at once.',
      },
    ],
  },
  leaflet: {
    print: 'Print the leaflet',
    hint: 'One A4 page to keep or to hang up. It holds no password. Without a button: Ctrl + P.',
    title: 'Choose a good password',
    never: 'Never',
    nevers: [
      'Your name, a first name, a date, a season, a town, your establishment.',
      'An old password with another digit at the end.',
      'A row of keys such as azerty or 123456.',
      'The same password elsewhere than at work.',
    ],
    help: 'In doubt? Call the help desk:',
  },
  change: 'Change my password',
};
