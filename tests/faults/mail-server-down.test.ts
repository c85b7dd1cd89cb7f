import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localTls } from '../support/local-tls.ts';
import { type OwnDirectory, ownDirectory } from '../support/own-directory.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { openPort } from '../support/ports.ts';
import { recoverOverHttp } from '../support/recover-over-http.ts';
import { type SmsGateway, startSmsGateway } from '../support/sms-gateway.ts';
import { type MailServer, mailAccount, parsedMail, startMailServer } from '../support/smtp.ts';

const folder = mkdtempSync(join(tmpdir(), 'reprise-mail-down-'));
let later = 0;
const clock = { now: () => Date.now() + later };
let people: OwnDirectory;
let portal: TestPortal;
let gateway: SmsGateway;
let server: MailServer | null = null;
let port = 0;
beforeAll(async () => {
  people = await ownDirectory(join(folder, 'directory'), clock);
  gateway = await startSmsGateway();
  port = await openPort();
  portal = await startTestPortal({
    settings: {
      messagesFolder: null,
      mail: {
        host: 'localhost',
        port,
        tls: 'required',
        from: 'reprise@example.org',
        ...mailAccount,
        ca: localTls.ca,
      },
      sms: {
        url: gateway.url,
        body: '{"to":{to},"text":{text}}',
        type: 'json',
        headers: {},
        ca: localTls.ca,
      },
    },
    replace: { directory: people.directory, clock },
    fill: async () => {},
  });
});
afterAll(async () => {
  await portal?.stop();
  await server?.stop();
  await gateway?.stop();
  await people?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('mail and SMS are down', () => {
  it('nobody waits for them; both notices wait, are tried again, and leave once when the ways are back', async () => {
    gateway.fail(503);
    const { id, ...person } = await people.add({ mail: 'nadia.benali@example.org' });
    await people.store.embeddedAccounts.update(id, person, { mobile: '+33639980017' });
    const started = performance.now();
    const password = await recoverOverHttp(portal.url, person);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(await people.says(id, password)).toBe('must-change');

    const said = (word: string) => portal.lines.filter((line) => line.includes(word));
    await expect
      .poll(() => said('job will be retried').filter((line) => line.includes('send-message')).length, {
        timeout: 20_000,
      })
      .toBeGreaterThanOrEqual(2);
    expect(
      said('message not delivered').some((line) => line.includes('ECONNREFUSED') || line.includes('ESOCKET')),
    ).toBe(true);
    expect(said('message not delivered').some((line) => line.includes('503'))).toBe(true);
    const { store, runner } = portal.container;
    expect((await store.jobs.depth()).waiting).toBe(3); // both, and the end of the temporary password

    server = await startMailServer({ port });
    gateway.fail('none');
    const refused = gateway.taken.length;
    later += 60_000;
    await runner.runDue();
    await expect.poll(() => server?.taken.length, { timeout: 20_000 }).toBe(1);
    await expect.poll(() => gateway.taken.length - refused, { timeout: 20_000 }).toBe(1);
    await expect.poll(async () => (await store.jobs.depth()).waiting, { timeout: 20_000 }).toBe(1);
    const mail = parsedMail(server.taken[0]?.raw ?? '');
    const sms = JSON.parse(gateway.taken.at(-1)?.body ?? '{}') as { to: string; text: string };
    expect(mail.text).toMatch(/^Bonjour Nadia,/);
    expect(sms.to).toBe('+33639980017');
    const link = /\/not-me\/[\w-]{43}/;
    expect(link.exec(mail.text)?.[0]).toBe(link.exec(sms.text)?.[0]);
    for (const text of [mail.text, sms.text, portal.lines.join('')]) expect(text).not.toContain(password);
    for (const line of portal.lines) expect(line).not.toMatch(/nadia\.benali|33639980017|\/not-me\/\w{10}/);
  });
});
