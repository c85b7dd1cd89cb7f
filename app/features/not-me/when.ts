import type { Locale } from '../../i18n/messages.ts';

/** A moment as it is said: "le lundi 23 novembre à 10:05", "on Monday 23 November at 10:05". */
export function whenDone(
  { at, timeZone }: { readonly at: string; readonly timeZone: string },
  locale: Locale,
): string {
  const said = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(new Date(at));
  return locale === 'fr' ? `le ${said}` : `on ${said}`;
}
