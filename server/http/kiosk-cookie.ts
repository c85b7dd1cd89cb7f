import type { AnswerHeaders } from './answer-headers.ts';
import { readCookie } from './cookies.ts';

/** The longest that browsers keep a cookie (RFC 6265bis §5.6.1): 400 days. Renewed while the device is in use. */
const lifetimeSeconds = 400 * 86_400;

/**
 * The cookie that makes a device a kiosk. `SameSite=Lax`, so that a start page elsewhere may link to the portal; no
 * `Clear-Site-Data` of the portal names cookies, so it outlives everybody who uses the device.
 */
export function createKioskCookie({ secure }: { readonly secure: boolean }) {
  const name = secure ? '__Host-reprise_kiosk' : 'reprise_kiosk';
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return {
    /** The device's token as it was brought; null without one. */
    read: (headers: Headers) => readCookie(headers.get('cookie'), name),
    keep(answer: AnswerHeaders, token: string): void {
      answer.setCookie(name, `${token}; ${attributes}; Max-Age=${lifetimeSeconds}`);
    },
    drop(answer: AnswerHeaders): void {
      answer.setCookie(name, `; ${attributes}; Max-Age=0`);
    },
  };
}

export type KioskCookie = ReturnType<typeof createKioskCookie>;
