import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  buttonOn,
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
import { axeFindings, forcedColourFaults, outlineFaults, sidewaysScroll, smallTargets } from './checks.ts';

let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  [portal, browser] = await Promise.all([startTestPortal(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await portal.stop();
});

const weak = 'Printemps2026!';
const strong = 'moulin trombone 427 coffre tulipe';
const heavy = /strength-worker|judge|phrase-words|feedback/;

const stateOf = (page: Page, rule: string) => page.locator(`[data-rule=${rule}]`).getAttribute('data-state');
const until = (page: Page, rule: string, state: string) =>
  page.locator(`[data-rule=${rule}][data-state=${state}]`).waitFor();
const said = (page: Page, name: 'weak' | 'help') => page.locator(`[data-said=${name}] li`).allTextContents();

async function typing(visitor: Visitor, text: string): Promise<void> {
  await visitor.page.locator('#newPassword').focus();
  await visitor.page.keyboard.insertText(text);
}

/** What stands in the polite live regions, as the accessibility tree has it. */
async function announced(page: Page): Promise<readonly string[]> {
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  await cdp.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const textOf = (id: string): string => {
    const node = byId.get(id);
    if (!node) return '';
    if (node.role?.value === 'StaticText') return String(node.name?.value ?? '');
    return (node.childIds ?? []).map(textOf).join('');
  };
  return nodes
    .filter(({ ignored, role }) => !ignored && role?.value === 'status')
    .map(({ nodeId }) => textOf(nodeId))
    .filter((text) => text !== '');
}

describe.each(locales)('choosing a password while one types, %s', (locale) => {
  const { feedback } = words[locale];

  it('ticks each rule, measures, says what is weak and what would help', async () => {
    const visitor = await visit(browser, portal, { locale });
    const { page } = visitor;
    await page.goto('/password/change');
    expect(await stateOf(page, 'length')).toBe('open');
    await typing(visitor, weak);
    await until(page, 'strength', 'unmet');
    expect(await stateOf(page, 'length')).toBe('met');
    expect(await stateOf(page, 'classes')).toBe('met');
    expect(await stateOf(page, 'history')).toBe('checked-when-saved');
    expect(await page.locator('[data-strength-word]').textContent()).toBe(feedback.strength[1]);
    const season = feedback.sentence(
      feedback.reason.season(feedback.part('Printemps')) + feedback.followed.year.feminine,
    );
    expect(await said(page, 'weak')).toContain(season);
    expect(await said(page, 'help')).toEqual([feedback.help.decoration]);

    await page.locator('#newPassword').fill(strong);
    await until(page, 'strength', 'met');
    expect(await page.locator('[data-strength-word]').textContent()).toBe(feedback.strength[4]);
    expect(await page.locator('[data-strength-time]').textContent()).toBe(
      feedback.guessed(feedback.time.centuries),
    );
    expect(await said(page, 'weak')).toEqual([]);

    await page.locator('#currentPassword').fill(strong);
    await until(page, 'not-old', 'unmet');
    await page.locator('#newPassword').fill('');
    await until(page, 'length', 'open');
    expect(await page.locator('[data-strength]').isVisible()).toBe(false);
    expect(visitor.problems).toEqual([]);
    await visitor.close();
  });

  it('is announced after a pause, once, and read with each rule in words', async () => {
    const visitor = await visit(browser, portal, { locale });
    const { page } = visitor;
    await page.goto('/password/change');
    await page.evaluate(() => {
      const region = document.querySelector('[data-announcement]') as HTMLElement;
      const heard: string[] = [];
      Object.assign(window, { heard });
      new MutationObserver(() => heard.push(region.textContent ?? '')).observe(region, { childList: true });
    });
    const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    await page.locator('#newPassword').focus();
    await page.keyboard.type(weak, { delay: 40 });
    expect(await heard()).toEqual([]);
    await until(page, 'strength', 'unmet');
    await page.waitForFunction(() => (window as unknown as { heard: string[] }).heard.length > 0);
    const sentence = [
      feedback.announce.missing(feedback.rule.strength),
      feedback.announce.strength((feedback.strength[1] ?? '').toLowerCase()),
    ].join(' ');
    expect(await heard()).toEqual([sentence]);
    expect(await announced(page)).toContain(sentence);
    await page.keyboard.type('!');
    await page.waitForTimeout(1_800);
    expect(await heard()).toEqual([sentence]);

    const rows = await page.locator('[data-rules]').ariaSnapshot();
    expect(rows).toContain(feedback.state.met);
    expect(rows).toContain(feedback.state.unmet);
    expect(rows).toContain(feedback.state['checked-when-saved']);
    await visitor.close();
  });

  it('is the server’s verdict too, in the same words', async () => {
    const agent = await hire(portal);
    const visitor = await visit(browser, portal, { locale });
    const { page } = visitor;
    await page.goto('/password/change');
    await typing(visitor, weak);
    await until(page, 'strength', 'unmet');
    const live = await said(page, 'weak');
    const fields = { login: agent.login, currentPassword: agent.password, confirmPassword: weak };
    for (const [name, value] of Object.entries(fields)) await page.locator(`#${name}`).fill(value);
    await send(page, buttonOn(page, words[locale].password.submit));
    expect((await said(page, 'weak'))[0]).toBe(live[0]);
    expect(await stateOf(page, 'strength')).toBe('unmet');
    expect(await stateOf(page, 'breached')).toBe('unmet');
    expect(await page.locator('#newPassword-error').textContent()).toContain(
      words[locale].failure['password-too-weak'],
    );
    expect(visitor.problems).toEqual([]);
    await visitor.close();
  });

  it('is accessible as it comes and with everything said, at 320 pixels too', async () => {
    const visitor = await visit(browser, portal, { locale, viewport: { width: 320, height: 640 } });
    const { page } = visitor;
    await page.goto('/password/change');
    await typing(visitor, 'Printemps2026ł');
    await until(page, 'strength', 'unmet');
    expect(await axeFindings(page)).toEqual([]);
    expect(await forcedColourFaults(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toEqual([]);
    expect(await smallTargets(page)).toEqual([]);
    expect(await outlineFaults(page, locale)).toEqual([]);
    await visitor.close();
  });
});

describe('what it costs and what it needs', () => {
  it('nothing of it is loaded before the field is entered, nor on a page without one', async () => {
    const visitor = await visit(browser, portal);
    const { page } = visitor;
    const loaded: string[] = [];
    page.on('request', (request) => void loaded.push(request.url()));
    for (const path of ['/recover', '/', '/help', '/password/change', '/password/learn']) {
      await page.goto(path, { waitUntil: 'networkidle' });
      expect(loaded.filter((url) => heavy.test(url) && url.endsWith('.js'))).toEqual([]);
    }
    await page.goto('/password/change');
    await page.locator('#login').fill('quelquun');
    await page.locator('#currentPassword').focus();
    expect(loaded.filter((url) => heavy.test(url) && url.endsWith('.js'))).toEqual([]);
    await Promise.all([
      page.waitForRequest((request) => request.url().includes('strength-worker')),
      page.locator('#newPassword').focus(),
    ]);
    expect(visitor.problems).toEqual([]);
    await visitor.close();
  });

  it('without its worker the rules tick all the same, and strength is checked on saving', async () => {
    const visitor = await visit(browser, portal);
    const { page } = visitor;
    await page.route(/strength-worker/, (route) => route.abort());
    await page.goto('/password/change');
    await typing(visitor, 'abc');
    await until(page, 'length', 'unmet');
    expect(await stateOf(page, 'strength')).toBe('checked-when-saved');
    await page.locator('#newPassword').fill(strong);
    await until(page, 'length', 'met');
    await visitor.close();
  });

  it('without any of its script the rules stand on the page', async () => {
    const visitor = await visit(browser, portal, { javaScriptEnabled: false });
    const { page } = visitor;
    await page.goto('/password/change');
    expect(await page.locator('[data-rules] li').count()).toBeGreaterThan(6);
    expect(await page.locator('[data-strength]').isVisible()).toBe(false);
    await visitor.close();
  });

  it('a password of hostile length and signs is judged without an error', async () => {
    const visitor = await visit(browser, portal);
    const { page } = visitor;
    await page.goto('/password/change');
    await page.locator('#newPassword').focus();
    for (const text of ['é😀\u202e'.repeat(80), 'a'.repeat(100_000), 'motdepasse'.repeat(25)]) {
      await page.locator('#newPassword').fill(text);
      await page.locator('[data-said=weak] li').first().waitFor();
    }
    await page.locator('#newPassword').fill('a'.repeat(257));
    await page.getByText(words.fr.feedback.input['too-long']).waitFor();
    expect(await stateOf(page, 'length')).toBe('open');
    expect(visitor.problems).toEqual([]);
    await visitor.close();
  });
});

describe('the keyboard', () => {
  it('is said not to be a French one as soon as a key has shown it', async () => {
    const visitor = await visit(browser, portal);
    const { page } = visitor;
    await page.goto('/password/change');
    const note = page.locator('.field:has(#newPassword) [data-other-keyboard]');
    await page.locator('#newPassword').focus();
    await page.keyboard.press('KeyT');
    expect(await note.textContent()).toBe('');
    await page.keyboard.press('KeyQ');
    expect(await note.textContent()).toBe(words.fr.common.otherKeyboard);
    await page.locator('#newPassword').dispatchEvent('keydown', { code: 'KeyQ', key: 'a' });
    expect(await note.textContent()).toBe('');
    await visitor.close();
  });
});

describe('straight after a recovery', () => {
  it('judges by the account’s own rules and names', async () => {
    const agent = await hire(portal, { policyName: 'Comptes-sensibles' });
    const visitor = await visit(browser, portal);
    const { page } = visitor;
    await recover(visitor, agent);
    await openChange(visitor);
    expect(await page.locator('[data-rule=length]').textContent()).toContain(
      words.fr.feedback.rule.length(20),
    );
    await typing(visitor, `${agent.surname}-97`);
    await until(page, 'name', 'unmet');
    await page.locator('#newPassword').fill(strong);
    await until(page, 'name', 'met');
    expect(visitor.problems).toEqual([]);
    await visitor.close();
  });

  it('leaves nothing of what was said in the page that is left', async () => {
    const visitor = await visit(browser, portal);
    const { page } = visitor;
    await page.goto('/password/change');
    await typing(visitor, weak);
    await until(page, 'strength', 'unmet');
    const left = await page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent('pagehide'));
      return document.documentElement.outerHTML;
    });
    expect(left).not.toContain('Printemps');
    await visitor.close();
  });
});
