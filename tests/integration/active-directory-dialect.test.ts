import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { failureCode } from '../../app/shared/failure.ts';
import { createAuthority, issueServerCertificate } from '../../server/sandbox/samba/certificates.ts';
import { createActiveDirectory } from '../../server/systems/directory/active-directory/active-directory.ts';
import { openConnection } from '../../server/systems/directory/active-directory/connection.ts';
import type { Account, Directory } from '../../server/systems/directory/port.ts';
import {
  type Answer,
  type Attributes,
  type Script,
  type ScriptedLdap,
  startScriptedLdap,
} from '../support/ldap-server.ts';

// What Microsoft's servers say and a Samba controller cannot be made to say.

const base = 'DC=example,DC=test';
const people = `OU=Agents,${base}`;
const guid = Buffer.from('e0042f3f894fd3119a0c0305e82c3301', 'hex');
const sid = (...subs: number[]) => {
  const bytes = Buffer.alloc(8 + 4 * subs.length);
  bytes.set([1, subs.length, 0, 0, 0, 0, 0, 5]);
  for (const [index, sub] of subs.entries()) bytes.writeUInt32LE(sub, 8 + 4 * index);
  return bytes;
};
const inDomain = (rid: number) => sid(21, 1, 2, 3, rid);
/** A descriptor with an empty DACL, which denies nobody by an entry. */
const descriptor = Buffer.from('0100048000000000000000000000000014000000' + '0200080000000000', 'hex');

const rootDse: Attributes = {
  defaultNamingContext: [base],
  supportedControl: ['1.2.840.113556.1.4.801', '1.2.840.113556.1.4.2239', '1.2.840.113556.1.4.2066'],
};
const person: Attributes = {
  objectGUID: [guid],
  objectSid: [inDomain(1105)],
  sAMAccountName: ['nbenali'],
  givenName: ['Nadia'],
  sn: ['Benali'],
  employeeNumber: ['100236'],
  userAccountControl: ['512'],
  'msDS-User-Account-Control-Computed': ['0'],
  accountExpires: ['9223372036854775807'],
  pwdLastSet: ['133000000000000000'],
  'msDS-KeyVersionNumber': ['7'],
  tokenGroups: [inDomain(513)],
  nTSecurityDescriptor: [descriptor],
};
const policy: Attributes = {
  minPwdLength: ['12'],
  pwdProperties: ['1'],
  pwdHistoryLength: ['24'],
  minPwdAge: ['-864000000000'],
  maxPwdAge: ['-9223372036854775808'],
  lockoutThreshold: ['5'],
  lockoutDuration: ['0'],
};

let folder: string;
let tls: { key: Buffer; cert: Buffer };
let ca: string;
const running: { stop(): Promise<void> }[] = [];
const now = () => AbortSignal.timeout(10_000);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reprise-dialect-'));
  await createAuthority(join(folder, 'tls'));
  await issueServerCertificate({
    folder,
    address: '127.0.0.1',
    realm: 'example.test',
    name: 'dc1',
    administratorPassword: '',
  });
  const [key, cert] = await Promise.all(
    ['server.key', 'server.pem'].map((file) => readFile(join(folder, 'tls', file))),
  );
  tls = { key: key!, cert: cert! };
  ca = await readFile(join(folder, 'tls', 'ca.pem'), 'utf8');
});
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});
afterAll(() => rm(folder, { recursive: true }));

/** A whole small domain, of which each test changes what it is about; null takes an attribute away. */
interface World {
  readonly rootDse?: Attributes;
  readonly person?: Readonly<Record<string, readonly (string | Buffer)[] | null>>;
  readonly modify?: Answer;
  readonly search?: (dn: string) => Answer | null;
}

async function domain(world: World = {}): Promise<{ directory: Directory; server: ScriptedLdap }> {
  const shown = { ...person, ...world.person };
  const attributes = Object.fromEntries(
    Object.entries(shown).filter(([, values]) => values !== null),
  ) as Attributes;
  const here: Readonly<Record<string, Attributes>> = {
    '': { ...rootDse, ...world.rootDse },
    [base]: policy,
    [people]: {},
  };
  const nadia = { dn: `CN=Nadia,${people}`, attributes };
  const script: Script = {
    search: (dn, scope) => {
      const own = scope === 0 ? here[dn] : undefined;
      return world.search?.(dn) ?? { entries: [own ? { dn, attributes: own } : nadia] };
    },
    modify: () => world.modify ?? { result: 0 },
  };
  const server = await startScriptedLdap(tls, script);
  const account = { bindDN: `CN=svc,${base}`, bindPassword: 'Service-Passw0rd' };
  const directory = createActiveDirectory({
    urls: [server.url],
    ca: [ca],
    ...account,
    base,
    people: { bases: [people] },
  });
  running.push(server, { stop: () => directory.close() });
  return { directory, server };
}

