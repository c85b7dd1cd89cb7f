import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packPrefixes } from '../../scripts/breached-list.ts';
import { createPrefixFile } from '../../server/systems/breached/prefix-file.ts';
import { createRangeMirror } from '../../server/systems/breached/range-mirror.ts';
import { startRangeApi } from '../support/range-api.ts';
import { breachedListSuite } from './breached-suite.ts';

breachedListSuite('sorted prefixes in a file', async (passwords) => {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-breached-'));
  const path = join(folder, 'breached.bin');
  writeFileSync(path, packPrefixes(passwords));
  const list = createPrefixFile({ path });
  return {
    list,
    stop: async () => {
      list.close();
      rmSync(folder, { recursive: true });
    },
  };
});

breachedListSuite('a mirror of the range API', async (passwords) => {
  const api = await startRangeApi(passwords);
  const list = createRangeMirror({ baseUrl: api.baseUrl, timeoutMs: 30_000 });
  return { list, stop: () => api.close() };
});
