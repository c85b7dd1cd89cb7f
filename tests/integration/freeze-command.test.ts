import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { derivedKey } from '../../server/config/master-key.ts';
import { createJournal } from '../../server/domain/journal/journal.ts';
import type { FreezeRow } from '../../server/systems/store/port.ts';
import { type TemporaryStore, temporaryStore } from '../support/temporary-store.ts';

const key = randomBytes(32);
const clock = { now: () => Date.parse('2026-11-23T09:00:00Z') };
let at: TemporaryStore;
beforeEach(async () => {
  at = await temporaryStore();
  writeFileSync(join(at.folder, 'master.key'), `${key.toString('base64')}\n`);
});
afterEach(() => at.end());

const freeze = (patch: Partial<FreezeRow> = {}): FreezeRow => ({
  intentId: randomUUID(),
  accountId: '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
  login: 'C.Bertrand',
  reference: '7KR-4TX-2MA',
  since: clock.now(),
  liftedAt: null,
  ...patch,
});

const main = new URL('../../server/cli/main.ts', import.meta.url).pathname;

/** The command as an operator calls it, on the data of this test. */
async function reprise(...words: string[]): Promise<{ code: number; said: string }> {
  const env = { ...process.env, DATA_DIR: at.folder, REPRISE_CONFIG: join(at.folder, 'none.yaml') };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [main, 'freeze', ...words], { env });
    return { code: 0, said: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: `${stdout}${stderr}` };
  }
}

describe('reprise freeze', { timeout: 60_000 }, () => {
  it('lists nobody, and then who is frozen, since when and under which ticket', async () => {
    expect(await reprise('list')).toEqual({ code: 0, said: 'Nobody is frozen.\n' });
    const row = freeze();
    await at.store.freezes.insert(row);
    await at.store.freezes.insert(freeze({ login: 'old', accountId: 'x', liftedAt: 1 }));
    expect((await reprise('list')).said).toBe(
      'C.Bertrand  since 2026-11-23T09:00:00.000Z  ticket 7KR-4TX-2MA\n',
    );
    expect(JSON.parse((await reprise('list', '--json')).said)).toEqual([
      {
        login: row.login,
        accountId: row.accountId,
        since: '2026-11-23T09:00:00.000Z',
        reference: row.reference,
      },
    ]);
  });

  it('lifts every freeze of a login in any case of letters, and says so in the journal', async () => {
    for (const row of [
      freeze(),
      freeze({ since: clock.now() + 1 }),
      freeze({ login: 'other', accountId: 'b' }),
    ])
      await at.store.freezes.insert(row);
    expect(await reprise('lift', 'c.bertrand')).toMatchObject({ code: 0 });
    expect((await at.store.freezes.active()).map(({ login }) => login)).toEqual(['other']);
    const rows = await at.store.journal.page(0, 10);
    expect(rows.map(({ event }) => event)).toEqual(['freeze-lifted']);
    expect(JSON.parse(rows[0]?.body ?? '')).toMatchObject({
      reference: '7KR-4TX-2MA',
      details: { freezes: 2 },
    });
    const journal = createJournal({ store: at.store, sealKey: derivedKey(key, 'journal'), clock });
    expect((await journal.verify()).intact).toBe(true);
  });

  it('lifts by objectGUID where the login was not known', async () => {
    const row = freeze({ login: '3f2504e0-4f89-11d3-9a0c-0305e82c3301' });
    await at.store.freezes.insert(row);
    expect(JSON.parse((await reprise('lift', row.accountId, '--json')).said)).toMatchObject({ lifted: 1 });
    expect(await at.store.freezes.isFrozen(row.accountId)).toBe(false);
  });

  it('says with exit 1 that there was nothing to lift, and with 2 that the login is missing', async () => {
    const none = await reprise('lift', 'nobody');
    expect(none.code).toBe(1);
    expect(none.said).toContain('nobody');
    expect(await at.store.journal.page(0, 10)).toEqual([]);
    expect((await reprise('lift')).code).toBe(2);
  });
});
