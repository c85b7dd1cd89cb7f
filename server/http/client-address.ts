import { BlockList, isIPv6 } from 'node:net';

const plain = (address: string) =>
  address
    .trim()
    .replace(/^::ffff:/i, '')
    .replace(/^\[|\]$/g, '');
const family = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');

/** A list of addresses and CIDR networks that answers whether an address is in it. */
export function addressList(entries: readonly string[]) {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/');
    if (prefix === undefined) list.addAddress(plain(address), family(address));
    else list.addSubnet(plain(address), Number(prefix), family(address));
  }
  return (address: string) => {
    const text = plain(address);
    return list.check(text, family(text));
  };
}

/**
 * The client's address: the right-most one of X-Forwarded-For that is not a configured proxy, and only when the
 * connection itself comes from one. What a client writes into the header is never believed.
 */
export function createClientAddress(proxies: readonly string[]) {
  const isProxy = addressList(proxies);
  return (remoteAddress: string, forwardedFor: string | undefined): string => {
    const hops = [...(forwardedFor?.split(',') ?? []).map(plain), plain(remoteAddress)];
    for (let i = hops.length - 1; i >= 0; i -= 1) {
      const hop = hops[i] ?? '';
      if (i === 0 || !isProxy(hop)) return hop;
    }
    return plain(remoteAddress);
  };
}
