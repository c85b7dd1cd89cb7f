import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '../../server/domain/actors/actor.ts';
import {
  type Agent,
  buttonOn,
  everythingOn,
  hire,
  identify,
  type Locale,
  locales,
  openBrowser,
  openChange,
  recover,
  send,
  type VisitOptions,
  type Visitor,
  visit,
  words,
} from '../support/browser.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { axeFindings, sidewaysScroll, smallTargets } from './checks.ts';

let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  [portal, browser] = await Promise.all([
    startTestPortal({ origins: 'service' }),
    openBrowser({ keepsPages: true }),
  ]);
});
afterAll(async () => {
  await browser.close();
  await portal.stop();
});

const cookieName = 'reprise_kiosk';
const closesAfterMillis = 90_000;
const clinic = 'Clinique des Trois Rivières';
const home = `**/?done`;

let count = 0;
async function link(): Promise<{ name: string; path: string }> {
  count += 1;
  const name = `Hall ${count}`;
  const { kiosks } = portal.container.services;
  const made = await kiosks.enrol(system('t'), { name, establishment: clinic });
  if (!made.enrolled) throw new Error(made.because);
  return { name, path: `/kiosk/${made.code}` };
}

/** A browser on a device that was enrolled as its operator would do it. */
async function atKiosk(options: VisitOptions = {}): Promise<Visitor> {
  const visitor = await visit(browser, portal, options);
  const { page, locale } = visitor;
  const { path } = await link();
  await page.goto(path);
  await send(page, buttonOn(page, words[locale].kiosk.enrol.submit));
  await page.goto('/');
  return visitor;
}

const finishOn = ({ page, locale }: Visitor) => buttonOn(page, words[locale].kiosk.finish);
const kioskCookie = async (page: Page) =>
  (await page.context().cookies()).find(({ name }) => name === cookieName);
const traces = (agent: Agent) => [agent.surname, agent.givenName, agent.agentNumber, agent.login];

async function expectNothing(page: Page, secrets: readonly string[]): Promise<void> {
  await page.waitForLoadState('load');
  await page.waitForTimeout(300);
  await page.waitForLoadState('load');
  const everything = await everythingOn(page);
  for (const secret of secrets) expect(everything, `${secret} at ${page.url()}`).not.toContain(secret);
}

type Arrive = (visitor: Visitor, agent: Agent) => Promise<unknown>;
const chosen = 'Neuf-hiboux-mauves-8';
const journey: readonly [string, Arrive][] = [
  [
    'step 1, typed',
    async ({ page }, agent) => {
      await page.goto('/recover');
      await page.locator('#surname').fill(agent.surname);
      await page.locator('#agentNumber').fill(agent.agentNumber);
    },
  ],
  ['the confirmation', identify],
  ['the password', recover],
  [
    'the change',
    async (visitor, agent) => {
      await recover(visitor, agent);
      await openChange(visitor);
    },
  ],
  [
    'the end of the change',
    async (visitor, agent) => {
      await recover(visitor, agent);
      await openChange(visitor);
      for (const name of ['newPassword', 'confirmPassword'])
        await visitor.page.locator(`#${name}`).fill(chosen);
      await send(visitor.page, buttonOn(visitor.page, words[visitor.locale].password.submit));
    },
  ],
  [
    'help, in the middle of it',
    async (visitor, agent) => {
      await identify(visitor, agent);
      await visitor.page.goto('/help');
    },
  ],
  ['learning', ({ page }) => page.goto('/password/learn')],
  ['a failure', ({ page }) => page.goto('/nowhere')],
];

describe.each(locales)('the page of a one-time link, %s', (locale) => {
  it('says what the device becomes, is accessible, and makes it that', async () => {
    const visitor = await visit(browser, portal, { locale, viewport: { width: 320, height: 640 } });
    const { page } = visitor;
    const { enrol, enrolled } = words[locale].kiosk;
    const { name, path } = await link();
    for (const step of ['offered', 'enrolled', 'spent'] as const) {
      if (step === 'offered') await page.goto(path);
      if (step === 'enrolled') await send(page, buttonOn(page, enrol.submit));
      if (step === 'spent') await page.goto(path);
      const text = (await page.locator('main').textContent()) ?? '';
      if (step !== 'spent') for (const fact of [name, clinic]) expect(text).toContain(fact);
      expect(await page.locator('[data-enrolled]').count()).toBe(step === 'enrolled' ? 1 : 0);
      expect(await page.locator('[data-failure=link-spent]').count()).toBe(step === 'spent' ? 1 : 0);
      expect(await axeFindings(page), step).toEqual([]);
      expect(await sidewaysScroll(page), step).toEqual([]);
      expect(await smallTargets(page), step).toEqual([]);
      if (step === 'enrolled') expect(await page.title()).toContain(enrolled.title);
    }
    const cookie = await kioskCookie(page);
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    expect((cookie?.expires ?? 0) - Date.now() / 1000).toBeGreaterThan(398 * 86_400);
    expect(await page.evaluate(() => document.cookie)).not.toContain(cookieName);
    expect(visitor.problems).toEqual([]);
    await visitor.close();
  });
});

