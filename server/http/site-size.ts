import type { NetworkSettings } from '../config/settings.ts';
import { addressList } from './client-address.ts';

/** What is configured as normal for the site of an address, in failures a minute; null where nothing is. */
export function createFailuresPerMinute(networks: readonly NetworkSettings[]) {
  const sized = networks.flatMap(({ ranges, failuresPerMinute }) =>
    failuresPerMinute === undefined ? [] : [{ holds: addressList(ranges), failuresPerMinute }],
  );
  return (address: string): number | null =>
    sized.find(({ holds }) => address !== '' && holds(address))?.failuresPerMinute ?? null;
}
