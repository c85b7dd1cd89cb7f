import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hire } from '../support/agents.ts';
import { createHttpClient } from '../support/http-client.ts';
import { messageTo, notMePath, reachable } from '../support/notices.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { recoverOverHttp } from '../support/recover-over-http.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal?.stop());

async function noticed(): Promise<{ readonly path: string; readonly id: string }> {
  const agent = await hire(portal);
  const mail = `${agent.login}@work.example`;
  const { id } = await reachable(portal, agent.login, { mail });
  await recoverOverHttp(portal.url, agent);
  return { path: notMePath(await messageTo(portal, mail)), id };
}

describe('the page behind "it was not me", without JavaScript', () => {
  it('says what was done and what the button does, in French and in English', async () => {
    const { path } = await noticed();
    const french = await createHttpClient(portal.url).get(path);
    expect(french.status).toBe(200);
    expect(french.text).toMatch(/Un mot de passe temporaire a été créé pour votre compte le \w+/);
    expect(french.text).toContain('Ce n’était pas moi');
    expect(french.text).not.toContain('cesse de fonctionner');
    const english = await createHttpClient(portal.url, { 'accept-language': 'en' }).get(path);
    expect(english.text).toMatch(/A temporary password was made for your account on \w+/);
    for (const page of [french, english]) {
      const forms = [...page.text.matchAll(/<form\b[^>]*action="([^"]*)"/g)].map(([, action]) => action);
      expect(forms).toEqual([expect.stringMatching(/^\/not-me\//), '/finish']);
    }
  });

  it('is not kept anywhere, and tells nobody else its address', async () => {
    const page = await createHttpClient(portal.url).get((await noticed()).path);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    const addresses = [...page.text.matchAll(/(?:href|src|action)="([^"]+)"/g)].map(
      ([, address]) => address ?? '',
    );
    expect(addresses.length).toBeGreaterThan(5);
    for (const address of addresses) expect(address).toMatch(/^(\/(?!\/)|#|tel:|data:)/);
  });

  it('confirms calmly, with a reference, whom to call and what comes next', async () => {
    const client = createHttpClient(portal.url);
    const page = await client.get((await noticed()).path);
    const done = await client.submit(page, {}, 'not-me');
    expect(done.status).toBe(200);
    expect(done.text).toContain('data-disavowed');
    expect(done.text).toMatch(/data-reference="[\dA-Z-]{11}"/);
    expect(done.text).toContain('01 99 00 12 34');
    expect(done.text).toContain('href="/password/change"');
    const again = await client.submit(page, {}, 'not-me');
    expect(again.status).toBe(404);
    expect(again.text).toContain('data-failure="link-spent"');
    expect(again.text).toContain('01 99 00 12 34');
    expect((await client.get(page.url)).text).toContain('data-failure="link-spent"');
  });

  it.each(['x', 'A'.repeat(43), '%00', 'é', '..%2Fhelp', 'x'.repeat(4_000), '{}'])(
    'a link that the portal never sent is spent like a used one: %s',
    async (token) => {
      const client = createHttpClient(portal.url);
      const page = await client.get(`/not-me/${token}`);
      expect(page.status).toBe(404);
      expect(page.text).toContain('data-failure="link-spent"');
      expect(page.text).toContain('01 99 00 12 34');
      const { text } = await client.get('/recover');
      const formToken = /name="_token" value="([^"]+)"/.exec(text)?.[1] ?? '';
      const posted = await client.post(`/not-me/${token}`, { _token: formToken });
      expect(posted.status).toBe(404);
      expect(posted.text).toContain('data-failure="link-spent"');
    },
  );

  it('needs its own form: no post from elsewhere counts', async () => {
    const { path, id } = await noticed();
    const client = createHttpClient(portal.url);
    await client.get(path);
    expect((await client.post(path, {})).status).toBe(403);
    expect((await client.post(path, { _token: 'forged' })).status).toBe(403);
    const page = await client.get(path);
    const elsewhere = { origin: 'https://evil.example' };
    const fields = Object.fromEntries([
      ['_token', /name="_token" value="([^"]+)"/.exec(page.text)?.[1] ?? ''],
    ]);
    expect((await client.post(path, fields, elsewhere)).status).toBe(403);
    expect(await portal.container.store.freezes.isFrozen(id)).toBe(false);
    await client.submit(await client.get(path), {}, 'not-me');
    expect(await portal.container.store.freezes.isFrozen(id)).toBe(true);
  });
});