async function account(directory: Directory): Promise<Account> {
  const found = await directory.findByAgentNumber('100236', now());
  if (found.found !== 'one') throw new Error(found.found);
  return found.account;
}

const codeOf = (work: Promise<unknown>) => work.then(() => 'no failure', failureCode);

it('reads the world that the tests below change', async () => {
  const { directory } = await domain();
  const found = await account(directory);
  expect(found).toMatchObject({ login: 'nbenali', state: { exclusions: [], locked: false } });
  expect(await directory.policyOf(found, now())).toMatchObject({
    readable: true,
    policy: { minLength: 12, minAgeSeconds: 86_400, maxAgeSeconds: null, lockoutDurationSeconds: null },
  });
});

const refused: readonly (readonly [string, Answer, string])[] = [
  [
    'a policy refusal of a reset',
    { result: 53, message: '0000052D: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0' },
    'password-policy',
  ],
  [
    'a policy refusal of a change',
    { result: 19, message: '0000052D: AtrErr: DSID-03191083, #1: 0: 0000052D' },
    'password-policy',
  ],
  [
    'a wrong old password',
    { result: 19, message: '00000056: AtrErr: DSID-03190F80, #1' },
    'password-wrong-old',
  ],
  [
    'a wrong old password, the other way',
    { result: 53, message: '00000056: SvcErr: DSID-031A12D2' },
    'password-wrong-old',
  ],
  ['a locked account', { result: 53, message: '00000775: SvcErr: DSID-031A12D2' }, 'account-locked'],
  ['an unknown user', { result: 53, message: '00000525: SvcErr: DSID-031A0FC0' }, 'directory-moved'],
  ['a fence that has moved', { result: 16, message: '00002085: AtrErr: DSID-03151DE6' }, 'directory-moved'],
  ['an object that is gone', { result: 32, message: '0000208D: NameErr: DSID-03100288' }, 'directory-moved'],
  ['missing rights', { result: 50, message: '00002098: SecErr: DSID-03150F94' }, 'directory-forbidden'],
  ['access denied', { result: 53, message: '00000005: SvcErr: DSID-031A1262' }, 'directory-forbidden'],
  ['a busy server', { result: 51, message: '' }, 'directory-unavailable'],
  [
    'a read-only server',
    { result: 10, message: '0000202B: RefErr: DSID-0310082F', referral: 'ldap://dc9.example.test/' },
    'directory-refused',
  ],
  ['anything else', { result: 53, message: '00002077: SvcErr: DSID-031903C6' }, 'directory-refused'],
  ['a time limit', { result: 3, message: '' }, 'directory-outcome-unknown'],
];

it.each(refused)('calls %s by its name', async (_, modify, code) => {
  const { directory } = await domain({ modify });
  const who = await account(directory);
  expect(await codeOf(directory.reset(who, 'Un-Bon-Secret-71', { chosenByPerson: false }, now()))).toBe(code);
});

it('finds the broken rule by the policy where the server does not say', async () => {
  const modify = { result: 19, message: '0000052D: AtrErr: DSID-03191083' };
  const { directory } = await domain({ modify });
  const who = await account(directory);
  const change = (password: string, whom: Account = who) =>
    codeOf(directory.change(whom, 'Ancien-Secret-70', password, now()));
  expect(await change('Court-1')).toBe('password-too-short');
  expect(await change('que-des-minuscules')).toBe('password-complexity');
  expect(await change('Ancien-Secret-70')).toBe('password-history');
  expect(await change('Un-Bon-Secret-71')).toBe('password-policy');
  expect(await change('Un-Bon-Secret-71', { ...who, passwordSetAt: new Date(Date.now() - 3_600_000) })).toBe(
    'password-too-young',
  );
});

it.each([
  ['the control of today', rootDse['supportedControl']!, '1.2.840.113556.1.4.2239'],
  ['the control of old', ['1.2.840.113556.1.4.2066'], '1.2.840.113556.1.4.2066'],
])(
  'asks for the policy with %s, and only for a password that a person chose',
  async (_, supportedControl, oid) => {
    const { directory, server } = await domain({ rootDse: { supportedControl } });
    const who = await account(directory);
    for (const chosenByPerson of [false, true])
      await directory.reset(who, 'Un-Bon-Secret-71', { chosenByPerson }, now()).catch(() => undefined);
    expect(server.modifies.map((message) => message.includes(oid))).toEqual([false, true]);
    expect(server.modifies[1]!.includes(Buffer.from('3003020101', 'hex'))).toBe(true);
  },
);