/** Those with something of a person on them or behind them. */
const personal = journey.slice(0, 6);

describe('“I have finished”', () => {
  it.each(personal)(
    'on %s leaves nothing: back, reopened, in a second tab; the kiosk stays one',
    async (_where, arrive) => {
      const visitor = await atKiosk();
      const { page } = visitor;
      const agent = await hire(portal);
      const device = (await kioskCookie(page))?.value;
      await arrive(visitor, agent);
      const left = page.url();
      expect(await finishOn(visitor).count()).toBe(1);
      const box = await finishOn(visitor).boundingBox();
      expect(box?.height ?? 0).toBeGreaterThanOrEqual(60);
      await Promise.all([page.waitForURL(home), finishOn(visitor).click()]);
      const secrets = [...traces(agent), chosen];
      await expectNothing(page, secrets);
      await page.goto(left);
      await expectNothing(page, secrets);
      for (let steps = 0; steps < 4; steps += 1) {
        await page.goBack().catch(() => null);
        await expectNothing(page, secrets);
      }
      const second = await page.context().newPage();
      for (const path of ['/recover/done', '/recover/confirm', '/password/change']) {
        await second.goto(path);
        await expectNothing(second, secrets);
      }
      expect((await kioskCookie(page))?.value).toBe(device);
      await page.goto('/');
      expect(await page.locator('html[data-kiosk]').count()).toBe(1);
      await visitor.close();
    },
  );

  it('works without JavaScript', async () => {
    const visitor = await atKiosk({ javaScriptEnabled: false });
    const { page } = visitor;
    const agent = await hire(portal);
    await identify(visitor, agent);
    await Promise.all([page.waitForURL(home), finishOn(visitor).click()]);
    await page.goBack();
    await expectNothing(page, traces(agent));
    expect(await kioskCookie(page)).toBeDefined();
    await visitor.close();
  });

  it('is not on the start page, nor away from kiosks', async () => {
    const visitor = await atKiosk();
    expect(await finishOn(visitor).count()).toBe(0);
    await visitor.page.context().clearCookies();
    await visitor.page.goto('/recover');
    expect(await finishOn(visitor).count()).toBe(0);
    await visitor.close();
  });
});

describe('whoever just goes home', () => {
  it('has ended the request: nothing of it opens again', async () => {
    const visitor = await atKiosk();
    const { page } = visitor;
    const agent = await hire(portal);
    await identify(visitor, agent);
    await Promise.all([page.waitForEvent('load'), page.locator('a.brand').click()]);
    await page.goBack();
    await expectNothing(page, traces(agent));
    await page.goto('/recover/confirm');
    expect(new URL(page.url()).pathname).toBe('/recover');
    await visitor.close();
  });
});

describe('a page left alone at a kiosk', () => {
  it.each(personal)(
    '(%s) asks after a minute, stays for who asks, closes after a minute and a half',
    async (_where, arrive) => {
      const visitor = await atKiosk();
      const { page, locale } = visitor;
      const { idle } = words[locale].common;
      await page.clock.install();
      const agent = await hire(portal);
      await arrive(visitor, agent);
      // A field that is focused is brought into view, and that scroll counts as presence.
      await page.clock.runFor(500);
      await page.waitForTimeout(200);
      const dialog = page.getByRole('dialog', { name: idle.title });
      await page.clock.runFor(58_000);
      expect(await dialog.isVisible()).toBe(false);
      await page.clock.runFor(4_000);
      expect(await dialog.isVisible()).toBe(true);
      expect(Number(await page.locator('[data-idle-count]').textContent())).toBeGreaterThanOrEqual(20);
      await buttonOn(page, idle.stay).click();
      expect(await dialog.isVisible()).toBe(false);
      await page.clock.runFor(58_000);
      expect(await dialog.isVisible()).toBe(false);
      await Promise.all([page.waitForURL(home), page.clock.runFor(closesAfterMillis - 58_000 + 2_000)]);
      await expectNothing(page, traces(agent));
      await page.goto('/recover/confirm');
      expect(new URL(page.url()).pathname).toBe('/recover');
      expect(await kioskCookie(page)).toBeDefined();
      await visitor.close();
    },
  );

  it('without JavaScript gives way to the start after five minutes, and says so before', async () => {
    const visitor = await atKiosk({ javaScriptEnabled: false });
    const { page } = visitor;
    const agent = await hire(portal);
    await identify(visitor, agent);
    const note = page.locator('main noscript div');
    expect(await note.textContent()).toBe(words.fr.kiosk.closes(5));
    expect((await note.boundingBox())?.height ?? 0).toBeGreaterThan(20);
    const refresh = 'meta[http-equiv=refresh]';
    expect(await page.locator(refresh).getAttribute('content')).toBe('300;url=/');
    // Five minutes are made one second on the way; all else is the page’s own.
    await page.route('**/recover/confirm', async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace('content="300;', 'content="1;');
      await route.fulfill({ response, body });
    });
    await Promise.all([page.waitForURL(`${portal.url}/`), page.goto('/recover/confirm')]);
    expect(await page.locator(refresh).count()).toBe(0);
    await page.unroute('**/recover/confirm');
    await page.goto('/recover/confirm');
    expect(new URL(page.url()).pathname).toBe('/recover');
    await visitor.close();
  });
});

