import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Locale, openBrowser, type Visitor, visit, words } from '../support/browser.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import {
  axeFindings,
  clippedText,
  forcedColourFaults,
  outlineFaults,
  sidewaysScroll,
  smallTargets,
} from './checks.ts';
import { type State, states } from './states.ts';

/** A phone, or a window of 1280 × 1024 at 400 % (WCAG 1.4.10); a laptop; an upright kiosk. */
const sizes = { narrow: [320, 256], laptop: [1280, 800], kiosk: [1080, 1920] } as const;
/** Where the pictures of every state go; none are taken without it. */
const pictures = process.env['REPRISE_PICTURES'];

async function checkSizes({ page, locale }: Visitor, state: State): Promise<void> {
  for (const [name, [width, height]] of Object.entries(sizes)) {
    await page.setViewportSize({ width, height });
    expect.soft(await sidewaysScroll(page), `${name}: scrolls sideways`).toEqual([]);
    expect.soft(await smallTargets(page), `${name}: hard to touch`).toEqual([]);
    expect.soft(await clippedText(page), `${name}: cut off`).toEqual([]);
    if (!pictures) continue;
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({
      path: `${pictures}/${state.name.replace(/\W+/g, '-')}.${locale}.${name}.png`,
      fullPage: true,
    });
  }
}

/** Every page in every state, in one language: for everybody, at every size, in every scheme of colours. */
export function checkGallery(locale: Locale): void {
  let portal: TestPortal;
  let browser: Browser;
  let shared: Visitor;
  const titles = new Map<string, string>();

  beforeAll(async () => {
    [portal, browser] = await Promise.all([startTestPortal(), openBrowser()]);
    shared = await visit(browser, portal, { locale });
  });
  afterAll(async () => {
    await browser.close();
    await portal.stop();
  });

  describe(`every page in every state, ${locale}`, () => {
    it.each(states)('$name', async (state) => {
      const visitor = state.fakesTime ? await visit(browser, portal, { locale }) : shared;
      const { page } = visitor;
      await page.context().clearCookies();
      await page.setViewportSize({ width: 1280, height: 800 });
      visitor.problems.length = 0;
      await state.arrive(visitor, portal);
      titles.set(state.name, await page.title());
      expect.soft(await axeFindings(page), 'axe').toEqual([]);
      if (locale === 'fr') expect.soft(await forcedColourFaults(page), 'forced colours').toEqual([]);
      expect.soft(await outlineFaults(page, locale), 'outline').toEqual([]);
      await checkSizes(visitor, state);
      expect.soft(visitor.problems, 'problems').toEqual([]);
      if (visitor !== shared) await visitor.close();
    });

    it('each says in its title what it is, and errors first', () => {
      for (const [name, title] of titles) expect.soft(title, name).toMatch(/^.{4,} – Reprise$/);
      const wrong = words[locale].common.titleWithError('');
      for (const name of [
        'step 1 with errors',
        'step 1 refused',
        'confirm with errors',
        'change with errors',
        'change refused as a whole',
      ])
        expect.soft(titles.get(name)?.startsWith(wrong), name).toBe(true);
      expect.soft(titles.get('/recover')?.startsWith(wrong)).toBe(false);
      expect(titles.size).toBe(states.length);
    });
  });
}
