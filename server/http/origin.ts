import type { Settings } from '../config/settings.ts';
import { anyEstablishment, type Origin, type OriginClass } from '../domain/actors/actor.ts';
import { addressList } from './client-address.ts';

/** Decides the class of a request from its address and cookies and, in the demo alone, from a header. */
export type OriginOf = (address: string, headers: Headers) => Origin | Promise<Origin>;

/** The networks of establishments count as `establishment`, everything else as `other`. */
export function createOriginOf({
  networks,
  untrustedNetworks,
}: Pick<Settings, 'networks' | 'untrustedNetworks'>): OriginOf {
  const untrusted = addressList(untrustedNetworks);
  const known = networks.map(({ establishment, ranges }) => ({ establishment, holds: addressList(ranges) }));
  return (address) => {
    const outside = address === '' || untrusted(address);
    const network = outside ? undefined : known.find(({ holds }) => holds(address));
    const establishment = network?.establishment ?? null;
    return { class: network ? 'establishment' : 'other', establishment, kioskId: null, address };
  };
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
