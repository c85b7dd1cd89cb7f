import type { Origin, OriginClass } from '../domain/actors/actor.ts';
import { addressList } from './client-address.ts';

/** Decides the class of a request from its address and, in the demo alone, from a header. */
export type OriginOf = (address: string, headers: Headers) => Origin;

/** Trusted networks count as `establishment`, everything else as `other`. */
export function createOriginOf(trustedNetworks: readonly string[]): OriginOf {
  const trusted = addressList(trustedNetworks);
  return (address) => ({ class: address !== '' && trusted(address) ? 'establishment' : 'other', address });
}

const isDemoClass = (value: string | null): value is OriginClass =>
  value === 'establishment' || value === 'other';

/** The demo's: loopback is an enrolled kiosk, and `X-Demo-Origin: establishment|other` imitates the other classes. */
export const demoOriginOf: OriginOf = (address, headers) => {
  const asked = headers.get('x-demo-origin');
  return { class: isDemoClass(asked) ? asked : 'kiosk', address };
};
