import { randomUUID } from 'node:crypto';
import { loadStoreSettings } from '../config/load.ts';
import { derivedKey } from '../config/master-key.ts';
import { system } from '../domain/actors/actor.ts';
import { createClock } from '../domain/clock.ts';
import { createJournal } from '../domain/journal/journal.ts';
import { liftFreezes } from '../domain/notices/lift.ts';
import type { Store } from '../systems/store/port.ts';
import { openStore } from '../systems/store/store.ts';
import type { CommandInput } from './commands.ts';
import { type FreezeReport, liftReport, listReport } from './freeze-report.ts';

async function withStore(
  { json }: CommandInput,
  work: (store: Store, sealKey: Buffer) => Promise<FreezeReport>,
): Promise<number> {
  const { url, folder, key } = loadStoreSettings();
  const store = openStore({ url, folder });
  try {
    const report = await work(store, derivedKey(key, 'journal'));
    console.log(json ? JSON.stringify(report.json, null, 2) : report.lines.join('\n'));
    return report.exitCode;
  } finally {
    await store.close();
  }
}

/** `reprise freeze list`: the agents whose self-service is stopped; always 0. */
export function listFreezes(input: CommandInput): Promise<number> {
  return withStore(input, async (store) => listReport(await store.freezes.active()));
}

/** `reprise freeze lift LOGIN`: 0 when there was something to lift, 1 otherwise. */
export function liftFreeze(input: CommandInput): Promise<number> {
  const [login = ''] = input.operands;
  return withStore(input, async (store, sealKey) => {
    const clock = createClock();
    const journal = createJournal({ store, sealKey, clock });
    return liftReport(login, await liftFreezes({ store, clock, journal }, system(randomUUID()), login));
  });
}
