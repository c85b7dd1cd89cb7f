import {
  type Browser,
  type BrowserContextOptions,
  type ConsoleMessage,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';
import { en } from '../../app/i18n/en.ts';
import { fr } from '../../app/i18n/fr.ts';
import type { Agent } from './agents.ts';
import type { TestPortal } from './portal.ts';

export { type Agent, hire } from './agents.ts';

/** A page that takes longer has failed; much more than any needs on a busy machine. */
const patienceMillis = 15_000;

export type Locale = 'fr' | 'en';
export const locales: readonly Locale[] = ['fr', 'en'];
/** What the pages say, so that a test follows a sentence when it is reworded. */
export const words = { fr, en } as const;

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Keeps left pages for "back" as a person's browser does, those with `no-store` included; Playwright switches it off. */
const keepingPages = [
  '--enable-features=CacheControlNoStoreEnterBackForwardCache:level/restore-unless-http-only-cookie-change',
];

/** Debian's Chromium with a profile of its own, without a window. */
export function openBrowser({ keepsPages = false } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: keepsPages ? [...quiet, ...keepingPages] : quiet,
    ignoreDefaultArgs: keepsPages ? ['--disable-back-forward-cache'] : [],
  });
}

export interface Visitor {
  readonly page: Page;
  readonly locale: Locale;
  /** Requests to other hosts, words on the console, refusals of the content security policy, failed files. */
  readonly problems: string[];
  close(): Promise<void>;
}

export interface VisitOptions extends Omit<BrowserContextOptions, 'locale' | 'baseURL'> {
  readonly locale?: Locale;
}

/** A person at a browser that holds nothing yet and speaks `locale`. */
export async function visit(
  browser: Browser,
  portal: TestPortal,
  options: VisitOptions = {},
): Promise<Visitor> {
  const { locale = 'fr', ...more } = options;
  const context = await browser.newContext({
    baseURL: portal.url,
    locale: locale === 'fr' ? 'fr-FR' : 'en-GB',
    reducedMotion: 'reduce',
    ...more,
  });
  context.setDefaultTimeout(patienceMillis);
  const problems: string[] = [];
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'data:' && origin !== portal.url) problems.push(`request to ${request.url()}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest())
      problems.push(`${response.status()} for ${response.url()}`);
  });
  context.on('console', (message) => {
    if (!isExpected(message)) problems.push(`console ${message.type()}: ${message.text()}`);
  });
  context.on('weberror', (error) => void problems.push(`script: ${error.error().message}`));
  return { page: await context.newPage(), locale, problems, close: () => context.close() };
}

/** Chromium writes a line for every page whose status is a refusal; the status is the page's own business. */
function isExpected(message: ConsoleMessage): boolean {
  if (message.type() !== 'error' && message.type() !== 'warning') return true;
  return message.text().startsWith('Failed to load resource: the server responded with a status of');
}

/** What the directory answers to this login and password. */
export async function authenticate(portal: TestPortal, login: string, password: string) {
  const signal = AbortSignal.timeout(30_000);
  const lookup = await portal.container.directory.findByLogin(login, signal);
  if (lookup.found !== 'one') throw new Error(`${login}: ${lookup.found}`);
  return portal.container.directory.authenticate(lookup.account, password, signal);
}

export const secretOn = (page: Page): Locator => page.locator('[data-temporary-password]');
export const buttonOn = (page: Page, name: string): Locator =>
  page.getByRole('button', { name, exact: true });

/** Presses what sends a form and waits for the page that answers. */
export async function send(page: Page, button: Locator): Promise<void> {
  await Promise.all([page.waitForEvent('load'), button.click()]);
}

/** Fills step 1 and sends it. */
export async function identify(
  { page, locale }: Visitor,
  agent: Pick<Agent, 'surname' | 'agentNumber'>,
  reason = 'forgotten',
): Promise<void> {
  await page.goto('/recover');
  await page.locator(`input[name=reason][value=${reason}]`).check();
  await page.locator('#surname').fill(agent.surname);
  await page.locator('#agentNumber').fill(agent.agentNumber);
  await send(page, buttonOn(page, words[locale].recover.identify.submit));
}

/** To the page of a further proof, which `compromised` always asks for. */
export async function toProof(
  visitor: Visitor,
  agent: Pick<Agent, 'surname' | 'agentNumber'>,
  method: 'code' | 'colleague' | 'phone',
): Promise<void> {
  const { page, locale } = visitor;
  await identify(visitor, agent, 'compromised');
  await page.locator(`input[name=method][value=${method}]`).check();
  await send(page, buttonOn(page, words[locale].proof.choose.submit));
}

/** Goes on from step 1 to the page that holds the temporary password, and returns the password. */
export async function confirm({ page, locale }: Visitor): Promise<string> {
  const { confirm } = words[locale].recover;
  await page.locator('#understood').check();
  await send(page, page.getByRole('button', { name: confirm.submit }));
  return (await secretOn(page).textContent()) ?? '';
}

export async function recover(visitor: Visitor, agent: Agent): Promise<string> {
  await identify(visitor, agent);
  return confirm(visitor);
}

/** From the page of the temporary password to the form that already knows it. */
export const openChange = ({ page, locale }: Visitor) =>
  send(page, buttonOn(page, words[locale].recover.done.change));

/** Everything of the page that a next person could find: its text, its source as it stands now and its fields. */
export async function everythingOn(page: Page): Promise<string> {
  const fields = await page
    .locator('input')
    .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
  return [page.url(), await page.title(), await page.content(), ...fields].join('\n');
}
