import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CrashingPortal, crashingPortal } from '../support/crashing-portal.ts';
import { createHttpClient, hiddenFields } from '../support/http-client.ts';
import { type OwnDirectory, ownDirectory } from '../support/own-directory.ts';
import { identify, temporaryPasswordOn } from '../support/recover-over-http.ts';

let portal: CrashingPortal;
let people: OwnDirectory;
beforeAll(async () => {
  portal = await crashingPortal({ kind: 'embedded' });
  people = await ownDirectory(portal.directoryFolder);
});
afterAll(async () => {
  await portal?.end();
  await people?.close();
});

describe('SIGTERM', () => {
  it('during a reset: the answer comes whole, the exit is 0, and the next process shows the password', async () => {
    const person = await people.add();
    const child = await portal.start();
    const client = createHttpClient(child.url);
    const page = await identify(client, person);
    const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const posted = fetch(new URL('/recover/confirm', child.url), {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: child.url, cookie },
      body: new URLSearchParams({
        ...hiddenFields(page.text, 'name="understood"'),
        understood: 'on',
        action: 'reset',
      }),
    });
    while ((await portal.unresolved('open')).length === 0) await wait(1);
    const stopped = performance.now();
    const ended = child.kill('SIGTERM');
    const answer = await posted;
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/recover/done');
    expect(await ended).toBe(0);
    expect(performance.now() - stopped).toBeLessThan(10_000);
    expect(await portal.unresolved('open')).toEqual([]);

    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      client.cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const again = await portal.start();
    const done = await client.get('/recover/done');
    expect(await people.says(person.id, temporaryPasswordOn(done) ?? '')).toBe('must-change');
    await portal.jobsEnd();
    expect(await again.kill('SIGTERM')).toBe(0);
    expect(await portal.verifyJournal()).toMatchObject({ intact: true });
  });

  it('with clients that never finish what they began: exit 0 within 10 s', async () => {
    const child = await portal.start();
    const { hostname, port } = new URL(child.url);
    const beginnings = [
      '',
      'GET /recover HT',
      'POST /recover HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\nsurname=',
    ];
    const sockets = await Promise.all(
      beginnings.map(
        (text) =>
          new Promise<ReturnType<typeof connect>>((resolve, reject) => {
            const socket = connect(Number(port), hostname, () => socket.write(text, () => resolve(socket)));
            socket.once('error', reject);
          }),
      ),
    );
    for (const socket of sockets) {
      socket.removeAllListeners('error');
      socket.on('error', () => socket.destroy());
    }
    await fetch(new URL('/healthz', child.url));
    const stopped = performance.now();
    expect(await child.kill('SIGTERM')).toBe(0);
    expect(performance.now() - stopped).toBeLessThan(10_000);
    for (const socket of sockets) socket.destroy();
  });
});
