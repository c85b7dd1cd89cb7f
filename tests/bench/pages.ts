import autocannon from 'autocannon';
import { createHttpClient } from '../support/http-client.ts';
import { startServer } from './child.ts';
import { atLeast, type Figure, median } from './report.ts';

const seconds = 4;
const rounds = 3;
const clients = 20;

async function load(url: string, request: Omit<autocannon.Options, 'url'> = {}) {
  const result = await autocannon({ url, connections: clients, duration: seconds, ...request });
  return { perSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99, result };
}

/** `/recover` against a bare Remix page, in turns, and the refused identification. */
export async function benchPages(): Promise<Figure[]> {
  const bare = await startServer('node', ['tests/bench/servers.ts', 'bare']);
  const portal = await startServer('node', ['tests/bench/servers.ts', 'portal']);
  try {
    const client = createHttpClient(portal.url);
    const start = await client.get('/recover');
    const token = /name="_token" value="([^"]+)"/.exec(start.text)?.[1] ?? '';
    const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    await load(`${bare.url}/`);
    await load(`${portal.url}/recover`);

    const pairs = [];
    for (let i = 0; i < rounds; i += 1) {
      pairs.push({
        bare: await load(`${bare.url}/`),
        portal: await load(`${portal.url}/recover`, { headers: { cookie } }),
      });
    }
    const body = new URLSearchParams({
      _token: token,
      surname: 'Personne',
      agentNumber: '990099',
      reason: 'forgotten',
    }).toString();
    const refused = await load(`${portal.url}/recover`, {
      method: 'POST',
      body,
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    });
    const others = refused.result.statusCodeStats ?? {};
    if (Object.keys(others).some((status) => status !== '422'))
      throw new Error(`refusals answered ${JSON.stringify(others)}`);

    const last = pairs.at(-1);
    console.log(
      `bare page ${Math.round(median(pairs.map((p) => p.bare.perSecond)))}/s, p50 ${last?.bare.p50} ms, p99 ${last?.bare.p99} ms`,
    );
    console.log(
      `/recover ${Math.round(median(pairs.map((p) => p.portal.perSecond)))}/s, p50 ${last?.portal.p50} ms, p99 ${last?.portal.p99} ms`,
    );
    console.log(`refused identification p50 ${refused.p50} ms, p99 ${refused.p99} ms`);
    return [
      atLeast(
        '/recover against a bare Remix page',
        median(pairs.map((p) => p.portal.perSecond / p.bare.perSecond)),
        0.75,
        ' ×',
      ),
      atLeast('refused identifications, 20 clients, one core', refused.perSecond, 400, '/s'),
    ];
  } finally {
    await bare.stop();
    await portal.stop();
  }
}
