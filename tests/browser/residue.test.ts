import type { Browser, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Agent,
  authenticate,
  buttonOn,
  everythingOn,
  hire,
  identify,
  openBrowser,
  openChange,
  recover,
  secretOn,
  send,
  type Visitor,
  visit,
  words,
} from '../support/browser.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  [portal, browser] = await Promise.all([startTestPortal(), openBrowser({ keepsPages: true })]);
});
afterAll(async () => {
  await browser.close();
  await portal.stop();
});

const { recover: said, home, common } = words.fr;
/** Of a kiosk, which loopback is in the demo. */
const closesAfterMillis = 90_000;

/** What nobody may find afterwards. */
const traces = (agent: Agent, ...passwords: string[]) => [
  agent.surname,
  agent.givenName,
  agent.agentNumber,
  agent.login,
  ...passwords,
];

async function expectNothingOf(page: Page, secrets: readonly string[]): Promise<void> {
  const everything = await everythingOn(page);
  for (const secret of secrets) expect(everything, `${secret} at ${page.url()}`).not.toContain(secret);
}

/** A page kept for "back" is shown and at once asked for again: what counts is where that ends. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.waitForTimeout(300);
  await page.waitForLoadState('load');
}

/** Goes back through the whole history of the tab, looking at every page on the way. */
async function backThroughAll(page: Page, look: () => Promise<void>): Promise<number> {
  for (let steps = 0; steps < 12; steps += 1) {
    const before = page.url();
    const answer: Response | null | 'none' = await page
      .goBack({ waitUntil: 'load', timeout: 5_000 })
      .catch(() => 'none' as const);
    await settle(page);
    if (page.url() === 'about:blank' || (answer === 'none' && page.url() === before)) return steps;
    await look();
  }
  throw new Error('a history without an end');
}

describe('the password is shown once', () => {
  it.each(['reload', 'back and forward', 'a second tab', 'the address typed again'])(
    '%s shows none',
    async (way) => {
      const visitor = await visit(browser, portal);
      const agent = await hire(portal);
      const password = await recover(visitor, agent);
      let { page } = visitor;
      if (way === 'reload') await page.reload();
      if (way === 'back and forward') {
        await page.goBack();
        await settle(page);
        await expectNothingOf(page, [password]);
        await page.goForward();
      }
      if (way === 'a second tab') page = await page.context().newPage();
      if (way === 'a second tab' || way === 'the address typed again') await page.goto('/recover/done');
      await settle(page);
      expect(new URL(page.url()).pathname).toBe('/recover/done');
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(said.done.gone.title);
      expect(await secretOn(page).count()).toBe(0);
      await expectNothingOf(page, [password]);
      expect(await authenticate(portal, agent.login, password)).toBe('must-change');
      await visitor.close();
    },
  );

  it('a second one, asked for because the first was not read, is the only one that opens', async () => {
    const visitor = await visit(browser, portal);
    const { page } = visitor;
    const agent = await hire(portal);
    const first = await recover(visitor, agent);
    await page.reload();
    await send(page, buttonOn(page, said.done.gone.repeat));
    const second = (await secretOn(page).textContent()) ?? '';
    expect(second).not.toBe(first);
    expect(await authenticate(portal, agent.login, second)).toBe('must-change');
    expect(await authenticate(portal, agent.login, first)).toBe('wrong-password');
    await page.reload();
    expect(await buttonOn(page, said.done.gone.repeat).count()).toBe(0);
    await visitor.close();
  });

  it('a double click on the button makes one password', async () => {
    const visitor = await visit(browser, portal);
    const { page } = visitor;
    const agent = await hire(portal);
    await identify(visitor, agent);
    await page.locator('#understood').check();
    const posts: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()));
    await Promise.all([
      page.waitForURL('**/recover/done'),
      page.getByRole('button', { name: said.confirm.submit }).dblclick(),
    ]);
    expect(posts).toHaveLength(1);
    expect(await authenticate(portal, agent.login, (await secretOn(page).textContent()) ?? '')).toBe(
      'must-change',
    );
    await visitor.close();
  });

  it('a page kept by the browser for "back" comes back empty', async () => {
    const visitor = await visit(browser, portal);
    const { page } = visitor;
    const seen: string[] = [];
    await page.exposeFunction('seen', (line: string) => void seen.push(line));
    await page.addInitScript(() => {
      const { seen } = window as unknown as { seen: (line: string) => void };
      addEventListener('pageshow', (event) => {
        const secret = document.querySelector('[data-temporary-password]');
        const shown = document.body.textContent === '' ? 'blank' : (secret?.textContent ?? 'none');
        seen(`${location.pathname} ${event.persisted ? 'kept' : 'fresh'} ${shown}`);
      });
    });
    const password = await recover(visitor, await hire(portal));
    await page.goto('/help');
    await page.goBack();
    await settle(page);
    expect(seen).toContain('/recover/done kept blank');
    expect(seen.at(-1)).toBe('/recover/done fresh none');
    expect(seen.filter((line) => line.includes(password))).toEqual([`/recover/done fresh ${password}`]);
    await expectNothingOf(page, [password]);
    await visitor.close();
  });
});

