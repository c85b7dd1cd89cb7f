import autocannon from 'autocannon';
import { createHttpClient } from '../support/http-client.ts';
import { type BenchServer, startServer } from './child.ts';
import { atLeast, type Figure, forInformation, median, round } from './report.ts';

const seconds = 4;
const rounds = 3;
const clients = 20;

/** Requests per second of processor time: on one core, what it could do with the core to itself. */
export async function load(
  { url, cpuSeconds }: BenchServer,
  path: string,
  request: Omit<autocannon.Options, 'url'> = {},
) {
  const before = cpuSeconds();
  const result = await autocannon({ url: url + path, connections: clients, duration: seconds, ...request });
  const perCoreSecond = result.requests.total / (cpuSeconds() - before);
  return {
    perCoreSecond,
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    result,
  };
}

/** `/recover` against a bare Remix page, in turns, and the refused identification. */
export async function benchPages(): Promise<Figure[]> {
  const bare = await startServer('node', ['tests/bench/servers.ts', 'bare']);
  const same = await startServer('node', ['tests/bench/servers.ts', 'same']);
  const portal = await startServer('node', ['tests/bench/servers.ts', 'portal']);
  try {
    const client = createHttpClient(portal.url);
    const start = await client.get('/recover');
    const token = /name="_token" value="([^"]+)"/.exec(start.text)?.[1] ?? '';
    const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    await load(bare, '/');
    await load(same, '/recover');
    await load(portal, '/recover');

    const pairs: Record<'bare' | 'same' | 'portal', Awaited<ReturnType<typeof load>>>[] = [];
    for (let i = 0; i < rounds; i += 1) {
      pairs.push({
        bare: await load(bare, '/'),
        same: await load(same, '/recover'),
        portal: await load(portal, '/recover', { headers: { cookie } }),
      });
    }
    const body = new URLSearchParams({
      _token: token,
      surname: 'Personne',
      agentNumber: '990099',
      reason: 'forgotten',
    }).toString();
    const identify = {
      method: 'POST' as const,
      body,
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    };
    // Once before it counts, as for the pages: the first seconds measure the compiler.
    await load(portal, '/recover', identify);
    const refused = await load(portal, '/recover', identify);
    const others = refused.result.statusCodeStats ?? {};
    if (Object.keys(others).some((status) => status !== '422'))
      throw new Error(`refusals answered ${JSON.stringify(others)}`);

    const last = pairs.at(-1);
    for (const [name, run] of Object.entries({
      'page of one heading': last?.bare,
      'same page, Remix alone': last?.same,
      '/recover': last?.portal,
      'refused identification': refused,
    })) {
      console.log(
        `${name}: ${round(run?.perSecond ?? 0)}/s, ${round(run?.perCoreSecond ?? 0)} a core second, p50 ${run?.p50} ms, p99 ${run?.p99} ms`,
      );
    }
    type Pair = (typeof pairs)[number];
    const ratio = (floor: (pair: Pair) => Pair['bare']) =>
      median(pairs.map((pair) => pair.portal.perCoreSecond / floor(pair).perCoreSecond));
    return [
      atLeast(
        '/recover against the same page on Remix and Hono alone',
        ratio((p) => p.same),
        0.75,
        ' ×',
      ),
      forInformation(
        '/recover against a Remix page of one heading',
        ratio((p) => p.bare),
        'wanted ≥ 0.75',
        'decision 0011',
        ' ×',
      ),
      atLeast('refused identifications, 20 clients, one core', refused.perCoreSecond, 400, '/s'),
    ];
  } finally {
    await bare.stop();
    await same.stop();
    await portal.stop();
  }
}
