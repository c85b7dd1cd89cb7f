import type { AnswerHeaders } from './answer-headers.ts';
import { readCookie } from './cookies.ts';

export type Locale = 'fr' | 'en';
/** Lasts until the agent has finished: the next person at a kiosk starts in their own language. */
export const languageCookie = 'reprise_lang';
const isLocale = (value: string | null): value is Locale => value === 'fr' || value === 'en';

/** True when English is wanted more than French; French wins a tie and every other language (RFC 9110 §12.5.4). */
function prefersEnglish(acceptLanguage: string): boolean {
  const weight = (language: string) =>
    Math.max(
      0,
      ...acceptLanguage
        .slice(0, 500)
        .split(',')
        .map((part) => {
          const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
          const q = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='));
          return tag === language || tag.startsWith(`${language}-`) ? Number(q?.slice(2) ?? 1) || 0 : 0;
        }),
    );
  return weight('en') > weight('fr');
}

/** `?lang=` decides and is remembered for the session, then the cookie, then the browser's languages; else French. */
export function localeOf(request: Request, answer: AnswerHeaders): Locale {
  const asked = new URL(request.url).searchParams.get('lang');
  if (isLocale(asked)) {
    answer.setCookie(languageCookie, `${asked}; Path=/; HttpOnly; SameSite=Lax`);
    return asked;
  }
  const kept = readCookie(request.headers.get('cookie'), languageCookie);
  if (isLocale(kept)) return kept;
  return prefersEnglish(request.headers.get('accept-language') ?? '') ? 'en' : 'fr';
}
