import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureCode } from '../../app/shared/failure.ts';
import { protectLikeSdProp } from '../../server/sandbox/samba/security-descriptor.ts';
import { createActiveDirectory } from '../../server/systems/directory/active-directory/active-directory.ts';
import type { ActiveDirectorySettings } from '../../server/systems/directory/active-directory/settings.ts';
import type { Account, Directory } from '../../server/systems/directory/port.ts';
import type { PersonSpec } from '../contract/directory-harness.ts';
import { blindAccount, groups, startTestSamba, type TestSamba } from '../support/samba.ts';
import { addInState, bindAs, idOf } from '../support/samba-harness.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

const first = 'Premier-Secret-71';
const second = 'Deuxieme-Secret-72';
const third = 'Troisieme-Secret-73';
const now = () => AbortSignal.timeout(20_000);
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no failure',
    (error: unknown) => failureCode(error) ?? `no code: ${String(error)}`,
  );

let samba: TestSamba;
let next = 700_000;
const opened: { close(): Promise<void> }[] = [];
const proxies: TcpProxy[] = [];

beforeAll(async () => {
  samba = await startTestSamba();
});
afterAll(async () => {
  for (const directory of opened) await directory.close();
  for (const proxy of proxies) await proxy.stop();
  await samba?.stop();
});

function directoryWith(settings: Partial<ActiveDirectorySettings> = {}): Directory {
  const directory = createActiveDirectory({ ...samba.settings, ...settings });
  opened.push(directory);
  return directory;
}

/** A proxy before the controller, reached by an address that is in its certificate. */
async function proxied(host = '127.0.0.1'): Promise<TcpProxy & { readonly url: string }> {
  const proxy = await startTcpProxy({ host: samba.running.controller.address, port: 636 }, host);
  proxies.push(proxy);
  return Object.assign(proxy, { url: `ldaps://${host}:${proxy.port}` });
}

async function made(spec: Partial<PersonSpec> = {}): Promise<{ dn: string; id: string; spec: PersonSpec }> {
  next += 1;
  const whole = {
    login: `i${next}`,
    agentNumber: `${next}`,
    givenName: 'Nadia',
    surname: 'Benali',
    password: first,
    ...spec,
  };
  const dn = await addInState(samba, whole);
  return { dn, id: await idOf(samba.admin, dn), spec: whole };
}

async function madeAccount(directory: Directory, spec: Partial<PersonSpec> = {}) {
  const person = await made(spec);
  const account = (await directory.read(person.id, now()))!;
  return { ...person, account };
}

const reset = (directory: Directory, account: Account, password: string) =>
  directory.reset(account, password, { chosenByPerson: false }, now());

