import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page, type Request } from 'playwright-core';
import { startTestPortal } from '../support/portal.ts';
import { atMost, type Figure } from './report.ts';

const chromiumPath = '/usr/bin/chromium';
/** Passwords typed key by key on the page; more only take longer. */
const typedPasswords = 25;

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds on the processor: another program's turn is not counted. */
  readonly tdur?: number;
  readonly dur?: number;
  readonly args?: { readonly name?: string };
}

/** Milliseconds of the longest task of the page's own thread between start and stop of a trace. */
function longestTask(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: readonly TraceEvent[] };
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && mains.has(`${pid} ${tid}`),
  );
  if (tasks.length === 0) throw new Error('the trace holds no task of the page');
  return Math.max(...tasks.map(({ tdur, dur }) => tdur ?? dur ?? 0)) / 1_000;
}

/** Compressed kilobytes of everything that the page has loaded so far, its worker included (Resource Timing). */
function loadedBytes(page: Page): Promise<number> {
  return page.evaluate(() => {
    const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    return entries.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1_000;
  });
}

async function typeAll(browser: Browser, page: Page, passwords: readonly string[]): Promise<number> {
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
  for (const password of passwords) {
    await page.locator('#newPassword').fill('');
    await page.keyboard.type(password, { delay: 5 });
  }
  await page.waitForTimeout(2_000);
  return longestTask(await browser.stopTracing());
}

/** The change page in a real Chromium: what is loaded when, and how long its thread is ever held while one types. */
export async function benchStrengthPage(passwords: readonly string[]): Promise<Figure[]> {
  if (!existsSync(chromiumPath)) {
    console.log(`no figures of a page: ${chromiumPath} is not there (apt-get install chromium)`);
    return [];
  }
  const portal = await startTestPortal();
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ locale: 'fr-FR' });
    const worker = (request: Request) => request.url().includes('strength-worker');
    let early = false;
    page.on('request', (request) => {
      early ||= worker(request);
    });
    await page.goto(`${portal.url}/recover`, { waitUntil: 'networkidle' });
    await page.goto(`${portal.url}/password/change`, { waitUntil: 'networkidle' });
    const tooEarly = early ? 1 : 0;
    const before = await loadedBytes(page);
    await Promise.all([page.waitForEvent('requestfinished', worker), page.locator('#newPassword').focus()]);
    await page.keyboard.type('Ab');
    await page.locator('[data-strength=""]').waitFor({ state: 'detached' });
    const loaded = (await loadedBytes(page)) - before;
    if (loaded < 100) throw new Error('the worker is not among what was counted');
    const held = await typeAll(browser, page, passwords.slice(0, typedPasswords));
    return [
      atMost('lazy files asked for before the field is entered', tooEarly, 0),
      atMost('loaded by entering the field, compressed', loaded, 520, ' kB'),
      atMost('the page’s thread while one types, longest task', held, 16, ' ms'),
    ];
  } finally {
    await browser.close();
    await portal.stop();
  }
}
