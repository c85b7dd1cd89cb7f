import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  authenticate,
  buttonOn,
  confirm,
  everythingOn,
  hire,
  locales,
  openBrowser,
  send,
  toProof,
  visit,
  words,
} from '../support/browser.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

const clinic = 'Clinique Sainte-Odile';
let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  portal = await startTestPortal();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await portal.stop();
});

function codeSentTo(to: string): string {
  const folder = join(portal.folder, 'messages');
  const sent = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  return /\b\d{6}\b/.exec(sent.find((message) => message.to === to)?.text ?? '')?.[0] ?? 'none';
}

describe.each(locales)('a further proof (%s)', (locale) => {
  it.each([true, false])(
    'a colleague vouches and leaves nothing behind (JavaScript: %s)',
    async (javaScriptEnabled) => {
      const reachable = { establishment: clinic, mobile: '+33639980060' };
      const [agent, colleague] = [await hire(portal, reachable), await hire(portal, reachable)];
      const visitor = await visit(browser, portal, { locale, javaScriptEnabled });
      const { page } = visitor;
      await toProof(visitor, agent, 'colleague');
      await page.locator('#login').fill(colleague.login);
      await page.locator('#password').fill(colleague.password);
      await send(page, buttonOn(page, words[locale].proof.colleague.submit));
      expect(await everythingOn(page)).not.toContain(colleague.password);
      expect(await everythingOn(page)).not.toContain(colleague.login);
      const password = await confirm(visitor);
      expect(await authenticate(portal, agent.login, password)).toBe('must-change');
      expect(visitor.problems).toEqual([]);
      await visitor.close();
    },
  );

  it('a code from the mobile, by the keyboard alone', async () => {
    const mobile = locale === 'fr' ? '+33639980061' : '+33639980062';
    const agent = await hire(portal, { establishment: clinic, mobile });
    const visitor = await visit(browser, portal, { locale });
    const { page } = visitor;
    await toProof(visitor, agent, 'code');
    await page.locator('#contact').focus();
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    expect(await page.getByRole('alert').textContent()).toContain(words[locale].proof.code.sentTitle);
    await page.locator('#code').focus();
    await page.keyboard.type(codeSentTo(mobile));
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    expect(new URL(page.url()).pathname).toBe('/recover/confirm');
    expect(await authenticate(portal, agent.login, await confirm(visitor))).toBe('must-change');
    expect(visitor.problems).toEqual([]);
    await visitor.close();
  });
});
