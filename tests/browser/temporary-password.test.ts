import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSafety } from '../../server/config/settings.ts';
import {
  buttonOn,
  hire,
  openBrowser,
  recover,
  secretOn,
  type VisitOptions,
  type Visitor,
  visit,
  words,
} from '../support/browser.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  const proof = { ...defaultSafety.proof, notNeededOnNetworks: ['forgotten'] as const };
  [portal, browser] = await Promise.all([startTestPortal({ settings: { proof } }), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await portal.stop();
});

const { done } = words.fr.recover;

async function arrive(
  options: VisitOptions = {},
): Promise<{ visitor: Visitor; page: Page; password: string; login: string }> {
  const visitor = await visit(browser, portal, options);
  const agent = await hire(portal);
  const password = await recover(visitor, agent);
  return { visitor, page: visitor.page, password, login: agent.login };
}

const expectShown = (page: Page, shown: boolean) => expect.poll(() => secretOn(page).isVisible()).toBe(shown);

/** What lands in the clipboard when everything that can be selected is copied. */
async function copied(page: Page): Promise<string> {
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+C');
  return page.evaluate(() => navigator.clipboard.readText());
}

/** The words of the page as the accessibility tree gives them to a screen reader. */
async function readAloud(page: Page): Promise<string> {
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  await cdp.detach();
  return nodes.flatMap((node) => (node.ignored ? [] : [String(node.name?.value ?? '')])).join('\n');
}

describe('the temporary password on its page', () => {
  it('is drawn in groups and is exactly the password all the same', async () => {
    const { visitor, page, password } = await arrive();
    expect(await secretOn(page).textContent()).toBe(password);
    const groups = await secretOn(page).locator('span').allTextContents();
    expect(groups.join('')).toBe(password);
    expect(groups.every((group) => group.length >= 3 && group.length <= 4)).toBe(true);
    await visitor.close();
  });

  it('is hidden from eyes and from screen readers until it is asked for', async () => {
    const { visitor, page, password } = await arrive();
    const first = password.slice(0, 4);
    await expectShown(page, false);
    expect(await readAloud(page)).not.toContain(first);
    await buttonOn(page, done.keep).click();
    await expectShown(page, true);
    expect(await readAloud(page)).toContain(first);
    await buttonOn(page, done.keepHide).click();
    await expectShown(page, false);
    expect(await readAloud(page)).not.toContain(first);
    await visitor.close();
  });

  it('hides when the finger, the mouse or the focus leaves', async () => {
    const { visitor, page } = await arrive();
    const hold = buttonOn(page, done.hold);
    await hold.hover();
    await page.mouse.down();
    await expectShown(page, true);
    await page.mouse.move(1, 1);
    await expectShown(page, false);
    await page.mouse.up();
    await hold.focus();
    await page.keyboard.down('Space');
    await expectShown(page, true);
    await page.keyboard.press('Tab');
    await expectShown(page, false);
    await page.keyboard.up('Space');
    await expectShown(page, false);
    await visitor.close();
  });

  it('answers to a finger held on the glass', async () => {
    const { visitor, page } = await arrive({ hasTouch: true, viewport: { width: 1080, height: 1920 } });
    const box = await buttonOn(page, done.hold).boundingBox();
    const touch = await page.context().newCDPSession(page);
    const touchPoints = [{ x: box!.x + box!.width / 2, y: box!.y + box!.height / 2 }];
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
    await expectShown(page, true);
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expectShown(page, false);
    await visitor.close();
  });

  it('hides when another window or tab comes to the front', async () => {
    const { visitor, page } = await arrive();
    await buttonOn(page, done.keep).click();
    await page.getByText(done.spell).click();
    await expectShown(page, true);
    await page.evaluate(() => dispatchEvent(new Event('blur')));
    await expectShown(page, false);
    expect(await page.locator('[data-secret-spelled] li').first().isVisible()).toBe(false);
    await visitor.close();
  });

  it('stays for half a minute when it is to be kept, then hides and says so', async () => {
    const visitor = await visit(browser, portal);
    const { page } = visitor;
    await page.clock.install();
    await recover(visitor, await hire(portal));
    const status = page.locator('[data-secret-status]');
    await buttonOn(page, done.keep).click();
    expect(await status.textContent()).toBe(done.shown);
    await page.clock.runFor(29_000);
    await expectShown(page, true);
    await page.clock.runFor(2_000);
    await expectShown(page, false);
    expect(await status.textContent()).toBe(done.hidden);
    expect(await buttonOn(page, done.keep).getAttribute('aria-pressed')).toBe('false');
    await visitor.close();
  });

  it.each([
    { place: 'a kiosk', javaScriptEnabled: true },
    { place: 'a kiosk', javaScriptEnabled: false },
    { place: 'a desk', javaScriptEnabled: true },
    { place: 'a desk', javaScriptEnabled: false },
  ])('is not printed at $place, JavaScript: $javaScriptEnabled', async ({ place, javaScriptEnabled }) => {
    const atDesk = place === 'a desk';
    const extraHTTPHeaders = atDesk ? { 'X-Demo-Origin': 'establishment' } : {};
    const { visitor, page } = await arrive({ javaScriptEnabled, extraHTTPHeaders });
    if (javaScriptEnabled) await buttonOn(page, done.keep).click();
    else await page.getByText(done.reveal, { exact: true }).click();
    await page.getByText(done.spell).click();
    await expectShown(page, true);
    await page.emulateMedia({ media: 'print' });
    await expectShown(page, false);
    expect(await page.locator('[data-secret-spelled]').isVisible()).toBe(false);
    expect(await page.locator('[data-reference]').isVisible()).toBe(atDesk);
    await visitor.close();
  });

  it('cannot be selected, copied or dragged away, nor can its spelling', async () => {
    const { visitor, page, password, login } = await arrive();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByText(done.spell).click();
    await buttonOn(page, done.keep).click();
    const all = await copied(page);
    expect(all).toContain(login);
    for (const group of await secretOn(page).locator('span').allTextContents())
      expect(all).not.toContain(group);
    for (const line of await page.locator('[data-secret-spelled] li').allTextContents())
      expect(all).not.toContain(line);
    await page.evaluate(() => navigator.clipboard.writeText('-'));
    await secretOn(page).click({ clickCount: 3 });
    await page.keyboard.press('Control+C');
    expect(password).not.toContain('-');
    expect(await page.evaluate(() => navigator.clipboard.readText())).not.toContain(password.slice(0, 4));
    await visitor.close();
  });

  it('leads nowhere else with the language it came in, for it cannot be shown again', async () => {
    const { visitor, page } = await arrive();
    const links = await page
      .getByRole('link')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(
      links.filter((href) => href !== '#content' && href !== '/password/change' && !href?.startsWith('tel:')),
    ).toEqual([]);
    expect(visitor.problems).toEqual([]);
    await visitor.close();
  });
});
