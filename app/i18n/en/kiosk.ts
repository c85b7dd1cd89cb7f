import type { Messages } from '../messages.ts';

export const kiosk: Messages['kiosk'] = {
  finish: 'I have finished',
  finishHint: 'Clears everything on the screen for the next person.',
  closes: (minutes) =>
    `If you do nothing, this page closes after ${minutes} minutes. What you have typed is then cleared.`,
  noPrint: 'Printing is switched off at this kiosk. If you have a question, call the help desk.',
  enrol: {
    title: 'Turn this device into a kiosk',
    lead: 'To be done on the device itself, by the person who sets it up. This link works only once.',
    name: 'Kiosk',
    establishment: 'Establishment',
    careful: 'On this device, surname and agent number may be enough.',
    carefulText:
      'It must stay in a supervised place of the establishment. If this is not your job, close this page: nothing was done.',
    submit: 'This device becomes the kiosk',
  },
  enrolled: {
    title: 'This device is now a kiosk',
    text: (name, establishment) => `${name}, ${establishment}`,
    keep: 'The browser remembers this kiosk. If it deletes its cookies, a new link is needed.',
    start: 'Open the start page',
  },
};
