import { failureCode } from '../../app/shared/failure.ts';
import type { Settings } from '../config/settings.ts';
import { anyEstablishment, type Origin, type OriginClass } from '../domain/actors/actor.ts';
import type { Kiosks } from '../domain/kiosks/kiosks.ts';
import type { AnswerHeaders } from './answer-headers.ts';
import { addressList, plainAddress } from './client-address.ts';
import { createKioskCookie, type KioskCookie } from './kiosk-cookie.ts';

/** How long a page waits to learn whether its device is a kiosk; then it goes on without that trust. */
const lookupMillis = 2_000;

/**
 * Decides the class of a request from its address and its kiosk cookie and, in the demo alone, from a header. May
 * renew or drop the cookie in the answer.
 */
export type OriginOf = (address: string, headers: Headers, answer: AnswerHeaders) => Origin | Promise<Origin>;

export interface OriginDeps extends Pick<Settings, 'networks' | 'untrustedNetworks' | 'proxies' | 'origins'> {
  readonly kiosks: Pick<Kiosks, 'ofToken' | 'seen'>;
}

const other = (address: string): Origin => ({ class: 'other', establishment: null, kioskId: null, address });

/**
 * An enrolled kiosk counts as `kiosk`, the networks of establishments as `establishment`, everything else as `other`:
 * untrusted networks whatever cookie they bring, and a client whom a proxy did not name. Without a kiosk cookie the
 * store is not asked; while it does not answer, whoever brings one is `other`.
 */
export function createOriginOf(deps: OriginDeps): OriginOf {
  const outside = addressList([...deps.untrustedNetworks, ...deps.proxies]);
  const cookie = createKioskCookie({ secure: deps.origins[0].startsWith('https:') });
  const known = deps.networks.map(({ establishment, ranges }) => ({
    establishment,
    holds: addressList(ranges),
  }));

  function byNetwork(address: string): Origin {
    const network = known.find(({ holds }) => holds(address));
    if (network === undefined) return other(address);
    return { class: 'establishment', establishment: network.establishment, kioskId: null, address };
  }

  return (address, headers, answer) => {
    if (plainAddress(address) === '' || outside(address)) return other(address);
    const token = cookie.read(headers);
    if (token === null) return byNetwork(address);
    return byToken({ kiosks: deps.kiosks, cookie, answer }, token, address, byNetwork);
  };
}

interface TokenDeps {
  readonly kiosks: OriginDeps['kiosks'];
  readonly cookie: KioskCookie;
  readonly answer: AnswerHeaders;
}

async function byToken(
  { kiosks, cookie, answer }: TokenDeps,
  token: string,
  address: string,
  otherwise: (address: string) => Origin,
): Promise<Origin> {
  const found = await inTime(kiosks.ofToken(token));
  if (found === unanswered) return other(address);
  // A store put back from a copy, or another one by mistake, does not know the kiosks: they keep their tokens.
  if (found === null) return otherwise(address);
  if (found === 'revoked') {
    cookie.drop(answer);
    return otherwise(address);
  }
  if (found.due && (await inTime(kiosks.seen(found.id))) !== unanswered) cookie.keep(answer, token);
  return { class: 'kiosk', establishment: found.establishment, kioskId: found.id, address };
}

const unanswered = Symbol('the store did not answer');

/** What the store says, unless it fails or takes too long. */
async function inTime<T>(asked: Promise<T>): Promise<T | typeof unanswered> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof unanswered>((resolve) => {
    timer = setTimeout(() => resolve(unanswered), lookupMillis);
  });
  try {
    return await Promise.race([asked, late]);
  } catch (error) {
    if (failureCode(error) === null) throw error;
    return unanswered;
  } finally {
    clearTimeout(timer);
  }
}

const isDemoClass = (value: string | null): value is OriginClass =>
  value === 'establishment' || value === 'other';

/** The demo's: loopback is an enrolled kiosk, and `X-Demo-Origin: establishment|other` imitates the other classes. */
export const demoOriginOf: OriginOf = (address, headers) => {
  const asked = headers.get('x-demo-origin');
  const originClass = isDemoClass(asked) ? asked : 'kiosk';
  const establishment = originClass === 'other' ? null : anyEstablishment;
  return { class: originClass, establishment, kioskId: null, address };
};