describe('what was typed', () => {
  it.each([
    ['a kiosk', {}],
    ['a desk', { 'X-Demo-Origin': 'establishment' }],
  ])('is gone from a form that is left and opened again at %s', async (_place, extraHTTPHeaders) => {
    const visitor = await visit(browser, portal, { extraHTTPHeaders });
    const { page } = visitor;
    const agent = await hire(portal);
    await page.goto('/recover');
    await page.locator('#surname').fill(agent.surname);
    await page.locator('#agentNumber').fill(agent.agentNumber);
    await page.goto('/help');
    await page.goBack();
    await settle(page);
    await expectNothingOf(page, traces(agent));
    await page.locator('#surname').fill(agent.surname);
    await page.reload();
    await expectNothingOf(page, traces(agent));
    await visitor.close();
  });

  it('is not offered to the next person by the browser', async () => {
    const visitor = await visit(browser, portal);
    const { page } = visitor;
    await page.goto('/recover');
    for (const name of ['surname', 'agentNumber'])
      expect(await page.locator(`#${name}`).getAttribute('autocomplete')).toBe('off');
    await page.goto('/password/change');
    expect(await page.locator('#currentPassword').getAttribute('autocomplete')).toBe('current-password');
    expect(await page.locator('#newPassword').getAttribute('autocomplete')).toBe('new-password');
    await visitor.close();
  });
});

/** Ends with "I have finished" and returns the headers of its answer. */
async function finish({ page }: Visitor): Promise<Record<string, string>> {
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    send(page, buttonOn(page, said.done.finish)),
  ]);
  return answer.allHeaders();
}

describe('I have finished', () => {
  it.each(['after the password', 'after a change', 'after an unlock'])(
    '%s wipes the screen, the history and the store',
    async (when) => {
      const visitor = await visit(browser, portal);
      const { page } = visitor;
      const agent = await hire(portal, { locked: when === 'after an unlock' });
      const passwords: string[] = [];
      if (when === 'after an unlock') {
        await identify(visitor, agent, 'locked');
        await send(page, page.getByRole('button', { name: said.confirm.submitChoice }));
      } else {
        passwords.push(await recover(visitor, agent));
      }
      if (when === 'after a change') {
        await openChange(visitor);
        for (const name of ['newPassword', 'confirmPassword'])
          await page.locator(`#${name}`).fill('Six-loutres-grises-4');
        passwords.push('Six-loutres-grises-4');
        await send(page, buttonOn(page, words.fr.password.submit));
      }
      const before = await page.context().cookies();
      const headers = await finish(visitor);
      expect(headers['clear-site-data']).toBe('"cache", "storage"');
      expect(await page.getByText(home.done.text).isVisible()).toBe(true);
      await expectNothingOf(page, traces(agent, ...passwords));
      const session = (cookies: typeof before) =>
        cookies.find(({ name }) => name.includes('reprise') && !name.includes('lang'))?.value;
      expect(session(await page.context().cookies())).not.toBe(session(before));
      const kept = await page.evaluate(async () => [
        localStorage.length,
        sessionStorage.length,
        (await indexedDB.databases()).length,
        (await caches.keys()).length,
      ]);
      expect(kept).toEqual([0, 0, 0, 0]);
      const steps = await backThroughAll(page, () => expectNothingOf(page, traces(agent, ...passwords)));
      expect(steps).toBeGreaterThan(0);
      expect(visitor.problems).toEqual([]);
      await visitor.close();
    },
  );

  it('works without JavaScript: no page of the history opens again', async () => {
    const visitor = await visit(browser, portal, { javaScriptEnabled: false });
    const { page } = visitor;
    const agent = await hire(portal);
    const password = await recover(visitor, agent);
    await finish(visitor);
    await backThroughAll(page, () => expectNothingOf(page, [password, agent.login, agent.givenName]));
    await visitor.close();
  });
});

