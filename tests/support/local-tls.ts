import { readFileSync } from 'node:fs';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');

/** For servers of tests on localhost and 127.0.0.1; the key is in the repository and opens nothing else. */
export const localTls = {
  key: fixture('local-server-key.pem'),
  cert: fixture('local-server.pem'),
  /** PEM of the authority that signed it. */
  ca: fixture('local-ca.pem'),
  /** PEM of one that did not. */
  otherCa: fixture('other-ca.pem'),
};
