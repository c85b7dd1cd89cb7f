import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpClient } from '../support/http-client.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());

async function tokenAnd(): Promise<{ client: ReturnType<typeof createHttpClient>; _token: string }> {
  const client = createHttpClient(portal.url);
  const page = await client.get('/recover');
  return { client, _token: /name="_token" value="([^"]+)"/.exec(page.text)?.[1] ?? '' };
}

const good = { surname: 'Martin', agentNumber: '424242', reason: 'forgotten' };
const form = 'application/x-www-form-urlencoded';
const encode = (fields: Record<string, string>) => new URLSearchParams(fields).toString();

describe('a post to /recover', () => {
  const statuses: [string, number, (token: string) => { body: string; headers?: Record<string, string> }][] =
    [
      ['without a token', 403, () => ({ body: encode(good) })],
      ['with a token of another session', 403, () => ({ body: encode({ ...good, _token: 'A'.repeat(43) }) })],
      [
        'with a foreign Origin',
        403,
        (_token) => ({ body: encode({ ...good, _token }), headers: { origin: 'https://evil.example' } }),
      ],
      [
        'with Origin null',
        403,
        (_token) => ({ body: encode({ ...good, _token }), headers: { origin: 'null' } }),
      ],
      [
        'from another site',
        403,
        (_token) => ({ body: encode({ ...good, _token }), headers: { 'sec-fetch-site': 'cross-site' } }),
      ],
      ['with a repeated field', 400, (_token) => ({ body: `${encode({ ...good, _token })}&surname=Durand` })],
      ['with NUL', 400, (_token) => ({ body: encode({ ...good, surname: 'Mar\0tin', _token }) })],
      ['with 100 kB', 413, (_token) => ({ body: encode({ ...good, surname: 'x'.repeat(100_000), _token }) })],
      [
        'as JSON',
        415,
        (_token) => ({
          body: JSON.stringify({ ...good, _token }),
          headers: { 'content-type': 'application/json' },
        }),
      ],
      [
        'without a type',
        415,
        (_token) => ({ body: encode({ ...good, _token }), headers: { 'content-type': 'text/plain' } }),
      ],
      [
        'with a list-like name',
        422,
        (_token) => ({
          body: encode({ 'surname[]': 'Martin', agentNumber: '1', reason: 'forgotten', _token }),
        }),
      ],
      ['with a missing field', 422, (_token) => ({ body: encode({ surname: 'Martin', _token }) })],
      [
        'with an unknown reason',
        422,
        (_token) => ({ body: encode({ ...good, reason: '__proto__', _token }) }),
      ],
      [
        'with LDAP metacharacters',
        422,
        (_token) => ({ body: encode({ ...good, surname: '*)(|(sn=*', agentNumber: '*)(cn=*', _token }) }),
      ],
      [
        'with a name of 5,000 characters',
        422,
        (_token) => ({ body: encode({ ...good, surname: 'é'.repeat(2_000), _token }) }),
      ],
      [
        'with fields named like object members',
        422,
        (_token) => ({ body: encode({ constructor: 'x', toString: 'y', _token }) }),
      ],
    ];

  it.each(statuses)('%s gets %i with the help desk’s number', async (_name, status, make) => {
    const { client, _token } = await tokenAnd();
    const { body, headers = {} } = make(_token);
    const page = await client.send('/recover', {
      method: 'POST',
      body,
      headers: { 'content-type': form, ...headers },
    });
    expect(page.status).toBe(status);
    expect(page.text).toContain('01 99 00 12 34');
    expect(page.text).not.toMatch(/at .*\.(ts|js):\d+/);
  });

  it('without Origin passes with a valid token', async () => {
    const { client, _token } = await tokenAnd();
    const page = await client.send('/recover', {
      method: 'POST',
      body: encode({ ...good, _token }),
      headers: { 'content-type': form },
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain('value="Martin"');
  });

  it('accepts multipart as a browser’s script would send it', async () => {
    const { client, _token } = await tokenAnd();
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...good, _token })) body.set(name, value);
    expect((await client.send('/recover', { method: 'POST', body })).status).toBe(422);
    body.set('surname', new File(['x'], 'x.txt'));
    expect((await client.send('/recover', { method: 'POST', body })).status).toBe(400);
  });
});

describe('every answer', () => {
  it('carries the security headers and leaves nothing in caches', async () => {
    for (const path of ['/', '/help', '/recover', '/password/change', '/nowhere']) {
      const { headers } = await createHttpClient(portal.url).get(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy, path).toContain("default-src 'none'");
      expect(policy, path).toContain("frame-ancestors 'none'");
      expect(policy, path).not.toContain('unsafe');
      expect(headers.get('cache-control'), path).toBe('no-store');
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('referrer-policy'), path).toBe('same-origin');
    }
  });

  it('refuses other methods and Remix’s data requests', async () => {
    const client = createHttpClient(portal.url);
    expect((await client.send('/recover', { method: 'PUT' })).status).toBe(405);
    expect((await client.send('/recover', { method: 'DELETE' })).status).toBe(405);
    expect((await client.get('/recover?_data=routes%2Frecover')).status).toBe(404);
    expect((await client.get('/refused')).status).toBe(404);
  });

  it('does not believe the Host header', async () => {
    const page = await createHttpClient(portal.url).send('/', {
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    });
    expect(page.text).not.toContain('evil.example');
  });

  it('survives what is no HTTP', async () => {
    const { port } = new URL(portal.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.end('\x16\x03\x01nonsense\r\n\r\n'));
      socket.once('close', () => resolve());
      socket.resume();
    });
    expect((await createHttpClient(portal.url).get('/healthz')).status).toBe(200);
  });
});
