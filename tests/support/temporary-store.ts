import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Store } from '../../server/systems/store/port.ts';
import { openStore } from '../../server/systems/store/store.ts';

export interface TemporaryStore {
  readonly store: Store;
  readonly folder: string;
  /** Changes the file behind the store's back. */
  tamper(...statements: string[]): void;
  /** Reads the file behind the store's back. */
  rows(query: string): Record<string, unknown>[];
  end(): Promise<void>;
}

/** A migrated SQLite store in a folder of its own. */
export async function temporaryStore(): Promise<TemporaryStore> {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-unit-'));
  const store = openStore({ url: 'sqlite', folder });
  await store.migrate();
  return {
    store,
    folder,
    tamper(...statements) {
      const file = new DatabaseSync(join(folder, 'reprise.db'), { timeout: 1_000 });
      for (const statement of statements) file.exec(statement);
      file.close();
    },
    rows(query) {
      const file = new DatabaseSync(join(folder, 'reprise.db'), { readOnly: true });
      const rows = file.prepare(query).all();
      file.close();
      return rows;
    },
    async end() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A clock that stands still until told. */
export function handClock(start = 1_800_000_000_000) {
  let at = start;
  return {
    now: () => at,
    advance(millis: number) {
      at += millis;
    },
  };
}
