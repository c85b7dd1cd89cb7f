import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hire, openBrowser, recover, visit } from '../support/browser.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  [portal, browser] = await Promise.all([startTestPortal(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await portal.stop();
});

interface Weight {
  readonly script: number;
  readonly all: number;
  readonly files: number;
}

/** Bytes on the wire, headers included and compressed as they come, of a page that the browser has never seen. */
async function weigh(page: Page, path: string): Promise<Weight> {
  const cdp = await page.context().newCDPSession(page);
  const kinds = new Map<string, string>();
  const bytes = new Map<string, number>();
  cdp.on('Network.responseReceived', ({ requestId, type }) => void kinds.set(requestId, type));
  cdp.on(
    'Network.loadingFinished',
    ({ requestId, encodedDataLength }) => void bytes.set(requestId, encodedDataLength),
  );
  await cdp.send('Network.enable');
  await page.goto(path, { waitUntil: 'networkidle' });
  const sum = (wanted: (kind: string) => boolean) =>
    [...bytes].reduce((total, [id, size]) => (wanted(kinds.get(id) ?? '') ? total + size : total), 0);
  return { script: sum((kind) => kind === 'Script'), all: sum(() => true), files: bytes.size };
}

describe('what a browser fetches', () => {
  it.each(['/', '/recover', '/password/change', '/help'])(
    '%s, cold, weighs at most 60 kB of script and 100 kB in all',
    async (path) => {
      const visitor = await visit(browser, portal);
      const { script, all, files } = await weigh(visitor.page, path);
      expect(files).toBeGreaterThanOrEqual(4);
      expect(script).toBeGreaterThan(500);
      expect(script).toBeLessThanOrEqual(60_000);
      expect(all).toBeLessThanOrEqual(100_000);
      expect(visitor.problems).toEqual([]);
      await visitor.close();
    },
  );

  it('holds no secret in an address, and nothing but this portal hears of it', async () => {
    const visitor = await visit(browser, portal);
    const addresses: string[] = [];
    visitor.page.on('request', (request) =>
      addresses.push(`${request.url()} ${request.headers()['referer'] ?? ''}`),
    );
    const agent = await hire(portal);
    const password = await recover(visitor, agent);
    await visitor.page.waitForLoadState('networkidle');
    for (const secret of [password, agent.surname, agent.agentNumber, agent.login])
      expect(addresses.join('\n')).not.toContain(secret);
    expect(portal.lines.join('\n')).not.toContain(password);
    expect(visitor.problems).toEqual([]);
    await visitor.close();
  });

  it('runs nothing that was written into a page: the policy stops it and says so', async () => {
    const visitor = await visit(browser, portal);
    const { page } = visitor;
    await page.goto('/recover');
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "taken over"';
      document.body.append(script);
      document.body.insertAdjacentHTML(
        'beforeend',
        '<img src="https://elsewhere.example/x.png" onerror="document.title = \'taken over\'">',
      );
    });
    await expect
      .poll(() => visitor.problems.filter((line) => line.includes('Content Security Policy')).length)
      .toBeGreaterThanOrEqual(2);
    expect(await page.title()).not.toContain('taken over');
    await visitor.close();
  });

  it('does not go into the frame of another page', async () => {
    const visitor = await visit(browser, portal);
    const { page } = visitor;
    await page.setContent(`<iframe src="${portal.url}/recover"></iframe>`);
    const frame = page.frames()[1];
    expect(await frame?.locator('#surname').count()).toBe(0);
    await visitor.close();
  });
});
