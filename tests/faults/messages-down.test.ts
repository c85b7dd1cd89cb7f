import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OwnDirectory, ownDirectory } from '../support/own-directory.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { recoverOverHttp } from '../support/recover-over-http.ts';

const folder = mkdtempSync(join(tmpdir(), 'reprise-messages-'));
/** A file stands where a folder is needed: nobody can write there, root neither. */
const obstacle = join(folder, 'outgoing');
const messagesFolder = join(obstacle, 'messages');
let later = 0;
const clock = { now: () => Date.now() + later };
let people: OwnDirectory;
let portal: TestPortal;
beforeAll(async () => {
  writeFileSync(obstacle, '');
  people = await ownDirectory(join(folder, 'directory'), clock);
  portal = await startTestPortal({
    settings: { messagesFolder },
    replace: { directory: people.directory, clock },
    fill: async () => {},
  });
});
afterAll(async () => {
  await portal?.stop();
  await people?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the way out for mail is blocked', () => {
  it('the reset succeeds all the same; the notice waits, is tried again and leaves once', async () => {
    const person = await people.add({ mail: 'nadia.benali@reprise.test' });
    const password = await recoverOverHttp(portal.url, person);
    expect(await people.says(person.id, password)).toBe('must-change');
    const { runner, store } = portal.container;
    await runner.runDue();
    await expect
      .poll(() => portal.lines.filter((line) => line.includes('messages-unavailable')).length, {
        timeout: 15_000,
      })
      .toBeGreaterThan(0);
    expect(existsSync(messagesFolder)).toBe(false);
    const { waiting } = await store.jobs.depth();
    expect(waiting).toBe(2); // the notice, and the expiry of the password

    rmSync(obstacle);
    later += 60_000;
    await runner.runDue();
    await expect
      .poll(() => existsSync(messagesFolder) && readdirSync(messagesFolder).length, { timeout: 15_000 })
      .toBe(1);
    const [file = ''] = readdirSync(messagesFolder);
    const message = readFileSync(join(messagesFolder, file), 'utf8');
    expect(JSON.parse(message)).toMatchObject({ channel: 'mail', to: 'nadia.benali@reprise.test' });
    expect(message).not.toContain(password);
    await expect.poll(async () => (await store.jobs.depth()).waiting, { timeout: 15_000 }).toBe(1);
  });
});
