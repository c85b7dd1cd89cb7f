import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Locale, locales, openBrowser, send, type Visitor, visit, words } from '../support/browser.ts';
import {
  askForCall,
  desk,
  hireCallable,
  identifyElsewhere,
  secondCodeOn,
  signInAs,
  technicianAt,
} from '../support/phone.ts';
import { person, startTestPortal, type TestPortal } from '../support/portal.ts';
import {
  axeFindings,
  clippedText,
  forcedColourFaults,
  outlineFaults,
  sidewaysScroll,
  smallTargets,
} from './checks.ts';

/** What a change may take to reach the screen with the browser script. */
const promptly = 3_000;
/** Without it: the refresh every five seconds, and the page itself. */
const byRefresh = 9_000;
const plenty = { capacity: 10_000, secondsPerTry: 1 };

let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  [portal, browser] = await Promise.all([
    startTestPortal({ settings: { limits: { technician: plenty, 'technician-day': plenty } } }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await portal.stop();
});

interface Asked {
  readonly locale: Locale;
  readonly javaScript?: boolean;
}

/** A browser in which somebody has identified from elsewhere and waits on the phone page. */
async function wait({ locale, javaScript = true }: Asked): Promise<{ visitor: Visitor; code: string }> {
  const client = await identifyElsewhere(portal, await hireCallable(portal));
  await askForCall(client);
  const visitor = await visit(browser, portal, {
    locale,
    javaScriptEnabled: javaScript,
    extraHTTPHeaders: { 'x-demo-origin': 'other' },
  });
  const cookies = [...client.cookies].map(([name, value]) => ({ name, value, url: portal.url }));
  await visitor.page.context().addCookies(cookies.filter(({ name }) => name !== 'reprise_lang'));
  await visitor.page.goto('/recover/phone');
  const code = (await visitor.page.locator('[data-pairing-code]').textContent()) ?? '';
  return { visitor, code };
}

async function check({ page, locale, problems }: Visitor): Promise<void> {
  expect.soft(await axeFindings(page), 'axe').toEqual([]);
  expect.soft(await forcedColourFaults(page), 'forced colours').toEqual([]);
  expect.soft(await outlineFaults(page, locale), 'outline').toEqual([]);
  for (const [width, height] of [
    [320, 256],
    [1280, 800],
    [1080, 1920],
  ] as const) {
    await page.setViewportSize({ width, height });
    expect.soft(await sidewaysScroll(page), `${width}: scrolls sideways`).toEqual([]);
    expect.soft(await smallTargets(page), `${width}: hard to touch`).toEqual([]);
    expect.soft(await clippedText(page), `${width}: cut off`).toEqual([]);
    const folder = process.env['REPRISE_PICTURES'];
    const name = new URL(page.url()).pathname.replace(/\W+/g, '-').slice(0, 20);
    const heading = (await page.locator('h1').textContent())?.replace(/\W+/g, '-').slice(0, 20);
    if (folder) await page.screenshot({ path: `${folder}/${name}-${heading}-${width}.png`, fullPage: true });
  }
  expect.soft(problems, 'problems').toEqual([]);
}

const ways = locales.flatMap((locale) => [
  { locale, javaScript: true, within: promptly },
  { locale, javaScript: false, within: byRefresh },
]);

describe.each(ways)(
  'the waiting page, $locale, JavaScript: $javaScript',
  ({ locale, javaScript, within }) => {
    it('follows the technician by itself, from the first code to the confirmation', async () => {
      const { visitor, code } = await wait({ locale, javaScript });
      const { page } = visitor;
      const text = words[locale].phone;
      expect(code).toMatch(/^\w{3}-\w{3}$/);
      expect(await page.locator('[data-pairing-code]').getAttribute('data-pairing-code')).toBe(code);
      expect(await page.getByRole('status').filter({ hasText: text.waiting }).isVisible()).toBe(true);
      expect(await page.locator('main .phone').textContent()).toBe('01 99 00 12 34');

      const at = desk(await technicianAt(portal));
      const card = await at.call(await at.open(code));
      await page.locator('[data-second-code]').waitFor({ state: 'visible', timeout: within });
      const second = (await page.locator('[data-second-code]').textContent()) ?? '';
      expect(second).toMatch(/^\d{4}$/);
      if (javaScript) {
        const heading = page.getByRole('heading', { level: 1, name: text.calling.title });
        await expect.poll(() => heading.evaluate((one) => one === document.activeElement)).toBe(true);
      }

      await at.approve(card, second);
      await page.waitForURL('**/recover/confirm', { timeout: within });
      expect(visitor.problems).toEqual([]);
      await visitor.close();
    });

    it('says kindly that the help desk could not confirm', async () => {
      const { visitor, code } = await wait({ locale, javaScript });
      const at = desk(await technicianAt(portal));
      await at.refuse(await at.open(code), 'suspicious');
      await visitor.page.locator('[data-ended=refused]').waitFor({ state: 'visible', timeout: within });
      const { phone } = words[locale];
      const text = (await visitor.page.locator('main').textContent()) ?? '';
      expect(text).toContain(phone.refused.lead);
      await send(visitor.page, visitor.page.getByRole('button', { name: phone.again }));
      expect(await visitor.page.locator('[data-pairing-code]').textContent()).not.toBe(code);
      await visitor.close();
    });
  },
);

describe.each(locales)('every face of a phone approval, %s', (locale) => {
  it('of the agent: waiting, spelled, being called, refused', async () => {
    const { visitor, code } = await wait({ locale });
    const { page } = visitor;
    await page.getByText(words[locale].phone.spelled).click();
    expect(await page.locator('[data-spelled-code] li').count()).toBe(6);
    await check(visitor);
    const at = desk(await technicianAt(portal));
    const card = await at.call(await at.open(code));
    await page.locator('[data-second-code]').waitFor({ state: 'visible' });
    await check(visitor);
    await at.refuse(card);
    await page.locator('[data-ended]').waitFor({ state: 'visible' });
    await check(visitor);
    await visitor.close();
  });

  it('of the technician: sign-in, desk, card, call, approved', async () => {
    const client = await identifyElsewhere(portal, await hireCallable(portal));
    const waiting = await askForCall(client);
    const code = /data-pairing-code="([^"]+)"/.exec(waiting.text)?.[1] ?? '';
    const visitor = await visit(browser, portal, { locale });
    const { page } = visitor;
    const text = words[locale].desk;
    const { login, password } = person('technician-1');
    await page.goto('/desk/sign-in');
    await page.locator('#login').fill(login);
    await page.locator('#password').fill('wrong');
    await send(page, page.getByRole('button', { name: text.signIn.submit }));
    await check(visitor);
    await page.locator('#password').fill(password ?? '');
    await send(page, page.getByRole('button', { name: text.signIn.submit }));
    await check(visitor);
    await page.locator('#code').fill('222 222');
    await send(page, page.getByRole('button', { name: text.home.submit }));
    await check(visitor);
    await page.locator('#code').fill(code);
    await send(page, page.getByRole('button', { name: text.home.submit }));
    await page.getByText(text.card.refuseTitle, { exact: true }).click();
    await check(visitor);
    expect(await page.locator('input[type=tel], input[name*=phone], input[name*=number]').count()).toBe(0);
    await send(page, page.getByRole('button', { name: text.card.call }));
    await check(visitor);
    await page.goto('/desk');
    await check(visitor);
    await page.goBack();
    await page.locator('#secondCode').fill(secondCodeOn(await client.get('/recover/phone')) ?? '');
    await send(page, page.getByRole('button', { name: text.card.approve }));
    expect(await page.locator('[data-approved]').isVisible()).toBe(true);
    await check(visitor);
    await visitor.close();
  });
});