describe('somebody who waits for a call at a kiosk', () => {
  it('touches nothing for fourteen minutes and keeps the code; left alone after that, the page closes', async () => {
    const visitor = await atKiosk();
    const { page } = visitor;
    const agent = await hire(portal, { establishment: clinic, mobile: '+33639980099' });
    await page.clock.install();
    await page.goto('/recover');
    await page.locator('#surname').fill(agent.surname);
    await page.locator('#agentNumber').fill(agent.agentNumber);
    await page.locator('input[name=reason][value=compromised]').check();
    await send(page, page.locator('main form button[type=submit]').first());
    await page.locator('input[name=method][value=phone]').check();
    await send(page, page.locator('main form button[type=submit]').first());
    const code = page.locator('[data-pairing-code]');
    expect(await code.isVisible()).toBe(true);
    await page.clock.runFor(14 * 60_000);
    expect(await code.isVisible()).toBe(true);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await Promise.all([page.waitForURL(home), page.clock.runFor(2 * 60_000)]);
    await page.goto('/recover/phone');
    expect(new URL(page.url()).pathname).toBe('/recover');
    await visitor.close();
  });
});

/** What of a page leads out of the kiosk, opens a second window, or saves or prints. */
const waysOut = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('a[href], form, button, [data-print]')].flatMap((element) => {
      const to = new URL(
        element.getAttribute('href') ?? element.getAttribute('action') ?? location.href,
        location.href,
      );
      const leaves = to.origin !== location.origin;
      const bad = leaves || element.matches('[target], [download], [data-print]');
      return bad ? [element.outerHTML.slice(0, 120)] : [];
    }),
  );

describe('a kiosk', () => {
  const plain = [
    '/',
    '/recover',
    '/password/change',
    '/help',
    '/mailbox',
    '/access',
    '/track',
    '/desk/sign-in',
  ];

  it('offers no call, no mail, no way out, no second window, no file and no paper', async () => {
    const visitor = await atKiosk();
    const { page } = visitor;
    for (const path of plain) {
      await page.goto(path);
      expect(await waysOut(page), path).toEqual([]);
      expect(await page.getByText('01 99 00 12 34').first().isVisible(), path).toBe(true);
    }
    for (const [where, arrive] of journey) {
      await arrive(visitor, await hire(portal));
      expect(await waysOut(page), where).toEqual([]);
    }
    expect(visitor.problems).toEqual([]);
    await visitor.close();
  });

  it('prints one sentence of any page', async () => {
    for (const locale of ['fr', 'en'] as readonly Locale[]) {
      const visitor = await atKiosk({ locale });
      const { page } = visitor;
      for (const [where, arrive] of journey) {
        await arrive(visitor, await hire(portal));
        await page.emulateMedia({ media: 'print' });
        const paper = await page.evaluate(() => document.body.innerText.trim());
        expect(paper, where).toBe(words[locale].kiosk.noPrint);
        await page.emulateMedia({ media: 'screen' });
        expect(await page.getByText(words[locale].kiosk.noPrint).isVisible(), where).toBe(false);
      }
      await visitor.close();
    }
  });

  it('keeps the field that is typed in above a keyboard on half of the screen', async () => {
    const visitor = await atKiosk({ viewport: { width: 1080, height: 800 } });
    const { page } = visitor;
    for (const [path, fields] of [
      ['/recover', ['surname', 'agentNumber']],
      ['/password/change', ['login', 'currentPassword', 'newPassword', 'confirmPassword']],
    ] as const) {
      await page.goto(path);
      for (const name of fields) {
        const field = page.locator(`#${name}`);
        await field.focus();
        await page.waitForTimeout(450);
        const { top, bottom } = await field.evaluate((input) => input.getBoundingClientRect());
        expect(bottom, name).toBeLessThanOrEqual(800 * 0.56);
        expect(top, name).toBeGreaterThanOrEqual(0);
      }
      expect(await page.locator(`#${fields.at(-1)}`).getAttribute('enterkeyhint')).toBe('go');
    }
    await visitor.close();
  });
});
