import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpClient } from '../support/http-client.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

const clinic = 'Clinique des Trois Rivières';
let portal: TestPortal;
let config: string;
beforeAll(async () => {
  portal = await startTestPortal({ origins: 'service', settings: { proxies: ['127.0.0.1'] } });
  const key = join(portal.folder, 'key');
  writeFileSync(key, portal.container.settings.masterKey.toString('base64'), { mode: 0o600 });
  config = join(portal.folder, 'reprise.yaml');
  writeFileSync(
    config,
    `publicUrl: https://reprise.example.org
organisation: { name: Essai }
helpDesk: { phone: "01 99 00 12 34" }
directory:
  urls: [ldaps://dc1.example.org]
  ca: { file: ${key} }
  bindDN: "CN=svc-reprise,OU=Services,DC=example,DC=org"
  bindPassword: { file: ${key} }
  base: DC=example,DC=org
  peopleBases: ["OU=Agents,DC=example,DC=org"]
key: { file: ${key} }
networks:
  - { establishment: "${clinic}", ranges: [10.20.0.0/16] }
`,
  );
});
afterAll(() => portal.stop());

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const reprise = (...words: string[]) =>
  new Promise<Said>((resolve) => {
    execFile(
      process.execPath,
      ['server/cli/main.ts', ...words],
      {
        env: { ...process.env, DATA_DIR: portal.folder, REPRISE_CONFIG: config },
        timeout: 30_000,
      },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });

const codeIn = (text: string) =>
  /https:\/\/reprise\.example\.org\/kiosk\/([\w-]{43})\s/.exec(text)?.[1] ?? '';

describe('reprise kiosk, beside a running portal', () => {
  it('enrols by a link, lists, and revokes', async () => {
    const made = await reprise('kiosk', 'enrol', 'Hall A', '--establishment', clinic);
    expect(made).toMatchObject({ code: 0, err: '' });
    const code = codeIn(made.out);
    expect(code).toHaveLength(43);
    expect((await reprise('kiosk', 'list')).out).toMatch(/Hall A .*Rivières {2}its link waits until 20/);

    const device = createHttpClient(portal.url, { 'x-forwarded-for': '192.0.2.7' });
    const page = await device.get(`/kiosk/${code}`);
    expect(page.text).toContain('Hall A');
    await device.submit(page, {}, `action="/kiosk/${code}"`);
    expect((await device.get('/help')).text).toContain('data-kiosk');

    const listed = await reprise('kiosk', 'list', '--json');
    expect(listed.code).toBe(0);
    expect(JSON.parse(listed.out)).toEqual([
      {
        name: 'Hall A',
        establishment: clinic,
        state: 'enrolled',
        enrolledAt: expect.stringMatching(/^20.*Z$/),
        lastSeenAt: expect.stringMatching(/^20.*Z$/),
        revokedAt: null,
      },
    ]);
    expect(listed.out).not.toMatch(/[\da-f]{64}/);

    expect(await reprise('kiosk', 'revoke', 'hall a')).toMatchObject({ code: 0, err: '' });
    expect((await device.get('/help')).text).not.toContain('data-kiosk');
    const again = await reprise('kiosk', 'revoke', 'Hall A');
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toContain('There is no kiosk Hall A');
    expect((await reprise('kiosk', 'list')).out).toMatch(/revoked 20/);
    expect((await portal.container.journal.verify()).intact).toBe(true);
    expect(await reprise('journal', 'verify')).toMatchObject({ code: 0 });
  });

  it('a name that is taken is refused with 1', async () => {
    expect((await reprise('kiosk', 'enrol', 'Hall B', `--establishment=${clinic}`)).code).toBe(0);
    const again = await reprise('kiosk', 'enrol', 'hall b', '--establishment', clinic);
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toContain('There is a kiosk hall b already');
  });

  it('an establishment that nothing else names is enrolled with a warning, in JSON too', async () => {
    const made = await reprise(
      'kiosk',
      'enrol',
      'Salle 1',
      '--establishment',
      'Clinique des 3 Rivières',
      '--json',
    );
    expect(made.code).toBe(0);
    expect(made.err).toMatch(/^Careful: Is "Clinique des 3 Rivières" spelled as in the directory/);
    const said = JSON.parse(made.out);
    expect(codeIn(`${said.link} `)).toHaveLength(43);
    expect(said).toMatchObject({ name: 'Salle 1', establishment: 'Clinique des 3 Rivières' });
    expect(said.warning).toContain(clinic);
    // Now a kiosk names it; case, spaces and accents’ form do not count.
    const second = await reprise(
      'kiosk',
      'enrol',
      'Salle 2',
      '--establishment',
      ' clinique des 3  rivie\u0300res',
    );
    expect(second).toMatchObject({ code: 0, err: '' });
  });

  it.each([
    [['kiosk', 'enrol', 'Hall C'], 'Missing: --establishment E'],
    [['kiosk', 'enrol', '--establishment', 'E'], 'Missing: NAME'],
    [['kiosk', 'enrol', 'Hall C', '--establishment', ' '], 'Missing: --establishment E'],
    [['kiosk', 'enrol', 'Hall', 'C', '--establishment', 'E'], 'Too many words: C'],
    [['kiosk', 'enrol', ' ', '--establishment', 'E'], 'NAME: expected 1 to 60 readable characters'],
    [['kiosk', 'enrol', 'x'.repeat(61), '--establishment', 'E'], 'NAME: expected'],
    [['kiosk', 'enrol', 'a\u202eb', '--establishment', 'E'], 'NAME: expected'],
    [['kiosk', 'enrol', 'Hall C', '--establishment', 'E', '--force'], '--force'],
    [['kiosk', 'revoke'], 'Missing: NAME'],
    [['kiosk', 'list', 'x'], 'Too many words: x'],
    [['kiosk'], 'Unknown command: kiosk'],
    [['kiosk', 'list', '--establishment', 'E'], '--establishment'],
  ] as const)('%j is wrong use: 2, and nothing is made', async (words, sentence) => {
    const before = (await portal.container.store.kiosks.list()).length;
    const said = await reprise(...words);
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toContain(sentence);
    expect(await portal.container.store.kiosks.list()).toHaveLength(before);
  });

  it('--help names the three', async () => {
    const { code, out } = await reprise('--help');
    expect(code).toBe(0);
    for (const call of ['kiosk enrol NAME --establishment E', 'kiosk list', 'kiosk revoke NAME'])
      expect(out).toContain(call);
  });
});
