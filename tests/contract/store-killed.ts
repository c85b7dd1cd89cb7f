import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const WRITER = fileURLToPath(new URL('../support/acknowledging-writer.ts', import.meta.url));

/** Lets a child write to the store, ends it with SIGKILL after `afterMs` of writing, returns what it acknowledged. */
export async function acknowledgedBeforeKill(
  url: string,
  folder: string,
  afterMs: number,
): Promise<string[]> {
  const child = spawn(process.execPath, [WRITER, url, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await once(child.stdout, 'data');
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  child.kill('SIGKILL');
  await closed;
  // What follows the last line feed was cut off while it was being said.
  return said
    .slice(0, said.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean);
}
