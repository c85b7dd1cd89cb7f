import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../app/i18n/en.ts';
import { fr } from '../../app/i18n/fr.ts';
import { Failure } from '../../app/shared/failure.ts';
import { type Agent, hire } from '../support/agents.ts';
import { createHttpClient, type Page } from '../support/http-client.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({
    settings: {
      passwordRules: {
        minLength: 14,
        minScore: 4,
        forbiddenWords: ['valdormes'],
        establishmentNames: ['Clinique Sainte-Odile'],
        breachedMirror: null,
      },
    },
  });
});
afterAll(() => portal.stop());

const good = 'Quatre-renards-verts-9';

async function send(
  fields: { login: string; currentPassword: string; newPassword: string },
  headers = {},
): Promise<Page> {
  const client = createHttpClient(portal.url, headers);
  const page = await client.get('/password/change');
  return client.submit(page, { ...fields, confirmPassword: fields.newPassword }, 'name="newPassword"');
}

const change = (agent: Agent, newPassword: string, currentPassword = agent.password) =>
  send({ login: agent.login, currentPassword, newPassword });

/** The page's text as a person reads it. */
const words = ({ text }: Page) =>
  text
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replace(/\s+/g, ' ');
/** Each rule's state, as the page arrives. */
const states = ({ text }: Page) =>
  Object.fromEntries(
    [...text.matchAll(/data-rule="([^"]+)" data-state="([^"]+)"/g)].map(([, rule, state]) => [rule, state]),
  );
const plain = (text: string) => text.replace(/\s+/g, ' ');
const fieldError = ({ text }: Page) =>
  plain((/id="newPassword-error">([\s\S]*?)<\/p>/.exec(text)?.[1] ?? '').replace(/<[^>]+>/g, ' '));

describe('the rules on the page, without JavaScript', () => {
  it('are everybody’s before anybody is known: the stricter of directory and organisation', async () => {
    const page = await createHttpClient(portal.url).get('/password/change');
    expect(words(page)).toContain(plain(fr.feedback.rule.length(14)));
    expect(words(page)).toContain(plain(fr.feedback.source.general));
    expect(states(page)).toMatchObject({ length: 'open', history: 'checked-when-saved', strength: 'open' });
  });

  it('stand on the page that teaches too, in the language asked for', async () => {
    const page = await createHttpClient(portal.url).get('/password/learn?lang=en');
    expect(words(page)).toContain(en.feedback.rule.length(14));
    expect(words(page)).toContain(en.learn.practice.withoutScript);
  });
});

describe('the server’s verdict, without JavaScript', () => {
  it.each([
    ['too short', 'Kx9?fjord', 'password-too-short', 'length'],
    ['of too few kinds', 'girafemoulintrombone', 'password-complexity', 'classes'],
    ['with a forbidden word', 'V@ldormes-girafe-moulin-7', 'password-forbidden-word', 'forbidden-word'],
    ['with an establishment', 'Odile-trombone-moulin-7', 'password-establishment', 'establishment'],
    ['that cannot be typed', 'Girafe-moulin-😀-trombone-7', 'password-untypeable', 'typeable'],
    ['easy to guess', 'Printemps-2026-!', 'password-too-weak', 'strength'],
  ] as const)('%s', async (_, password, code, rule) => {
    const agent = await hire(portal);
    const page = await change(agent, password);
    expect(page.status).toBe(422);
    expect(fieldError(page)).toContain(plain(fr.failure[code]));
    expect(states(page)[rule]).toBe('unmet');
    expect(page.text).not.toContain(password);
  });

  it('explains what is weak with the sentences of the live feedback', async () => {
    const page = await change(await hire(portal), 'Printemps-2026-!');
    expect(words(page)).toContain(plain(fr.feedback.why));
    expect(words(page)).toContain('« Printemps » est une saison');
    expect(words(page)).toContain(plain(fr.feedback.help.decoration));
  });

  it('speaks English where English is asked for', async () => {
    const agent = await hire(portal);
    const fields = { login: agent.login, currentPassword: agent.password, newPassword: 'Printemps-2026-!' };
    const page = await send(fields, { 'accept-language': 'en' });
    expect(fieldError(page)).toContain(en.failure['password-too-weak']);
    expect(words(page)).toContain('“Printemps” is a season');
  });

  it('names the person’s own names once the old password has been proved', async () => {
    const agent = await hire(portal);
    const page = await change(agent, `${agent.surname}-moulin-37`);
    expect(fieldError(page)).toContain(plain(fr.failure['password-with-name']));
    expect(states(page)['name']).toBe('unmet');
    expect(words(page)).toContain(plain(fr.feedback.source.domain));
  });

  it('takes a good one, and the next one the same day is too young, with the moment when it is possible', async () => {
    const agent = await hire(portal);
    expect((await change(agent, good)).text).toContain('data-changed');
    const page = await change(agent, 'Sept-lampes-bleues-31', good);
    expect(fieldError(page)).toContain(plain(fr.failure['password-too-young']));
    expect(fieldError(page)).toMatch(/à partir du \S+ \d+ \S+ à \d\d:\d\d\./);
    expect(states(page)['age']).toBe('unmet');
  });

  it('shows the rules of a fine-grained policy to its owner alone', async () => {
    const agent = await hire(portal, { policyName: 'Comptes-sensibles' });
    const page = await change(agent, 'Sept-lampes-bleu-3');
    expect(fieldError(page)).toContain(plain(fr.failure['password-too-short']));
    expect(words(page)).toContain(plain(fr.feedback.rule.length(20)));
    expect(words(page)).toContain(plain(fr.feedback.source['fine-grained']));
    const other = await change(agent, 'Sept-lampes-bleu-3', 'pas-le-bon');
    expect(words(other)).not.toContain(plain(fr.feedback.rule.length(20)));
  });

  it('says where rules cannot be read, and judges by what is known', async () => {
    const agent = await hire(portal, { policyName: 'Regle-Cachee' });
    const page = await change(agent, `${agent.surname}-moulin-37`);
    // The name is the directory's to refuse: the portal does not know that this account must not hold it.
    expect(fieldError(page)).toContain(plain(fr.failure['password-complexity']));
    expect(words(page)).toContain(plain(fr.feedback.source.unreadable));
    expect(states(page)['directory']).toBe('checked-when-saved');
    const short = await change(agent, 'Kx9?fjord');
    expect(fieldError(short)).toContain(plain(fr.failure['password-too-short']));
  });
});

