import {
  type Agent,
  buttonOn,
  confirm,
  hire,
  identify,
  openChange,
  recover,
  secretOn,
  send,
  toProof,
  type Visitor,
  words,
} from '../support/browser.ts';
import { messageTo, notMePath, reachable } from '../support/notices.ts';
import type { TestPortal } from '../support/portal.ts';
import { recoverOverHttp } from '../support/recover-over-http.ts';

/** One face of the portal and the way to it. */
export interface State {
  readonly name: string;
  /** The clock of its page is not real and cannot be made so again. */
  readonly fakesTime?: boolean;
  arrive(visitor: Visitor, portal: TestPortal): Promise<unknown>;
}

type Arrive = (visitor: Visitor, agent: Agent) => Promise<unknown>;

const at = (path: string): State => ({ name: path, arrive: ({ page }) => page.goto(path) });
/** A state that needs an agent of its own. */
const withAgent = (name: string, arrive: Arrive, account = {}): State => ({
  name,
  arrive: async (visitor, portal) => arrive(visitor, await hire(portal, account)),
});

const locked = { locked: true };
const nobody = { surname: 'Personne', agentNumber: '19999999' };
const said = ({ locale }: Visitor) => words[locale];

async function submitChange(visitor: Visitor, fields: Readonly<Record<string, string>>): Promise<void> {
  const { page } = visitor;
  for (const [name, value] of Object.entries(fields)) await page.locator(`#${name}`).fill(value);
  await send(page, buttonOn(page, said(visitor).password.submit));
}

const chosen = (password: string) => ({ newPassword: password, confirmPassword: password });

async function handedOver(visitor: Visitor, agent: Agent): Promise<void> {
  await recover(visitor, agent);
  await openChange(visitor);
}

async function repeated(visitor: Visitor, agent: Agent): Promise<void> {
  const { page } = visitor;
  await recover(visitor, agent);
  await page.reload();
  await send(page, buttonOn(page, said(visitor).recover.done.gone.repeat));
  await page.reload();
}

/** Sends step 1 after somebody tampered with it. */
const tampered =
  (field: string, value: string): State['arrive'] =>
  async (visitor) => {
    const { page } = visitor;
    await page.goto('/recover');
    await page
      .locator(`[name=${field}]`)
      .first()
      .evaluate((input, text) => {
        (input as HTMLInputElement).value = text;
      }, value);
    await send(page, buttonOn(page, said(visitor).recover.identify.submit));
  };

const plain = [
  '/',
  '/?done',
  '/recover',
  '/password/change',
  '/help',
  '/mailbox',
  '/access',
  '/track',
  '/password/learn',
  '/desk/sign-in',
  '/nowhere',
];

const refused: readonly State[] = [
  { name: 'refused with 403', arrive: tampered('_token', 'forged') },
  { name: 'refused with 413', arrive: tampered('surname', 'x'.repeat(20_000)) },
];

const identification: readonly State[] = [
  {
    name: 'step 1 with errors',
    arrive: async (visitor) => {
      await visitor.page.goto('/recover');
      await send(visitor.page, buttonOn(visitor.page, said(visitor).recover.identify.submit));
    },
  },
  { name: 'step 1 refused', arrive: (visitor) => identify(visitor, nobody) },
  {
    name: 'step 1 with the picture of the number',
    arrive: async ({ page }) => {
      await page.goto('/recover');
      await page.locator('.where summary').click();
    },
  },
];

const withContacts = { mobile: '+33639980017', privateMail: 'chez.moi@courriel.example' };

async function codeSent(visitor: Visitor, agent: Agent): Promise<void> {
  await toProof(visitor, agent, 'code');
  await visitor.page.locator('input[value=mobile]').check();
  await send(visitor.page, buttonOn(visitor.page, said(visitor).proof.code.send));
}

const proofs: readonly State[] = [
  withAgent('proof, to choose', (visitor, agent) => identify(visitor, agent, 'compromised'), withContacts),
  withAgent('proof, nothing chosen', async (visitor, agent) => {
    await identify(visitor, agent, 'compromised');
    await send(visitor.page, buttonOn(visitor.page, said(visitor).proof.choose.submit));
  }),
  withAgent('proof, colleague', (visitor, agent) => toProof(visitor, agent, 'colleague')),
  withAgent('proof, colleague refused', async (visitor, agent) => {
    await toProof(visitor, agent, 'colleague');
    await visitor.page.locator('#login').fill('personne');
    await visitor.page.locator('#password').fill('faux');
    await send(visitor.page, buttonOn(visitor.page, said(visitor).proof.colleague.submit));
  }),
  withAgent('proof, code', (visitor, agent) => toProof(visitor, agent, 'code'), withContacts),
  withAgent('proof, code sent', codeSent, withContacts),
  withAgent(
    'proof, code with errors',
    async (visitor, agent) => {
      await codeSent(visitor, agent);
      await visitor.page.locator('#code').fill('12');
      await send(visitor.page, buttonOn(visitor.page, said(visitor).proof.code.submit));
    },
    withContacts,
  ),
];

