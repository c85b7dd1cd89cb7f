/** First parts of paths whose second part opens something: whoever reads the log must not be able to use it. */
const opening: Readonly<Record<string, string>> = { kiosk: '/kiosk/:code', 'not-me': '/not-me/:token' };

/** As far as each escape can be read; one that cannot be must not leave the others as they are. */
const decoded = (path: string): string =>
  path.replace(/%[\da-f]{2}/gi, (coded) => {
    const code = Number.parseInt(coded.slice(1), 16);
    return code < 0x80 ? String.fromCharCode(code) : coded;
  });

/** A path as the log may hold it. Routes match in any case and after decoding, so does this. */
export function loggedPath(pathname: string): string {
  const [first = '', second] = decoded(pathname)
    .split('/')
    .filter((part) => part !== '');
  const masked = opening[first.toLowerCase()];
  return masked !== undefined && second !== undefined ? masked : pathname;
}