describe('on the wire', () => {
  it('a temporary password answers 773 to a bind past the portal, and the old one no longer binds', async () => {
    const directory = directoryWith();
    const { dn, account } = await madeAccount(directory);
    expect(await bindAs(samba, dn, first)).toBe('accepted');
    await reset(directory, account, second);
    expect(await bindAs(samba, dn, second)).toBe('773');
    expect(await bindAs(samba, dn, first)).toBe('52e');
    await directory.change((await directory.read(account.id, now()))!, second, third, now());
    expect(await bindAs(samba, dn, third)).toBe('accepted');
  });

  it('a look-up that finds nobody leaves no trace on any account', async () => {
    const directory = directoryWith();
    const { dn, spec } = await made();
    const trace = async () => (await samba.admin.bytes(dn, 'uSNChanged'))?.toString();
    const before = await trace();
    await directory.findByAgentNumber(`${spec.agentNumber}0`, now());
    await directory.findByAgentNumber(spec.agentNumber, now());
    expect(await trace()).toBe(before);
  });

  it.each([
    "O'Brien (x*)",
    'Le Goff, dit "Petit"',
    'a\\2a#;<>=+',
    'Ængström-Ñúñez Łódź',
    'Nguyễn Thị Ánh',
    'Ωμέγα Ivanоvа',
    '李小龍',
    'N\u0301oe\u0308l', // decomposed
    'de La Tour d’Auvergne‑Lauraguais', // typographic apostrophe, non-breaking hyphen
    'X'.repeat(40),
  ])('reads a name as it was written: %s', async (surname) => {
    const directory = directoryWith();
    const { account } = await madeAccount(directory, { surname, givenName: 'Zoë' });
    expect(account.surname).toBe(surname);
    await reset(directory, account, second);
    expect(await directory.authenticate(account, second, now())).toBe('must-change');
  });

  it('finds by another attribute where the configuration names one', async () => {
    const byId = directoryWith({ attributes: { agentNumber: 'employeeID' } });
    const { id, dn, spec } = await made();
    await samba.admin.modify(dn, 'add', 'employeeID', `B${spec.agentNumber}`);
    expect(await byId.findByAgentNumber(`b${spec.agentNumber}`, now())).toMatchObject({
      account: { id, agentNumber: `B${spec.agentNumber}` },
    });
    expect(await byId.findByAgentNumber(spec.agentNumber, now())).toEqual({ found: 'none' });
  });

  it('finds a number that the directory pads with zeros, and takes two paddings of one number for two people', async () => {
    const directory = directoryWith();
    const { id, spec } = await made({ agentNumber: `00${next + 1}` });
    const bare = spec.agentNumber.slice(2);
    expect(await directory.findByAgentNumber(bare, now())).toMatchObject({ found: 'one', account: { id } });
    await made({ agentNumber: bare });
    expect(await directory.findByAgentNumber(spec.agentNumber, now())).toEqual({
      found: 'several',
      count: 2,
    });
  });

  it('serves a base that is spelled in another case, and counts nobody twice where bases overlap', async () => {
    const [base] = samba.settings.people.bases;
    const directory = directoryWith({ people: { bases: [base!.toUpperCase(), samba.settings.base] } });
    const { spec } = await made();
    expect(await directory.findByAgentNumber(spec.agentNumber, now())).toMatchObject({ found: 'one' });
  });

  it('serves nobody while a configured group or base does not exist', async () => {
    const { spec } = await made();
    const ghost = `OU=Fantome,${samba.settings.base}`;
    for (const settings of [
      { excludedGroups: ['GG-Inconnu'] },
      { privilegedGroups: [ghost] },
      { people: { bases: [ghost] } },
    ]) {
      expect(await codeOf(directoryWith(settings).findByAgentNumber(spec.agentNumber, now()))).toBe(
        'directory-unavailable',
      );
    }
  });

  it('takes a configured privileged group by its distinguished name too', async () => {
    const dn = `CN=${groups.strict},OU=Groupes,OU=Etablissements,${samba.settings.base}`;
    const { account } = await madeAccount(directoryWith({ privilegedGroups: [dn] }), {
      policy: 'strict',
      password: 'Un-Secret-Assez-Long-1',
    });
    expect(account.state.exclusions).toEqual(['privileged']);
  });
});

describe('what the delegation does not allow', () => {
  it('a protected account: the directory refuses although the portal asks, and nothing changes', async () => {
    const directory = directoryWith();
    const { dn, account } = await madeAccount(directory);
    await protectLikeSdProp(samba.admin, dn);
    expect((await directory.read(account.id, now()))?.state.exclusions).toContain('privileged');
    expect(await codeOf(reset(directory, account, second))).toBe('directory-forbidden');
    expect(await codeOf(directory.unlock(account, now()))).toBe('directory-forbidden');
    expect(await bindAs(samba, dn, first)).toBe('accepted');
  });

  it('an account of another unit', async () => {
    const wide = directoryWith({ people: { bases: [samba.settings.base] } });
    const { dn, account } = await madeAccount(wide, { outside: true });
    expect(await codeOf(reset(wide, account, second))).toBe('directory-forbidden');
    expect(await bindAs(samba, dn, first)).toBe('accepted');
  });

  it('an account that moved to another unit after it was read', async () => {
    const directory = directoryWith();
    const { dn, account } = await madeAccount(directory);
    await samba.admin.client.modifyDN(
      dn,
      `${dn.split(',')[0]},OU=Prestataires,OU=Etablissements,${samba.settings.base}`,
    );
    expect(await directory.read(account.id, now())).toBeNull();
    expect(await codeOf(reset(directory, account, second))).toBe('directory-forbidden');
  });

  it('the portal account itself and the Administrator', async () => {
    const wide = directoryWith({ people: { bases: [samba.settings.base] } });
    for (const login of ['svc-reprise', 'Administrator']) {
      const found = await wide.findByLogin(login, now());
      expect(found.found).toBe('one');
      if (found.found === 'one')
        expect(await codeOf(reset(wide, found.account, second))).toBe('directory-forbidden');
    }
  });

  it('the settings of a fine-grained policy that may not be read are never guessed', async () => {
    const bindDN = `CN=${blindAccount.login},OU=Comptes-Services,OU=Etablissements,${samba.settings.base}`;
    const blind = directoryWith({ bindDN, bindPassword: blindAccount.password });
    const { account } = await madeAccount(blind, { policy: 'strict', password: 'Un-Secret-Assez-Long-1' });
    expect(await blind.policyOf(account, now())).toEqual({ readable: false, name: 'Regle-Stricte' });
    const ordinary = await madeAccount(blind);
    expect(await blind.policyOf(ordinary.account, now())).toMatchObject({
      readable: true,
      policy: { source: 'domain' },
    });
  });
});