const confirmation: readonly State[] = [
  withAgent('confirm', (visitor, agent) => identify(visitor, agent)),
  withAgent('confirm, locked', (visitor, agent) => identify(visitor, agent, 'locked'), locked),
  withAgent('confirm, not locked after all', (visitor, agent) => identify(visitor, agent, 'locked')),
  withAgent('confirm, expired', (visitor, agent) => identify(visitor, agent, 'expired')),
  withAgent('confirm with errors', async (visitor, agent) => {
    await identify(visitor, agent);
    await send(
      visitor.page,
      visitor.page.getByRole('button', { name: said(visitor).recover.confirm.submit }),
    );
  }),
];

const done: readonly State[] = [
  withAgent('done, hidden', recover),
  withAgent('done, shown and spelled', async (visitor, agent) => {
    const { page } = visitor;
    await recover(visitor, agent);
    await page.getByText(said(visitor).recover.done.spell).click();
    await buttonOn(page, said(visitor).recover.done.keep).click();
    await secretOn(page).waitFor({ state: 'visible' });
  }),
  withAgent('done, already shown', async (visitor, agent) => {
    await recover(visitor, agent);
    await visitor.page.reload();
  }),
  withAgent('done, shown twice', repeated),
  withAgent(
    'done, unlocked',
    async (visitor, agent) => {
      await identify(visitor, agent, 'locked');
      await send(
        visitor.page,
        visitor.page.getByRole('button', { name: said(visitor).recover.confirm.submitChoice }),
      );
    },
    locked,
  ),
  {
    fakesTime: true,
    ...withAgent('done, asked whether one is there', async (visitor, agent) => {
      const { page } = visitor;
      await page.clock.install();
      await identify(visitor, agent);
      await confirm(visitor);
      await page.clock.runFor(65_000);
      await page.getByRole('dialog').waitFor({ state: 'visible' });
    }),
  },
];

const change: readonly State[] = [
  {
    name: 'change with errors',
    arrive: async (visitor) => {
      await visitor.page.goto('/password/change');
      await submitChange(visitor, {});
    },
  },
  withAgent('change refused at a field', async (visitor, { login, password: currentPassword }) => {
    await visitor.page.goto('/password/change');
    await submitChange(visitor, { login, currentPassword, ...chosen('Court-1a') });
  }),
  withAgent(
    'change refused as a whole',
    async (visitor, { login, password: currentPassword }) => {
      await visitor.page.goto('/password/change');
      await submitChange(visitor, { login, currentPassword, ...chosen('Huit-girafes-roses-3') });
    },
    locked,
  ),
  withAgent('change after a recovery', handedOver),
  withAgent('change after a recovery, refused', async (visitor, agent) => {
    await handedOver(visitor, agent);
    await submitChange(visitor, chosen('Court-1a'));
  }),
  withAgent('change after a recovery, too late', async (visitor, agent) => {
    await recover(visitor, agent);
    await visitor.page.locator('input[name=handOver]').evaluate((input) => {
      (input as HTMLInputElement).value = 'forged';
    });
    await openChange(visitor);
  }),
  withAgent('changed', async (visitor, agent) => {
    await handedOver(visitor, agent);
    await submitChange(visitor, chosen('Huit-girafes-roses-3'));
  }),
];

/** The page behind the link of a notice. */
async function notMe({ page }: Visitor, portal: TestPortal): Promise<void> {
  const agent = await hire(portal);
  const mail = `${agent.login}@work.example`;
  await reachable(portal, agent.login, { mail });
  await recoverOverHttp(portal.url, agent);
  await page.goto(notMePath(await messageTo(portal, mail)));
}

const disavowal: readonly State[] = [
  { name: 'not me', arrive: notMe },
  {
    name: 'not me, done',
    arrive: async (visitor, portal) => {
      await notMe(visitor, portal);
      await send(visitor.page, buttonOn(visitor.page, said(visitor).notMe.submit));
      await visitor.page.locator('[data-disavowed]').waitFor();
    },
  },
  { name: 'not me, spent', arrive: ({ page }) => page.goto(`/not-me/${'A'.repeat(43)}`) },
];

/** Every page in every state that it can take. */
export const states: readonly State[] = [
  ...plain.map(at),
  ...refused,
  ...identification,
  ...proofs,
  ...confirmation,
  ...done,
  ...change,
  ...disavowal,
];
