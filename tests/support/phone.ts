import { establishments } from '../../server/demo/sample-people.ts';
import { type Agent, type HiredAs, hire } from './agents.ts';
import { createHttpClient, type HttpClient, hiddenFields, type Page } from './http-client.ts';
import { person, type TestPortal } from './portal.ts';

/** Where the level 1 technician of the sample people works. */
export const home = establishments.rehabilitation;
export const elsewhere = establishments.clinic;

export type TechnicianScenario = 'technician-1' | 'technician-2' | 'technician-3';

/** Someone who can be called back, at the establishment of the level 1 technician. */
export const hireCallable = (portal: TestPortal, more: HiredAs = {}): Promise<Agent> =>
  hire(portal, { establishment: home, mobile: '+33639980099', ...more });

/** Step 1 from an origin that asks for a further proof, and no step more. */
export async function identifyElsewhere(
  portal: Pick<TestPortal, 'url'>,
  agent: Pick<Agent, 'surname' | 'agentNumber'>,
): Promise<HttpClient> {
  const client = createHttpClient(portal.url, { 'x-demo-origin': 'other' });
  const start = await client.get('/recover');
  const answer = await fetch(new URL('/recover', portal.url), {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: portal.url, cookie: cookieOf(client), 'x-demo-origin': 'other' },
    body: new URLSearchParams({
      ...hiddenFields(start.text, 'name="surname"'),
      surname: agent.surname,
      agentNumber: agent.agentNumber,
      reason: 'forgotten',
    }),
  });
  if (answer.status !== 303) throw new Error(`step 1 answered ${answer.status}`);
  for (const line of answer.headers.getSetCookie()) {
    const [pair = ''] = line.split(';');
    client.cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
  }
  return client;
}

export const cookieOf = (client: HttpClient): string =>
  [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');

const attributeOf = (page: Page, name: string) =>
  new RegExp(`${name}="([^"]+)"`).exec(page.text)?.[1] ?? null;
export const pairingCodeOn = (page: Page): string => attributeOf(page, 'data-pairing-code') ?? '';
export const secondCodeOn = (page: Page): string | null => attributeOf(page, 'data-second-code');
export const failureOn = (page: Page): string | null => attributeOf(page, 'data-failure');

/** Chooses the phone, which opens the approval; the page that waits for it. */
export const askForCall = async (client: HttpClient): Promise<Page> =>
  client.submit(await client.get('/recover/proof'), { method: 'phone' }, 'name="method"');

/** An agent who waits, with the pairing code of their screen. */
export async function waitForCall(portal: TestPortal, more: HiredAs = {}) {
  const agent = await hireCallable(portal, more);
  const client = await identifyElsewhere(portal, agent);
  const page = await askForCall(client);
  return { agent, client, page, code: pairingCodeOn(page) };
}

export async function signInAs(
  portal: Pick<TestPortal, 'url'>,
  { login, password }: { readonly login: string; readonly password: string | null },
  client = createHttpClient(portal.url),
): Promise<{ client: HttpClient; page: Page }> {
  const start = await client.get('/desk/sign-in');
  const page = await client.submit(start, { login, password: password ?? '' }, 'name="login"');
  return { client, page };
}

/** A technician at the desk. */
export async function technicianAt(
  portal: Pick<TestPortal, 'url'>,
  scenario: TechnicianScenario = 'technician-1',
): Promise<HttpClient> {
  const { client, page } = await signInAs(portal, person(scenario));
  if (page.url !== '/desk') throw new Error(`${scenario} is at ${page.url} (${page.status})`);
  return client;
}

/** What a technician does at the desk, each as one press. */
export function desk(client: HttpClient) {
  return {
    async open(code: string): Promise<Page> {
      return client.submit(await client.get('/desk'), { code }, 'name="code"');
    },
    call: (card: Page) => client.submit(card, { intent: 'call' }, 'value="call"'),
    approve: (card: Page, secondCode: string) =>
      client.submit(card, { intent: 'approve', secondCode }, 'value="approve"'),
    refuse: (card: Page, why = 'no-answer') =>
      client.submit(card, { intent: 'refuse', why }, 'value="refuse"'),
  };
}
