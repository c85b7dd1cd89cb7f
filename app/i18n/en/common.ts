import type { Messages } from '../messages.ts';

export const common: Messages['common'] = {
  portal: 'Reprise',
  title: (page) => `${page} – Reprise`,
  titleWithError: (page) => `Error: ${page}`,
  skip: 'Skip to content',
  home: 'Home',
  homeOf: (organisation) => `Reprise, ${organisation}: back to home`,
  otherLanguage: 'Français',
  languages: 'Language',
  demo: 'Demonstration: all people are invented.',
  helpDesk: {
    title: 'A question, a doubt?',
    call: 'Call the help desk',
    more: 'Help and common questions',
    calm: 'Nothing you do here can harm your computer.',
  },
  steps: {
    label: 'Where you are',
    position: (step, total) => `Step ${step} of ${total}`,
  },
  summary: {
    title: 'Something needs another look',
    hint: 'Choose a line to go to the right place.',
  },
  errorPrefix: 'To correct:',
  busy: 'One moment…',
  reference: 'Reference of your request',
  referenceHint: 'Write it down if you call the help desk.',
  show: 'Show',
  hide: 'Hide',
  showField: (label) => `Show: ${label}`,
  capsLock: 'Caps Lock is on.',
  otherKeyboard: 'This keyboard is not AZERTY: when a session is opened, letters and signs may be elsewhere.',
  back: 'Back',
  backHome: 'Back to home',
  startAgain: 'Start again',
  wait: (minutes) =>
    minutes <= 1 ? 'You can try again in a minute.' : `You can try again in ${minutes} minutes.`,
  idle: {
    title: 'Are you still there?',
    text: 'To protect your information, this page is about to close.',
    seconds: 'seconds left',
    stay: 'I am here, stay on this page',
  },
  wrong: {
    title: 'We could not continue',
    notFound: 'Page not found',
    still: 'What still works',
    stillCall: 'Calling the help desk, who can do everything with you by phone.',
    stillRetry: 'Starting again in a few minutes: nothing is lost.',
  },
};
