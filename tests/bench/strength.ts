import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { judge } from '../../app/shared/password/judge.ts';
import { loadStrength } from '../../app/shared/password/lists.ts';
import { termsOf } from '../../app/shared/password/terms.ts';
import { createPrefixFile } from '../../server/systems/breached/prefix-file.ts';
import { breachedPath } from '../support/generated.ts';
import { ask, organisation, person } from '../support/password-questions.ts';
import { bundleWorker, compressedBytes } from '../support/worker-bundle.ts';
import { atMost, type Figure, median, quantile } from './report.ts';
import { benchStrengthPage } from './strength-page.ts';

const chromiumPath = '/usr/bin/chromium';
const terms = termsOf(person, organisation);

function examplePasswords(): readonly string[] {
  const { weak, strong } = JSON.parse(readFileSync('tests/fixtures/passwords-fr.json', 'utf8')) as Record<
    'weak' | 'strong',
    string[]
  >;
  return [...strong, ...weak];
}

/** People typing the example passwords, key by key: what the field holds after each key. */
function typingSet(): readonly string[] {
  return examplePasswords().flatMap((password) =>
    Array.from(password, (_, index) => password.slice(0, index + 1)),
  );
}

/** 256 units each, made to cost: repeats, signs that stand for letters, words within words, dates, walks, marks. */
const hostile = [
  'a',
  '1',
  '$',
  'ab',
  '1|7',
  '4@8({[<3691!|10$5+7%2',
  'motdepasse',
  'p4$$w0rd',
  'azertyuiop',
  '01/02/2003',
  '19901991',
  'entrepremierabordmorteferme',
  '🐝',
  'e\u0301',
  'abcdefghijklmnopqrstuvwxyz0123456789',
  'aab',
  '(((([[[[<<<<{{{{',
  '012345678901234567890123456789123',
].map((piece) => piece.repeat(256).slice(0, 256));

function milliseconds(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

/** The best of three: another program's turn on this machine is no work of ours. */
const best = (work: () => unknown) => Math.min(milliseconds(work), milliseconds(work), milliseconds(work));

function onServer(): Figure[] {
  const strength = loadStrength();
  const keys = typingSet();
  for (const password of keys) strength.estimate(password, terms);
  const typed = keys.map((password) => best(() => strength.estimate(password, terms)));
  const judged = keys.map((password) => best(() => judge(ask(password))));
  for (const bomb of hostile) strength.estimate(bomb, terms);
  const worst = hostile.map((bomb) =>
    best(() => judge(ask(bomb, { strength: strength.estimate(bomb, terms) }))),
  );
  return [
    atMost('keystroke judged in Node, median', median(typed), 1, ' ms'),
    atMost('keystroke judged in Node, p99', quantile(typed, 0.99), 8, ' ms'),
    atMost('rules alone (main thread), p99', quantile(judged, 0.99), 16, ' ms'),
    atMost('worst of the hostile strings on the server', Math.max(...worst), 150, ' ms'),
  ];
}

/** Milliseconds of worker time for each password, in a real browser; the page's own thread only posts and listens. */
async function inChromium(bundle: string): Promise<Figure[]> {
  if (!existsSync(chromiumPath)) {
    console.log(`no figures of a browser: ${chromiumPath} is not there (apt-get install chromium)`);
    return [];
  }
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    const timed = `${bundle};const answer=onmessage;onmessage=(event)=>{const started=performance.now();answer(event);postMessage({took:performance.now()-started})};`;
    const { took, held } = await page.evaluate(
      async ({ code, keys, terms }) => {
        const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
        let heard: (took: number) => void = () => {};
        const next = () =>
          new Promise<number>((resolve) => {
            heard = resolve;
          });
        worker.onmessage = ({ data }) => {
          if ('took' in data || 'ready' in data) heard(data.took ?? 0);
        };
        await next();
        const took: number[] = [];
        const held: number[] = [];
        for (let round = 0; round < 4; round += 1) {
          for (const [id, password] of keys.entries()) {
            const answered = next();
            const started = performance.now();
            worker.postMessage({ id, password, terms });
            const posted = performance.now() - started;
            // The first round warms up; of the others the best counts.
            const before = round < 2;
            held[id] = before ? posted : Math.min(held[id] ?? posted, posted);
            const spent = await answered;
            took[id] = before ? spent : Math.min(took[id] ?? spent, spent);
          }
        }
        worker.terminate();
        return { took, held };
      },
      { code: timed, keys: [...typingSet()], terms: [...terms] },
    );
    return [
      atMost('keystroke judged in a Chromium worker, median', median(took), 1, ' ms'),
      atMost('keystroke judged in a Chromium worker, p99', quantile(took, 0.99), 8, ' ms'),
      atMost('the page’s thread held by asking, longest', Math.max(...held), 16, ' ms'),
    ];
  } finally {
    await browser.close();
  }
}

async function lookUps(): Promise<Figure[]> {
  const list = createPrefixFile({ path: breachedPath });
  const times: number[] = [];
  for (let index = 0; index < 40_000; index += 1) {
    const started = performance.now();
    await list.isListed(`candidat ${index}`, AbortSignal.abort());
    times.push(performance.now() - started);
  }
  list.close();
  const folder = mkdtempSync(join(tmpdir(), 'reprise-bench-'));
  const script = resolve(import.meta.dirname, 'breached-memory.ts');
  const child = spawnSync('node', ['--expose-gc', script, join(folder, 'tiny.bin'), breachedPath], {
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  const added = child.stdout.trim() === '' ? Number.NaN : Number(child.stdout);
  return [
    atMost('breach look-up, median', median(times) * 1_000, 50, ' µs'),
    atMost('resident memory that the breached list adds', added, 1_000, ' kB'),
  ];
}

/** Judgement, breached list and bytes against their stated floors. */
export async function benchStrength(): Promise<Figure[]> {
  const bundle = await bundleWorker();
  const phrases = ['fr', 'en'].map((locale) =>
    readFileSync(`build/generated/phrase-words-${locale}.js`, 'utf8'),
  );
  const bytes = [bundle, ...phrases].map(compressedBytes).reduce((sum, size) => sum + size, 0);
  return [
    ...onServer(),
    ...(await inChromium(bundle)),
    ...(await lookUps()),
    ...(await benchStrengthPage(examplePasswords())),
    atMost('loaded on demand, compressed: strength and phrases in both languages', bytes / 1_000, 520, ' kB'),
  ];
}
