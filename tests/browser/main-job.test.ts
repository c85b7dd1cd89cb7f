import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spellAloud } from '../../app/shared/spelling.ts';
import {
  type Agent,
  authenticate,
  buttonOn,
  confirm,
  hire,
  identify,
  type Locale,
  locales,
  openBrowser,
  openChange,
  secretOn,
  send,
  type Visitor,
  visit,
  words,
} from '../support/browser.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { expectFocusSeen, pressAndArrive, tabTo } from './keyboard.ts';

let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  [portal, browser] = await Promise.all([startTestPortal(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await portal.stop();
});

const ways = locales.flatMap((locale) => [true, false].map((javaScript) => ({ locale, javaScript })));
const named = '$locale, JavaScript: $javaScript';
const chosen = 'Trois-canards-bleus-7';

async function open({
  locale,
  javaScript,
}: {
  locale: Locale;
  javaScript: boolean;
}): Promise<{ visitor: Visitor; agent: Agent }> {
  const agent = await hire(portal);
  const visitor = await visit(browser, portal, { locale, javaScriptEnabled: javaScript });
  return { visitor, agent };
}

/** The directory holds the temporary password, and nothing else opens. */
async function expectInForce(agent: Agent, password: string): Promise<void> {
  expect(password).toMatch(/^[A-Za-z0-9]{16,}$/);
  expect(await authenticate(portal, agent.login, password)).toBe('must-change');
  expect(await authenticate(portal, agent.login, agent.password)).toBe('wrong-password');
}

async function expectSpelled(page: Page, locale: Locale, password: string): Promise<void> {
  const lines = page.locator('[data-secret-spelled] li');
  await lines.first().waitFor({ state: 'visible' });
  expect(await lines.allTextContents()).toEqual(
    spellAloud(password, locale).map((character) => character.words),
  );
}

describe.each(ways)(`by mouse, ${named}`, ({ locale, javaScript }) => {
  it('leads from the first page to a password of one’s own', async () => {
    const { visitor, agent } = await open({ locale, javaScript });
    const { page } = visitor;
    const { home, password: change, recover } = words[locale];
    await page.goto('/');
    await send(page, page.getByRole('link', { name: home.doors.recover.title }));
    await page.getByText(recover.identify.reasons.forgotten.title).click();
    await page.getByLabel(recover.identify.surname).fill(agent.surname);
    await page.getByLabel(recover.identify.agentNumber).fill(agent.agentNumber);
    await send(page, buttonOn(page, recover.identify.submit));
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
      recover.confirm.title(agent.givenName),
    );
    const reference = await page.locator('[data-reference]').getAttribute('data-reference');

    const password = await confirm(visitor);
    expect(new URL(page.url()).pathname).toBe('/recover/done');
    expect(await page.locator('[data-reference]').textContent()).toBe(reference);
    expect(await secretOn(page).isVisible()).toBe(false);
    await expectInForce(agent, password);
    await seeByMouse(page, locale, javaScript);
    await page.getByText(recover.done.spell).click();
    await expectSpelled(page, locale, password);

    await openChange(visitor);
    expect(await page.locator('#login, #currentPassword').count()).toBe(0);
    expect(await page.content()).not.toContain(password);
    await page.getByLabel(change.newPassword, { exact: true }).fill(chosen);
    await page.getByLabel(change.confirmPassword, { exact: true }).fill(chosen);
    await send(page, buttonOn(page, change.submit));
    expect(await page.locator('[data-changed]').textContent()).toContain(agent.login);
    expect(await authenticate(portal, agent.login, chosen)).toBe('accepted');

    await send(page, buttonOn(page, recover.done.finish));
    expect(await page.getByText(home.done.text).isVisible()).toBe(true);
    expect(visitor.problems).toEqual([]);
    await visitor.close();
  });
});

async function seeByMouse(page: Page, locale: Locale, javaScript: boolean): Promise<void> {
  const { done } = words[locale].recover;
  if (!javaScript) {
    await page.getByText(done.reveal, { exact: true }).click();
    return expect.poll(() => secretOn(page).isVisible()).toBe(true);
  }
  await buttonOn(page, done.hold).hover();
  await page.mouse.down();
  await expect.poll(() => secretOn(page).isVisible()).toBe(true);
  await page.mouse.up();
  await expect.poll(() => secretOn(page).isVisible()).toBe(false);
}