describe('whoever has not proved to own an account', () => {
  /** What a page says, without what differs by nature: nonces, tokens, the login that was typed. */
  const told = (page: Page) =>
    `${page.status} ${page.text.replace(/nonce="[^"]*"/g, '').replace(/value="[^"]*"/g, '')}`;

  it.each([
    ['a weak password', () => 'Printemps-2026-!'],
    ['a short one', () => 'Kx9?fjord'],
    ['one that only a fine-grained policy refuses', () => 'Sept-lampes-bleu-3'],
    ['one with the surname', (agent: Agent) => `${agent.surname}-moulin-37`],
    ['a good one', () => good],
  ])('learns nothing of it from the answer to %s', async (_, choose) => {
    const ordinary = await hire(portal);
    const sensitive = await hire(portal, { policyName: 'Comptes-sensibles' });
    const newPassword = choose(ordinary);
    const answers = await Promise.all(
      [ordinary.login, sensitive.login, 'nobody.here', 'm.absent'].map((login) =>
        send({ login, currentPassword: 'Pas-le-bon-mot-1', newPassword }),
      ),
    );
    expect(new Set(answers.map(told)).size).toBe(1);
  });

  it('spends no try of the account while the new password is refused for anyone', async () => {
    const agent = await hire(portal);
    for (let count = 0; count < 6; count += 1) await change(agent, 'Printemps-2026-!', 'Pas-le-bon-mot-1');
    expect((await change(agent, good)).text).toContain('data-changed');
  });
});

describe('/password/learn', () => {
  it('draws other phrases at every look, and every one fits the rules', async () => {
    const drawn = async (locale: string) => {
      const { text } = await createHttpClient(portal.url).get(`/password/learn?lang=${locale}`);
      const list = /data-phrases="[^"]*">([\s\S]*?)<\/ul>/.exec(text)?.[1] ?? '';
      return [...list.matchAll(/<li>([^<]+)<\/li>/g)].map((match) => match[1] ?? '');
    };
    const all = [...(await drawn('fr')), ...(await drawn('fr')), ...(await drawn('en'))];
    expect(new Set(all).size).toBe(9);
    for (const phrase of all) expect(phrase).toMatch(/^[a-z-]*\d{3}[a-z-]*$/);
    const agent = await hire(portal);
    expect((await change(agent, all[0] ?? '')).text).toContain('data-changed');
  });

  it('has no way to send what is practised: no name, no form', async () => {
    const { text } = await createHttpClient(portal.url).get('/password/learn');
    const input = /<input[^>]*id="practice"[^>]*>/.exec(text)?.[0] ?? '';
    expect(input).not.toContain('name=');
    const forms = [...text.matchAll(/<form\b[^>]*>/g)].map(([tag]) => /action="([^"]*)"/.exec(tag)?.[1]);
    // The kiosk's "I have finished" is all that the page can send, and it holds no field to type in.
    expect(forms).toEqual(['/finish']);
    expect(/<form\b[\s\S]*?<\/form>/.exec(text)?.[0]).not.toContain('practice');
  });
});

describe('a directory that does not answer', () => {
  it('holds neither page up for long, and both say that its rules are checked later', async () => {
    const silent = await startTestPortal();
    const never = (signal: AbortSignal) =>
      new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(new Failure('directory-unavailable')));
      });
    const other = await startTestPortal({
      replace: { directory: { ...silent.container.directory, policies: never } },
    });
    try {
      const started = performance.now();
      const pages = await Promise.all(
        ['/password/change', '/password/learn'].map((path) => createHttpClient(other.url).get(path)),
      );
      expect(performance.now() - started).toBeLessThan(4_000);
      for (const page of pages) {
        expect(page.status).toBe(200);
        expect(words(page)).toContain(plain(fr.feedback.source.unknown));
        expect(states(page)['directory']).toBe('checked-when-saved');
      }
      const again = performance.now();
      await createHttpClient(other.url).get('/password/change');
      expect(performance.now() - again).toBeLessThan(1_000);
    } finally {
      await other.stop();
      await silent.stop();
    }
  });
});
