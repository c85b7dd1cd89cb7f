/** Starts `npm run demo` as a newcomer would, goes through the main job over plain HTTP, and ends it with SIGTERM. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPort } from './ports.ts';
import { recoverOverHttp } from './recover-over-http.ts';

const folder = mkdtempSync(join(tmpdir(), 'reprise-smoke-'));
const port = await openPort();
const env = { ...process.env, PORT: String(port), DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'warn' };
const demo = spawn('npm', ['run', '-s', 'demo'], {
  env,
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
});
const ended = new Promise<number | null>((resolve) => demo.once('exit', resolve));

try {
  await new Promise<void>((resolve, reject) => {
    demo.stdout.on('data', (text: Buffer) => String(text).includes('http://localhost') && resolve());
    void ended.then((code) => reject(new Error(`the demo ended with ${code}`)));
    setTimeout(() => reject(new Error('the demo did not start within 120 s')), 120_000).unref();
  });
  const { url, people } = JSON.parse(readFileSync(join(env.DATA_DIR, 'demo.json'), 'utf8'));
  const person = people.find((one: { scenario: string }) => one.scenario === 'forgotten');
  const password = await recoverOverHttp(url, person);
  if (password.length < 12) throw new Error('no temporary password on the last page');
  console.log('smoke: the demo starts, an agent recovers, a temporary password is shown');
} finally {
  if (demo.pid) process.kill(-demo.pid, 'SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}
