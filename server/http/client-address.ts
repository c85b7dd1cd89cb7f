import { BlockList, isIP, isIPv6 } from 'node:net';

const mapped = /^::ffff:(?=\d+\.)/i;
/** `[2001:db8::1]:443`, `[2001:db8::1]` or `192.0.2.7:443`, as some proxies write them. */
const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/;
const withPort = /^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/;

/** The address in `text` without brackets, port, zone and IPv4 mapping; empty when it is none. */
export function plainAddress(text: string): string {
  const trimmed = text.trim();
  const bare = bracketed.exec(trimmed)?.[1] ?? withPort.exec(trimmed)?.[1] ?? trimmed;
  const address = bare.replace(/%.*$/, '').replace(mapped, '');
  return isIP(address) === 0 ? '' : address;
}

const family = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');

/** A list of addresses and CIDR networks that answers whether an address is in it; what is no address never is. */
export function addressList(entries: readonly string[]) {
  const list = new BlockList();
  for (const entry of entries) {
    const [text = '', prefix] = entry.split('/');
    const address = plainAddress(text);
    if (prefix === undefined) list.addAddress(address, family(address));
    else list.addSubnet(address, Number(prefix), family(address));
  }
  return (text: string) => {
    const address = plainAddress(text);
    return address !== '' && list.check(address, family(address));
  };
}

/**
 * The client's address: the right-most one of X-Forwarded-For that is not a configured proxy, and only when the
 * connection itself comes from one. What a client writes into the header is never believed: a hop that is no address
 * ends the way there, and the answer is empty, which is an address of nobody.
 */
export function createClientAddress(proxies: readonly string[]) {
  const isProxy = addressList(proxies);
  return (remoteAddress: string, forwardedFor: string | undefined): string => {
    const remote = plainAddress(remoteAddress);
    if (!isProxy(remote) || forwardedFor === undefined) return remote;
    const hops = forwardedFor.split(',').map(plainAddress);
    return hops.findLast((hop) => !isProxy(hop)) ?? hops[0] ?? remote;
  };
}