it('does not take a confirmed reset for done when the key version did not go up by one, or no change is demanded', async () => {
  const reset = async (afterwards: World['person']) => {
    const { directory } = await domain({ ...(afterwards ? { person: afterwards } : {}) });
    const who = await account(directory);
    const before = { ...who, version: { ...who.version, keyVersion: 7 } };
    return codeOf(directory.reset(before, 'Un-Bon-Secret-71', { chosenByPerson: false }, now()));
  };
  const done = {
    pwdLastSet: ['0'],
    'msDS-KeyVersionNumber': ['8'],
    'msDS-User-Account-Control-Computed': ['8388608'],
  };
  expect(await reset(done)).toBe('no failure');
  expect(await reset({ ...done, 'msDS-KeyVersionNumber': ['7'] })).toBe('directory-outcome-unknown');
  expect(await reset({ ...done, 'msDS-KeyVersionNumber': ['9'] })).toBe('directory-outcome-unknown');
  expect(await reset({ ...done, 'msDS-User-Account-Control-Computed': ['0'] })).toBe('directory-refused');
});

it.each([
  'objectSid',
  'userAccountControl',
  'msDS-User-Account-Control-Computed',
  'accountExpires',
  'pwdLastSet',
  'msDS-KeyVersionNumber',
  'tokenGroups',
  'nTSecurityDescriptor',
])(
  'takes an account for privileged when %s cannot be read, and writes nothing without its fence',
  async (attribute) => {
    const { directory, server } = await domain({ person: { [attribute]: null } });
    const who = await account(directory);
    expect(who.state.exclusions).toEqual(['privileged']);
    if (attribute !== 'pwdLastSet' && attribute !== 'msDS-KeyVersionNumber') return;
    expect(await codeOf(directory.reset(who, 'Un-Bon-Secret-71', { chosenByPerson: false }, now()))).toBe(
      'directory-forbidden',
    );
    expect(server.modifies).toHaveLength(0);
  },
);

it.each(['objectGUID', 'sAMAccountName'])('serves nobody who does not show %s', async (attribute) => {
  const { directory } = await domain({ person: { [attribute]: null } });
  expect(await directory.findByAgentNumber('100236', now())).toEqual({ found: 'none' });
});

it.each([
  ['Administrator by identity', { objectSid: [inDomain(500)] }],
  ['Domain Admins', { tokenGroups: [inDomain(513), inDomain(512)] }],
  ['Enterprise Admins of another domain of the forest', { tokenGroups: [sid(21, 9, 9, 9, 519)] }],
  ['Backup Operators', { tokenGroups: [sid(32, 551)] }],
  ['adminCount', { adminCount: ['1'] }],
  ['a damaged access list', { nTSecurityDescriptor: [descriptor.subarray(0, 22)] }],
])('knows as privileged: %s', async (_, change) => {
  const { directory } = await domain({ person: change });
  expect((await account(directory)).state.exclusions).toEqual(['privileged']);
});

it('does not follow a referral', async () => {
  let knocks = 0;
  const elsewhere = createServer((socket) => {
    knocks += 1;
    socket.destroy();
  });
  const port = await new Promise<number>((resolve) => {
    elsewhere.listen(0, '127.0.0.1', () => resolve((elsewhere.address() as { port: number }).port));
  });
  running.push({ stop: () => new Promise((resolve) => elsewhere.close(() => resolve())) });
  const answer = { result: 10, message: '0000202B: RefErr', referral: `ldap://127.0.0.1:${port}/${base}` };
  const { directory } = await domain({ search: (dn) => (dn === people ? answer : null), modify: answer });
  expect(await codeOf(directory.findByAgentNumber('100236', now()))).toBe('directory-unavailable');
  expect(knocks).toBe(0);
});

it.each([
  ['a read-only controller', { supportedCapabilities: ['1.2.840.113556.1.4.1920'] }],
  ['something that is no controller', { defaultNamingContext: [] }],
])('does not use %s', async (_, change) => {
  const { directory } = await domain({ rootDse: change });
  expect(await codeOf(directory.findByAgentNumber('100236', now()))).toBe('directory-unavailable');
});

it('never uses a lost connection again: it would come back unauthenticated', async () => {
  const { server } = await domain();
  const connecting = { url: server.url, ca: [ca], connectMs: 3000, operationMs: 5000, pageSize: 500 };
  const connection = await openConnection(connecting, 'CN=svc', 'Service-Passw0rd', now());
  expect(await connection.search('', { scope: 'base' }, now())).toHaveLength(1);
  server.cut();
  await expect.poll(() => connection.alive).toBe(false);
  await expect(connection.search('', { scope: 'base' }, now())).rejects.toMatchObject({ kind: 'not-sent' });
  await expect(connection.modify('', [], now())).rejects.toMatchObject({ kind: 'not-sent' });
  expect(server.taken).toBe(1);
});

it('makes no connection without a password', async () => {
  const { server } = await domain();
  const connecting = { url: server.url, ca: [ca], connectMs: 3000, operationMs: 5000, pageSize: 500 };
  await expect(openConnection(connecting, 'CN=svc', '', now())).rejects.toThrow(RangeError);
  expect(server.taken).toBe(0);
});
