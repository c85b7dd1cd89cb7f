import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Agent,
  authenticate,
  buttonOn,
  everythingOn,
  hire,
  locales,
  openBrowser,
  openChange,
  recover,
  send,
  type Visitor,
  visit,
  words,
} from '../support/browser.ts';
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

const good = 'Quatre-renards-verts-9';

async function submit({ page, locale }: Visitor, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.locator(`#${name}`).fill(value);
  await send(page, buttonOn(page, words[locale].password.submit));
}

const typed = (agent: Agent, chosen: string) => ({
  login: agent.login,
  currentPassword: agent.password,
  newPassword: chosen,
  confirmPassword: chosen,
});

/** The field says what is wrong, the summary has the focus, names the same sentence and leads to the field. */
async function expectWrong({ page, locale }: Visitor, field: string, sentence: string): Promise<void> {
  const summary = page.getByRole('alert').filter({ has: page.locator('a') });
  expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
  const line = summary.getByRole('link', { name: sentence });
  expect(await page.locator(`#${field}`).getAttribute('aria-invalid')).toBe('true');
  const described = (await page.locator(`#${field}`).getAttribute('aria-describedby'))?.split(' ') ?? [];
  expect(described).toContain(`${field}-error`);
  expect(await page.locator(`#${field}-error`).textContent()).toContain(sentence);
  expect(await page.title()).toContain(words[locale].common.titleWithError(words[locale].password.title));
  await line.click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe(field);
}

async function expectNoPasswordIn(page: Page, ...passwords: string[]): Promise<void> {
  const everything = await everythingOn(page);
  for (const password of passwords) expect(everything).not.toContain(password);
}

