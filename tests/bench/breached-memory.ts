/**
 * Run by strength.ts as a process of its own with --expose-gc: prints what opening the breached list and looking
 * 50,000 passwords up adds to the resident memory, in kB, to a process that has done the same on a tiny list.
 */
import { writeFileSync } from 'node:fs';
import { packPrefixes } from '../../scripts/breached-list.ts';
import { createPrefixFile } from '../../server/systems/breached/prefix-file.ts';

const [tiny = '', whole = ''] = process.argv.slice(2);

async function work(path: string): Promise<number> {
  const list = createPrefixFile({ path });
  for (let index = 0; index < 50_000; index += 1)
    await list.isListed(`candidat ${index}`, AbortSignal.abort());
  globalThis.gc?.();
  // The collector gives pages back to the system a little later.
  await new Promise((next) => setTimeout(next, 200));
  globalThis.gc?.();
  const resident = process.memoryUsage.rss() / 1024;
  list.close();
  return resident;
}

writeFileSync(tiny, packPrefixes(['motdepasse']));
for (let round = 0; round < 4; round += 1) await work(tiny);
const before = Math.max(await work(tiny), await work(tiny));
const after = Math.min(await work(whole), await work(whole), await work(whole));
console.log(Math.max(0, Math.round(after - before)));