describe('two agents at one kiosk', () => {
  it.each(['finishes', 'walks away', 'closes the tab'])(
    'the first %s, the second sees nothing of it',
    async (how) => {
      const first = await visit(browser, portal);
      const [one, two] = [await hire(portal), await hire(portal)];
      if (how === 'walks away') await first.page.clock.install();
      const password = await recover(first, one);
      let { page } = first;
      const secrets = traces(one, password);
      if (how === 'finishes') await finish(first);
      if (how === 'walks away') {
        await Promise.all([page.waitForURL('**/?done'), page.clock.runFor(closesAfterMillis + 2_000)]);
        await page.waitForLoadState('load');
      }
      if (how === 'closes the tab') {
        const next = await page.context().newPage();
        await page.close();
        page = next;
        await page.goto('/');
      }
      await expectNothingOf(page, secrets);
      await page.goto('/recover');
      await expectNothingOf(page, secrets);
      const second: Visitor = { ...first, page };
      await identify(second, two);
      await expectNothingOf(page, secrets);
      await page.locator('#understood').check();
      await send(page, page.getByRole('button', { name: said.confirm.submit }));
      await expectNothingOf(page, secrets);
      const own = (await secretOn(page).textContent()) ?? '';
      expect(await authenticate(portal, two.login, own)).toBe('must-change');
      await backThroughAll(page, () => expectNothingOf(page, secrets));
      expect(await authenticate(portal, one.login, password)).toBe('must-change');
      await first.close();
    },
  );
});

describe('a page left alone', () => {
  async function leave(
    arrive: (visitor: Visitor, agent: Agent) => Promise<unknown>,
  ): Promise<{ visitor: Visitor; agent: Agent }> {
    const visitor = await visit(browser, portal);
    await visitor.page.clock.install();
    const agent = await hire(portal);
    await arrive(visitor, agent);
    // A field that is focused is brought into view, and that scroll counts as presence.
    await visitor.page.clock.runFor(500);
    await visitor.page.waitForTimeout(200);
    return { visitor, agent };
  }

  it('asks half a minute before it closes, counts, and stays when one says so, again and again', async () => {
    const { visitor, agent } = await leave(recover);
    const { page } = visitor;
    const dialog = page.getByRole('dialog', { name: common.idle.title });
    await page.clock.runFor(58_000);
    expect(await dialog.isVisible()).toBe(false);
    for (let round = 0; round < 3; round += 1) {
      await page.clock.runFor(round === 0 ? 4_000 : 62_000);
      expect(await dialog.isVisible()).toBe(true);
      const stay = buttonOn(page, common.idle.stay);
      expect(await stay.evaluate((element) => element === document.activeElement)).toBe(true);
      expect(Number(await page.locator('[data-idle-count]').textContent())).toBeLessThanOrEqual(30);
      await page.keyboard.press(['Enter', 'Escape', 'Space'][round] ?? '');
      expect(await dialog.isVisible()).toBe(false);
    }
    expect(new URL(page.url()).pathname).toBe('/recover/done');
    expect(await page.locator('.login').textContent()).toBe(agent.login);
    await visitor.close();
  });

  it('a touch counts as presence', async () => {
    const { visitor } = await leave(recover);
    const { page } = visitor;
    await page.clock.runFor(50_000);
    await page.keyboard.press('Shift');
    await page.clock.runFor(50_000);
    expect(await page.getByRole('dialog').isVisible()).toBe(false);
    await visitor.close();
  });

  it('closes by itself at the end, session included, whatever the clock did meanwhile', async () => {
    const { visitor, agent } = await leave(recover);
    const { page } = visitor;
    await Promise.all([page.waitForURL('**/?done'), page.clock.fastForward('08:00:00')]);
    await page.waitForLoadState('load');
    await expectNothingOf(page, traces(agent));
    await page.goto('/recover/done');
    expect(new URL(page.url()).pathname).toBe('/recover');
    await visitor.close();
  });

  const pages: [string, (visitor: Visitor, agent: Agent) => Promise<unknown>][] = [
    ['the confirmation', identify],
    [
      'the change of a password after a recovery',
      async (visitor, agent) => {
        await recover(visitor, agent);
        await openChange(visitor);
      },
    ],
    [
      'the page of a password already shown',
      async (visitor, agent) => {
        await recover(visitor, agent);
        await visitor.page.reload();
      },
    ],
    [
      'step 1 with a name on it',
      async ({ page }, agent) => {
        await page.goto('/recover');
        await page.locator('#surname').fill(agent.surname);
        await page.locator('#agentNumber').fill(agent.agentNumber);
      },
    ],
    [
      'the change of a known password, begun',
      async ({ page }, agent) => {
        await page.goto('/password/change');
        await page.locator('#login').fill(agent.login);
      },
    ],
    [
      'the change page beside a recovery',
      async (visitor, agent) => {
        await recover(visitor, agent);
        await visitor.page.goto('/password/change');
        await visitor.page.locator('#login').fill(agent.login);
      },
    ],
  ];

  it.each(pages)('%s is emptied too', async (_name, arrive) => {
    const { visitor, agent } = await leave(arrive);
    const { page } = visitor;
    const left = page.waitForEvent('load', { timeout: 5_000 });
    await page.clock.runFor(closesAfterMillis + 2_000);
    await left;
    await settle(page);
    await expectNothingOf(page, traces(agent));
    await visitor.close();
  });
});