describe.each(locales)('changing a known password, %s', (locale) => {
  const { advice, ...text } = words[locale].password;
  const { failure, fieldErrors } = words[locale];

  it('puts each refusal on its field and sends no password back', async () => {
    const agent = await hire(portal);
    const visitor = await visit(browser, portal, { locale });
    const { page } = visitor;
    await page.goto('/password/change');
    await submit(visitor, typed(agent, 'Court-1a'));
    await expectWrong(
      visitor,
      'newPassword',
      `${failure['password-too-short']} ${advice['password-too-short']}`,
    );
    expect(await page.locator('#login').inputValue()).toBe(agent.login);
    await expectNoPasswordIn(page, agent.password, 'Court-1a');

    await submit(visitor, typed(agent, `${agent.surname}-Xy-2026`));
    await expectWrong(
      visitor,
      'newPassword',
      `${failure['password-with-name']} ${advice['password-with-name']}`,
    );

    await submit(visitor, { ...typed(agent, good), confirmPassword: `${good}x` });
    await expectWrong(visitor, 'confirmPassword', fieldErrors['confirm-password-different']);

    await submit(visitor, typed(agent, agent.password));
    await expectWrong(visitor, 'newPassword', fieldErrors['new-password-same']);

    await submit(visitor, { ...typed(agent, good), currentPassword: 'Pas-le-bon-mot-1' });
    expect(
      await page
        .getByRole('alert')
        .first()
        .evaluate((element) => element === document.activeElement),
    ).toBe(true);
    await expectNoPasswordIn(page, 'Pas-le-bon-mot-1', good);

    await submit(visitor, typed(agent, good));
    expect(await page.locator('[data-changed]').count()).toBe(1);
    expect(await authenticate(portal, agent.login, good)).toBe('accepted');
    expect(visitor.problems).toEqual([]);
    await visitor.close();
  });

  it('says what is missing, all of it at once', async () => {
    const visitor = await visit(browser, portal, { locale });
    const { page } = visitor;
    await page.goto('/password/change');
    await send(page, buttonOn(page, text.submit));
    const lines = await page.getByRole('alert').getByRole('link').allTextContents();
    expect(lines).toEqual([
      fieldErrors['login-missing'],
      fieldErrors['current-password-missing'],
      fieldErrors['new-password-missing'],
      fieldErrors['confirm-password-missing'],
    ]);
    await visitor.close();
  });

  it('shows and hides what is typed, takes a paste, and sends it hidden', async () => {
    const agent = await hire(portal);
    const visitor = await visit(browser, portal, { locale });
    const { page } = visitor;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto('/password/change');
    await page.locator('#login').fill(agent.agentNumber);
    await page.locator('#currentPassword').fill(agent.password);
    await page.evaluate((value) => navigator.clipboard.writeText(value), good);
    for (const name of ['newPassword', 'confirmPassword']) {
      await page.locator(`#${name}`).focus();
      await page.keyboard.press('Control+V');
    }
    const input = page.locator('#newPassword');
    expect(await input.inputValue()).toBe(good);
    const toggle = page.locator('[data-reveal=newPassword]');
    await toggle.focus();
    await page.keyboard.press('Space');
    expect([
      await input.getAttribute('type'),
      await toggle.getAttribute('aria-pressed'),
      await toggle.textContent(),
    ]).toEqual(['text', 'true', words[locale].common.hide]);
    expect(await toggle.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    expect(await input.getAttribute('type')).toBe('password');
    await toggle.click();
    const sentAs: string[] = [];
    await page.exposeFunction('sentAs', (type: string) => void sentAs.push(type));
    await page.evaluate(() => {
      const { sentAs } = window as unknown as { sentAs: (type: string) => void };
      addEventListener('submit', () =>
        sentAs(document.querySelector<HTMLInputElement>('#newPassword')?.type ?? ''),
      );
    });
    await send(page, buttonOn(page, text.submit));
    expect(sentAs).toEqual(['password']);
    expect(await page.locator('[data-changed]').count()).toBe(1);
    expect(await authenticate(portal, agent.login, good)).toBe('accepted');
    await visitor.close();
  });
});

describe('straight after a recovery', () => {
  it('asks for neither login nor temporary password, and keeps both through a refusal', async () => {
    const agent = await hire(portal);
    const visitor = await visit(browser, portal);
    const { page } = visitor;
    const temporary = await recover(visitor, agent);
    await openChange(visitor);
    await submit(visitor, { newPassword: 'Court-1a', confirmPassword: 'Court-1a' });
    const { failure, password } = words.fr;
    await expectWrong(
      visitor,
      'newPassword',
      `${failure['password-too-short']} ${password.advice['password-too-short']}`,
    );
    await expectNoPasswordIn(page, temporary, 'Court-1a');
    await submit(visitor, { newPassword: good, confirmPassword: good });
    expect(await page.locator('[data-changed]').textContent()).toContain(agent.login);
    expect(await authenticate(portal, agent.login, good)).toBe('accepted');
    expect(visitor.problems).toEqual([]);
    await visitor.close();
  });

  it('works without JavaScript, a refusal included', async () => {
    const agent = await hire(portal);
    const visitor = await visit(browser, portal, { javaScriptEnabled: false });
    await recover(visitor, agent);
    await openChange(visitor);
    await submit(visitor, { newPassword: 'Court-1a', confirmPassword: 'Court-1a' });
    expect(await visitor.page.locator('#newPassword-error').isVisible()).toBe(true);
    expect(await visitor.page.locator('[data-reveal]').first().isVisible()).toBe(false);
    await submit(visitor, { newPassword: good, confirmPassword: good });
    expect(await authenticate(portal, agent.login, good)).toBe('accepted');
    await visitor.close();
  });

  it('cannot be used from another session', async () => {
    const visitor = await visit(browser, portal);
    const agent = await hire(portal);
    const temporary = await recover(visitor, agent);
    await openChange(visitor);
    const sealed = await visitor.page.locator('main input[name=handOver]').inputValue();
    const thief = await visit(browser, portal);
    await thief.page.goto('/password/change');
    await thief.page.locator('form[action="/password/change"]').evaluate((form, value) => {
      form.insertAdjacentHTML('beforeend', '<input name="handOver">');
      (form.lastElementChild as HTMLInputElement).value = value;
    }, sealed);
    await submit(thief, { newPassword: good, confirmPassword: good });
    expect(await thief.page.locator('[data-changed]').count()).toBe(0);
    expect(await authenticate(portal, agent.login, temporary)).toBe('must-change');
    await thief.close();
    await visitor.close();
  });
});