describe.each(ways)(`with the keyboard alone, ${named}`, ({ locale, javaScript }) => {
  it('leads from the first page to a password of one’s own', async () => {
    const { visitor, agent } = await open({ locale, javaScript });
    const { page } = visitor;
    const { home, password: change, recover } = words[locale];
    await page.goto('/');
    await tabTo(page, page.getByRole('link', { name: home.doors.recover.title }));
    await pressAndArrive(page, 'Enter');
    await tabTo(page, page.locator('#reason'));
    await page.keyboard.press('Space');
    expect(await page.locator('#reason').isChecked()).toBe(true);
    await tabTo(page, page.locator('#surname'));
    await page.keyboard.type(agent.surname);
    await tabTo(page, page.locator('#agentNumber'));
    await page.keyboard.type(agent.agentNumber);
    await pressAndArrive(page, 'Enter');

    await tabTo(page, page.locator('#understood'));
    await page.keyboard.press('Space');
    await tabTo(page, page.getByRole('button', { name: recover.confirm.submit }));
    await pressAndArrive(page, 'Enter');
    const password = (await secretOn(page).textContent()) ?? '';
    await expectInForce(agent, password);
    await seeByKeyboard(page, locale, javaScript);
    await tabTo(page, page.getByText(recover.done.spell));
    await page.keyboard.press('Enter');
    await expectSpelled(page, locale, password);

    await tabTo(page, buttonOn(page, recover.done.change));
    await pressAndArrive(page, 'Enter');
    await tabTo(page, page.locator('#newPassword'));
    await page.keyboard.type(chosen);
    await tabTo(page, page.locator('#confirmPassword'));
    await page.keyboard.type(chosen);
    await tabTo(page, buttonOn(page, change.submit));
    await pressAndArrive(page, 'Space');
    expect(await page.locator('[data-changed]').count()).toBe(1);
    expect(await authenticate(portal, agent.login, chosen)).toBe('accepted');
    await tabTo(page, buttonOn(page, recover.done.finish));
    await pressAndArrive(page, 'Enter');
    expect(await page.getByText(home.done.text).isVisible()).toBe(true);
    expect(visitor.problems).toEqual([]);
    await visitor.close();
  });
});

async function seeByKeyboard(page: Page, locale: Locale, javaScript: boolean): Promise<void> {
  const { done } = words[locale].recover;
  if (!javaScript) {
    await tabTo(page, page.getByText(done.reveal, { exact: true }));
    await page.keyboard.press('Enter');
    return expect.poll(() => secretOn(page).isVisible()).toBe(true);
  }
  await tabTo(page, buttonOn(page, done.hold));
  for (const key of ['Space', 'Enter']) {
    await page.keyboard.down(key);
    await expect.poll(() => secretOn(page).isVisible(), { message: key }).toBe(true);
    await page.keyboard.up(key);
    await expect.poll(() => secretOn(page).isVisible(), { message: key }).toBe(false);
    await expectFocusSeen(page);
  }
}

describe.each(locales)('ways that end elsewhere, %s', (locale) => {
  it('unlocks without a password on the page, and the known password opens again', async () => {
    const agent = await hire(portal, { locked: true });
    const visitor = await visit(browser, portal, { locale });
    const { page } = visitor;
    await identify(visitor, agent, 'locked');
    expect(await page.locator('input[name=action][value=unlock]').isChecked()).toBe(true);
    await send(page, page.getByRole('button', { name: words[locale].recover.confirm.submitChoice }));
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
      words[locale].recover.done.unlocked.title,
    );
    expect(await page.locator('[data-temporary-password], [data-secret]').count()).toBe(0);
    expect(await authenticate(portal, agent.login, agent.password)).toBe('accepted');
    expect(visitor.problems).toEqual([]);
    await visitor.close();
  });

  it('a locked agent may still ask for a temporary password', async () => {
    const agent = await hire(portal, { locked: true });
    const visitor = await visit(browser, portal, { locale });
    const { page } = visitor;
    await identify(visitor, agent, 'forgotten');
    await page.locator('input[name=action][value=reset]').check();
    await page.locator('#understood').check();
    await send(page, page.getByRole('button', { name: words[locale].recover.confirm.submitChoice }));
    await expectInForce(agent, (await secretOn(page).textContent()) ?? '');
    await visitor.close();
  });

  it('what somebody may know asks for one more proof, and nothing was changed', async () => {
    const agent = await hire(portal);
    const visitor = await visit(browser, portal, { locale });
    const { page } = visitor;
    await identify(visitor, agent, 'compromised');
    expect(new URL(page.url()).pathname).toBe('/recover/proof');
    expect(await page.getByText(words[locale].proof.choose.compromised).isVisible()).toBe(true);
    expect(await authenticate(portal, agent.login, agent.password)).toBe('accepted');
    await visitor.close();
  });

  it('changes language on the way without losing the request', async () => {
    const agent = await hire(portal);
    const visitor = await visit(browser, portal, { locale });
    const { page } = visitor;
    const other = locale === 'fr' ? 'en' : 'fr';
    await identify(visitor, agent);
    await send(page, page.getByRole('link', { name: words[locale].common.otherLanguage }));
    expect(await page.locator('html').getAttribute('lang')).toBe(other);
    const password = await confirm({ ...visitor, locale: other });
    await expectInForce(agent, password);
    await visitor.close();
  });
});
