import { usePage } from '../components/page-context.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { Locale, Messages } from './messages.ts';

const languages: Readonly<Record<Locale, Messages>> = { fr, en };

export function messagesFor(locale: Locale): Messages {
  return languages[locale];
}

/** The messages in the language of the page being rendered. */
export function useMessages(): Messages {
  return messagesFor(usePage().locale);
}