describe('somebody on the phone', () => {
  it('touches nothing for fourteen minutes and is not sent away', async () => {
    const client = await identifyElsewhere(portal, await hireCallable(portal));
    await askForCall(client);
    const visitor = await visit(browser, portal, { extraHTTPHeaders: { 'x-demo-origin': 'other' } });
    const { page } = visitor;
    await page
      .context()
      .addCookies([...client.cookies].map(([name, value]) => ({ name, value, url: portal.url })));
    await page.clock.install();
    await page.goto('/recover/phone');
    await page.clock.runFor(14 * 60_000);
    expect(new URL(page.url()).pathname).toBe('/recover/phone');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.locator('[data-pairing-code]').isVisible()).toBe(true);
    await visitor.close();
  });

  it('reads the code from a page that asks for itself again when no stream can be had', async () => {
    const client = await identifyElsewhere(portal, await hireCallable(portal));
    await askForCall(client);
    const visitor = await visit(browser, portal, { extraHTTPHeaders: { 'x-demo-origin': 'other' } });
    const { page } = visitor;
    await page
      .context()
      .addCookies([...client.cookies].map(([name, value]) => ({ name, value, url: portal.url })));
    await page.route('**/recover/phone/events', (route) => route.fulfill({ status: 503 }));
    await page.goto('/recover/phone');
    const code = (await page.locator('[data-pairing-code]').textContent()) ?? '';
    const at = desk((await signInAs(portal, person('technician-3'))).client);
    await at.call(await at.open(code));
    await page.locator('[data-second-code]').waitFor({ state: 'visible', timeout: byRefresh });
    await visitor.close();
  });

  it('leaves no code behind when the page is left', async () => {
    const { visitor, code } = await wait({ locale: 'fr' });
    const { page } = visitor;
    await page.goto('/help');
    expect(await page.content()).not.toContain(code);
    await visitor.close();
  });
});
