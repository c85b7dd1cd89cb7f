import { loadStoreSettings } from '../config/load.ts';
import { derivedKey } from '../config/master-key.ts';
import { openStore } from '../systems/store/store.ts';
import type { CommandInput } from './commands.ts';
import { journalVerify } from './journal-verify.ts';

/** `reprise journal verify`: 0 when every seal holds, 1 and the first bad row otherwise. */
export async function verifyJournal({ json }: CommandInput): Promise<number> {
  const { url, folder, key } = loadStoreSettings();
  const store = openStore({ url, folder });
  try {
    const verdict = await journalVerify(store, derivedKey(key, 'journal'));
    console.log(json ? JSON.stringify(verdict.json, null, 2) : verdict.lines.join('\n'));
    return verdict.exitCode;
  } finally {
    await store.close();
  }
}
