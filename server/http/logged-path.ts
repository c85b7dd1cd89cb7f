/** Paths whose last part opens something: a one-time link. Names are compared as the router does, without case. */
const secretPaths: readonly (readonly [RegExp, string])[] = [
  [/^\/+kiosk\/+./i, '/kiosk/:code'],
  [/^\/+not-me\/+./i, '/not-me/:token'],
];

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** What a log line may say of the path of a request: all of it, save what opens a one-time link. */
export function loggedPath(path: string): string {
  const plain = decoded(path);
  if (plain === null) return ':undecodable';
  return secretPaths.find(([pattern]) => pattern.test(plain))?.[1] ?? path;
}