describe('when servers fail', () => {
  const quick = { connectMs: 1500, operationMs: 1500, trustIdleMs: 60_000, avoidMs: 400 };

  /** No sign of life is asked for before a write, so that the write itself meets the fault. */
  const trusting = { trustIdleMs: 60_000 };

  function resetAndLeave(directory: Directory, account: Account, password: string) {
    const leaving = new AbortController();
    setTimeout(() => leaving.abort(), 300);
    return directory.reset(account, password, { chosenByPerson: false }, leaving.signal);
  }

  it('asks the next server when one refuses, is frozen or breaks off, and comes back to it', async () => {
    const one = await proxied();
    const two = await proxied();
    const directory = directoryWith({ urls: [one.url, two.url], limits: quick });
    const { id } = await made();
    const servedBy = async () => (await directory.read(id, now()))!.version.server;
    expect(await servedBy()).toBe(one.url);
    for (const mode of ['refuse', 'freeze'] as const) {
      await one.set(mode);
      expect(await servedBy()).toBe(two.url);
      await one.set('pass');
      await new Promise((resolve) => setTimeout(resolve, quick.avoidMs + 50));
      one.cut();
      expect(await servedBy()).toBe(one.url);
    }
    await two.set('refuse');
    expect(await directory.health(now())).toEqual([
      { server: one.url, reachable: true, latencyMs: expect.any(Number) },
      { server: two.url, reachable: false, latencyMs: null },
    ]);
  });

  it('binds again after every loss: no call is ever made unauthenticated', async () => {
    const proxy = await proxied();
    const directory = directoryWith({ urls: [proxy.url] });
    const { spec, id } = await made();
    for (let round = 0; round < 5; round += 1) {
      proxy.cut();
      // Unauthenticated, a search fails and a read shows nothing.
      expect(await directory.findByAgentNumber(spec.agentNumber, now())).toMatchObject({ found: 'one' });
      expect((await directory.read(id, now()))?.state.exclusions).toEqual([]);
    }
    expect(proxy.taken).toBeGreaterThanOrEqual(5);
  });

  it('writes after an unseen loss, because a connection that was idle shows that it lives first', async () => {
    const proxy = await proxied();
    const directory = directoryWith({ urls: [proxy.url], limits: { trustIdleMs: 0 } });
    const { account, dn } = await madeAccount(directory);
    proxy.cut();
    await reset(directory, account, second);
    expect(await bindAs(samba, dn, second)).toBe('773');
  });

  it('gives up on a frozen server within its limits, read or write, kept connection or new', async () => {
    const proxy = await proxied();
    const directory = directoryWith({ urls: [proxy.url], limits: quick });
    const { account } = await madeAccount(directory);
    await proxy.set('freeze');
    const timed = async (work: Promise<unknown>) => {
      const started = performance.now();
      const code = await codeOf(work);
      return { code, soon: performance.now() - started < 3500 };
    };
    expect(await timed(reset(directory, account, second))).toEqual({
      code: 'directory-outcome-unknown',
      soon: true,
    });
    expect(await timed(directory.read(account.id, now()))).toEqual({
      code: 'directory-unavailable',
      soon: true,
    });
    expect(await timed(directory.read(account.id, now()))).toEqual({
      code: 'directory-unavailable',
      soon: true,
    });
    expect(await timed(directory.authenticate(account, first, now()))).toEqual({
      code: 'directory-unavailable',
      soon: true,
    });
    expect(await timed(reset(directory, account, second))).toEqual({
      code: 'directory-unavailable',
      soon: true,
    });
    await proxy.set('pass');
    proxy.cut();
    expect((await directory.read(account.id, now()))?.version).toEqual(account.version);
  });

  it('a caller who goes while a write is under way learns that its outcome is unknown, at once', async () => {
    const proxy = await proxied();
    const directory = directoryWith({ urls: [proxy.url], limits: trusting });
    const { account } = await madeAccount(directory);
    await proxy.set('freeze');
    const started = performance.now();
    expect(await codeOf(resetAndLeave(directory, account, second))).toBe('directory-outcome-unknown');
    expect(performance.now() - started).toBeLessThan(2500);
    await proxy.set('pass');
    proxy.cut();
  });

  it('a reset whose answer was lost is unknown, and the same server says that it was written', async () => {
    const proxy = await proxied();
    const directory = directoryWith({ urls: [proxy.url], limits: trusting });
    const { account, dn } = await madeAccount(directory);
    await proxy.set('lose-answers');
    expect(await codeOf(reset(directory, account, second))).toBe('directory-outcome-unknown');
    await proxy.set('pass');
    expect(await directory.outcomeOf(account.id, account.version, now())).toBe('written');
    expect(await bindAs(samba, dn, second)).toBe('773');
  });

  it('a reset that arrives after the next one writes nothing', async () => {
    const proxy = await proxied();
    const directory = directoryWith({ urls: [proxy.url], limits: trusting });
    const { account, dn } = await madeAccount(directory);
    await proxy.set('hold');
    expect(await codeOf(resetAndLeave(directory, account, second))).toBe('directory-outcome-unknown');
    await proxy.set('pass');
    expect(await directory.outcomeOf(account.id, account.version, now())).toBe('not-written');
    await reset(directory, account, third);
    proxy.release();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await bindAs(samba, dn, third)).toBe('773');
    expect(await bindAs(samba, dn, second)).toBe('52e');
    expect((await directory.read(account.id, now()))?.version.keyVersion).toBe(
      account.version.keyVersion + 1,
    );
  });

  it('a reset held up and then let through is written: the outcome was rightly left open', async () => {
    const proxy = await proxied();
    const directory = directoryWith({ urls: [proxy.url], limits: trusting });
    const { account, dn } = await madeAccount(directory);
    await proxy.set('hold');
    expect(await codeOf(resetAndLeave(directory, account, second))).toBe('directory-outcome-unknown');
    proxy.release();
    await expect.poll(() => bindAs(samba, dn, second)).toBe('773');
  });

  it('a write is not repeated on another server', async () => {
    const one = await proxied();
    const two = await proxied();
    const directory = directoryWith({ urls: [one.url, two.url], limits: { ...quick, trustIdleMs: 0 } });
    const { account } = await madeAccount(directory);
    expect(account.version.server).toBe(one.url);
    await one.set('refuse');
    const before = two.taken;
    expect(await codeOf(reset(directory, account, second))).toBe('directory-unavailable');
    expect(two.taken).toBe(before);
  });

  it('does not end a temporary password while one of the servers is silent', async () => {
    const one = await proxied();
    const two = await proxied();
    const directory = directoryWith({ urls: [one.url, two.url], limits: quick });
    const { account } = await madeAccount(directory, { mustChange: true });
    await two.set('refuse');
    expect(await codeOf(directory.expireTemporary(account, now()))).toBe('directory-unavailable');
    expect(await directory.authenticate(account, first, now())).toBe('must-change');
    await two.set('pass');
    await directory.expireTemporary(account, now());
    expect(await directory.authenticate(account, first, now())).toBe('wrong-password');
  });

  it('keeps at most four connections, eight calls and fifty waiting', async () => {
    const proxy = await proxied();
    const directory = directoryWith({ urls: [proxy.url] });
    const { id } = await made();
    const codes = await Promise.all(Array.from({ length: 70 }, () => codeOf(directory.read(id, now()))));
    expect(codes.filter((code) => code === 'no failure')).toHaveLength(58);
    expect(codes.filter((code) => code === 'directory-busy')).toHaveLength(12);
    expect(proxy.taken).toBe(4);
  });

  it('stops asking for a while when its own account is refused, so that it does not lock it', async () => {
    const proxy = await proxied();
    const directory = directoryWith({ urls: [proxy.url], bindPassword: 'not the password' });
    for (let round = 0; round < 5; round += 1) {
      expect(await codeOf(directory.findByLogin('x', now()))).toBe('directory-unavailable');
    }
    expect(proxy.taken).toBe(1);
  });

  it('answers nothing more once it is closed', async () => {
    const directory = directoryWith();
    const { account } = await madeAccount(directory);
    await directory.close();
    expect(await codeOf(directory.read(account.id, now()))).toBe('directory-unavailable');
    expect(await codeOf(reset(directory, account, second))).toBe('directory-unavailable');
  });
});

