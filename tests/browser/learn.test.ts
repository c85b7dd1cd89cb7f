import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locales, openBrowser, visit, words } from '../support/browser.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { axeFindings, sidewaysScroll, smallTargets } from './checks.ts';

let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  [portal, browser] = await Promise.all([startTestPortal(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await portal.stop();
});

const phrasesOn = (page: Page) => page.locator('[data-phrases] li').allTextContents();
const pagesOf = (pdf: Buffer) => (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;

describe.each(locales)('learning to choose a password, %s', (locale) => {
  const { feedback, learn } = words[locale];

  it('practises without a single request, and keeps nothing', async () => {
    const visitor = await visit(browser, portal, { locale });
    const { page } = visitor;
    await page.goto('/password/learn');
    await Promise.all([
      page.waitForResponse((response) => response.url().includes('strength-worker')),
      page.locator('#practice').focus(),
    ]);
    await page.keyboard.insertText('Azerty');
    await page.locator('[data-rule=strength][data-state=unmet]').waitFor();
    const cookies = JSON.stringify(await page.context().cookies());

    const asked: string[] = [];
    page.context().on('request', (request) => void asked.push(request.url()));
    page.on('websocket', (socket) => void asked.push(socket.url()));
    await page.keyboard.type('Printemps-2026-canari', { delay: 15 });
    await page.locator('#practice').fill('');
    await page.keyboard.type('moulin trombone 427 coffre', { delay: 15 });
    await page.locator('[data-rule=strength][data-state=met]').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.waitForTimeout(1_500);
    expect(asked).toEqual([]);
    expect(page.url()).toBe(`${portal.url}/password/learn`);
    expect(JSON.stringify(await page.context().cookies())).toBe(cookies);
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
    expect(portal.lines.join('\n')).not.toMatch(/canari|trombone/);
    expect(visitor.problems).toEqual([]);
    await visitor.close();
  });

  it('draws phrases in the browser, in the page’s language, each hard to guess', async () => {
    const visitor = await visit(browser, portal, { locale });
    const { page } = visitor;
    await page.goto('/password/learn');
    const served = await phrasesOn(page);
    const [words] = await Promise.all([
      page.waitForRequest((request) => request.url().includes('phrase-words')),
      page.locator('[data-more-phrases]').click(),
    ]);
    expect(words.url()).toContain(`phrase-words-${locale}`);
    await page.waitForFunction(
      (before) => document.querySelector('[data-phrases] li')?.textContent !== before,
      served[0] ?? '',
    );
    const drawn = await phrasesOn(page);
    expect(new Set([...served, ...drawn]).size).toBe(6);
    expect(await page.locator('[data-phrases-drawn]').textContent()).toBe(learn.phrases.drawn);
    await page.locator('#practice').fill(drawn[0] ?? '');
    await page.locator('[data-rule=strength][data-state=met]').waitFor();
    expect(await page.locator('[data-strength-time]').textContent()).toBe(
      feedback.guessed(feedback.time.centuries),
    );
    expect(visitor.problems).toEqual([]);
    await visitor.close();
  });

  it('away from kiosks, prints as one A4 page that holds the rules and nothing that was typed', async () => {
    const elsewhere = { 'X-Demo-Origin': 'establishment' };
    const visitor = await visit(browser, portal, { locale, extraHTTPHeaders: elsewhere });
    const { page } = visitor;
    await page.goto('/password/learn');
    expect(await page.locator('[data-print]').isVisible()).toBe(true);
    await page.locator('#practice').fill('Printemps2026!');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.on-screen').isVisible()).toBe(false);
    const sheet = ((await page.locator('.leaflet').textContent()) ?? '').replace(/\s+/g, ' ');
    expect(await page.locator('header').isVisible()).toBe(false);
    expect(await page.locator('footer').isVisible()).toBe(false);
    expect(sheet).toContain(learn.leaflet.title);
    expect(sheet).toContain(feedback.rule.length(12).replace(/\s+/g, ' '));
    expect(sheet).toContain('01 99 00 12 34');
    expect(sheet).not.toContain('Printemps2026');
    for (const phrase of await phrasesOn(page)) expect(sheet).not.toContain(phrase);
    expect(pagesOf(await page.pdf({ preferCSSPageSize: true }))).toBe(1);
    await visitor.close();
  });

  it('is accessible at 320 pixels', async () => {
    const visitor = await visit(browser, portal, { locale, viewport: { width: 320, height: 640 } });
    const { page } = visitor;
    await page.goto('/password/learn');
    await page.locator('.questions summary').first().click();
    await page.locator('#practice').fill('Printemps2026!');
    await page.locator('[data-rule=strength][data-state=unmet]').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toEqual([]);
    expect(await smallTargets(page)).toEqual([]);
    await visitor.close();
  });

  it('without JavaScript has everything but the practice, and says so', async () => {
    const visitor = await visit(browser, portal, { locale, javaScriptEnabled: false });
    const { page } = visitor;
    await page.goto('/password/learn');
    const sentence = page.locator('noscript p');
    expect(await sentence.textContent()).toBe(learn.practice.withoutScript);
    expect((await sentence.boundingBox())?.height ?? 0).toBeGreaterThan(20);
    expect(await page.locator('#practice').isVisible()).toBe(false);
    expect(await page.locator('[data-print]').isVisible()).toBe(false);
    const before = await phrasesOn(page);
    await page.locator('[data-more-phrases]').click();
    await page.reload();
    const after = await phrasesOn(page);
    expect(new Set([...before, ...after]).size).toBe(6);
    await page.locator('.questions summary').first().click();
    expect(await page.getByText(learn.questions.items[0]?.answer ?? '').isVisible()).toBe(true);
    await visitor.close();
  });
});