describe('whom it trusts', () => {
  it('no authority but the configured one', async () => {
    const other = await readFile(new URL('../fixtures/other-ca.pem', import.meta.url), 'utf8');
    expect(await codeOf(directoryWith({ ca: [other] }).findByLogin('x', now()))).toBe(
      'directory-unavailable',
    );
  });

  it('no server by a name that is not in its certificate', async () => {
    const proxy = await proxied('127.0.0.9');
    expect(await codeOf(directoryWith({ urls: [proxy.url] }).findByLogin('x', now()))).toBe(
      'directory-unavailable',
    );
    expect(proxy.taken).toBeGreaterThan(0);
  });

  it('no cleartext, no empty trust, no empty password, nobody to serve', () => {
    const { settings } = samba;
    const attempt = (change: Partial<ActiveDirectorySettings>) => () =>
      createActiveDirectory({ ...settings, ...change });
    expect(attempt({ urls: ['ldap://dc1.example.test'] })).toThrow(/ldaps/);
    expect(attempt({ urls: ['dc1.example.test'] })).toThrow(/ldaps/);
    expect(attempt({ urls: [] })).toThrow(/URL/);
    expect(attempt({ ca: [] })).toThrow(/certificate/);
    expect(attempt({ ca: ['not a certificate'] })).toThrow(/certificate/);
    expect(attempt({ bindPassword: '' })).toThrow(/password/);
    expect(attempt({ bindDN: '' })).toThrow(/name/);
    expect(attempt({ people: { bases: [] } })).toThrow(/people base/);
  });
});

describe('what a failure carries', () => {
  it('no password, no name and no text of the server, through all causes', async () => {
    const directory = directoryWith();
    const { account, dn } = await madeAccount(directory, { surname: 'Canari' });
    const failures = await Promise.all([
      directory
        .change(account, 'Ancien-Canari-1', 'Nouveau-Canari-2', now())
        .catch((error: unknown) => error),
      directory.change(account, first, 'court', now()).catch((error: unknown) => error),
      reset(directory, { ...account, version: { ...account.version, pwdLastSet: '1' } }, second).catch(
        (error: unknown) => error,
      ),
    ]);
    expect(failures.map(failureCode)).toEqual([
      'password-wrong-old',
      'password-too-short',
      'directory-moved',
    ]);
    for (const failure of failures) {
      let error: unknown = failure;
      const shown: string[] = [];
      for (; error instanceof Error; error = error.cause)
        shown.push(String(error.stack), JSON.stringify(error));
      expect(shown.length).toBeGreaterThan(2);
      for (const secret of ['Canari', 'court', first, second, dn, account.login])
        expect(shown.join('\n')).not.toContain(secret);
    }
  });
});
