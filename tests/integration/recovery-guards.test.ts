import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { protectLikeSdProp } from '../../server/sandbox/samba/security-descriptor.ts';
import { addMember, unitDn } from '../../server/sandbox/samba/tree.ts';
import type { Account, Directory, Lookup } from '../../server/systems/directory/port.ts';
import type { PersonSpec } from '../contract/directory-harness.ts';
import type { TestPortal } from '../support/portal.ts';
import { temporaryPasswordOn } from '../support/recover-over-http.ts';
import { groups, startTestSamba, type TestSamba } from '../support/samba.ts';
import { bindAs } from '../support/samba-harness.ts';
import { type AddedPerson, addAgent, startPortalOn, traces, walk } from '../support/samba-portal.ts';

let samba: TestSamba;
let portal: TestPortal;
let blindfolded: TestPortal;
beforeAll(async () => {
  samba = await startTestSamba();
  portal = await startPortalOn(samba);
  blindfolded = await startPortalOn(samba, { wrap: withoutExclusions });
});
afterAll(async () => {
  await portal?.stop();
  await blindfolded?.stop();
  await samba?.stop();
});

/** The directory as a portal would see it that had lost its own check of who may use self-service. */
function withoutExclusions(directory: Directory): Directory {
  const open = (account: Account): Account => ({ ...account, state: { ...account.state, exclusions: [] } });
  const opened = (lookup: Lookup): Lookup =>
    lookup.found === 'one' ? { found: 'one', account: open(lookup.account) } : lookup;
  return {
    ...directory,
    findByAgentNumber: async (...asked) => opened(await directory.findByAgentNumber(...asked)),
    findByLogin: async (...asked) => opened(await directory.findByLogin(...asked)),
    read: async (...asked) => {
      const account = await directory.read(...asked);
      return account && open(account);
    },
  };
}

async function journalled(
  of: TestPortal,
  event: string,
  subject: string,
): Promise<Record<string, unknown>[]> {
  const rows = await of.container.store.journal.page(0, 100_000);
  const bodies = rows.filter((row) => row.event === event).map((row) => JSON.parse(row.body));
  return bodies.filter((body) => body.subject === subject).map((body) => body.details);
}

/** Nothing at all was written, and the password is the one from before. */
async function untouched(agent: AddedPerson, before: Awaited<ReturnType<typeof traces>>): Promise<void> {
  expect(await traces(samba, agent.dn)).toEqual(before);
  expect(await bindAs(samba, agent.dn, agent.password)).toBe('accepted');
}

describe('whom the portal refuses before any write', () => {
  it.each<[string, Partial<PersonSpec>, RegExp]>([
    ['a privileged account', { exclusions: ['privileged'] }, /excluded:.*privileged/],
    ['one that is privileged through a nested group', { privilegedByNesting: true }, /excluded:.*privileged/],
    ['a Protected User', { exclusions: ['protected-user'] }, /excluded:.*protected-user/],
    ['a member of an excluded group, nested', { exclusions: ['excluded-group'] }, /excluded:excluded-group/],
    ['a password that never expires', { exclusions: ['never-expires'] }, /excluded:never-expires/],
    [
      'one that may not change its password',
      { exclusions: ['cannot-change-password'] },
      /excluded:cannot-change/,
    ],
    [
      'the holder of a service principal name',
      { exclusions: ['service-principal'] },
      /excluded:service-principal/,
    ],
  ])('%s', async (_name, spec, why) => {
    const agent = await addAgent(samba, spec);
    const before = await traces(samba, agent.dn);
    const page = await walk(portal.url, agent);
    expect(page.status).toBe(422);
    expect(page.text).toContain('01 99 00 12 34');
    expect(await traces(samba, agent.dn)).toEqual(before);
    const [details, ...more] = await journalled(portal, 'identification-refused', agent.id);
    expect(more).toEqual([]);
    expect(details?.['why']).toMatch(why);
  });

  it('an account outside the people that it serves', async () => {
    const agent = await addAgent(samba, { outside: true });
    const before = await traces(samba, agent.dn);
    expect((await walk(portal.url, agent)).status).toBe(422);
    await untouched(agent, before);
  });

  it('a number that two entries hold, whatever zeros are before it', async () => {
    const one = await addAgent(samba, { agentNumber: '0052001' });
    const other = await addAgent(samba, { agentNumber: '52001' });
    const before = [await traces(samba, one.dn), await traces(samba, other.dn)];
    const rows = async () =>
      (await portal.container.store.journal.page(0, 100_000)).filter((row) =>
        row.body.includes('several-accounts'),
      ).length;
    const known = await rows();
    expect((await walk(portal.url, one)).status).toBe(422);
    expect((await walk(portal.url, other)).status).toBe(422);
    expect(await rows()).toBe(known + 2);
    expect([await traces(samba, one.dn), await traces(samba, other.dn)]).toEqual(before);
  });
});

describe('with the portal’s own check taken away', () => {
  it.each<[string, Partial<PersonSpec>]>([
    ['directly privileged', { exclusions: ['privileged'] }],
    ['privileged through a nested group', { privilegedByNesting: true }],
  ])('the directory itself refuses an account that is %s', async (_name, spec) => {
    const agent = await addAgent(samba, spec);
    await protectLikeSdProp(samba.admin, agent.dn);
    const before = await traces(samba, agent.dn);
    const page = await walk(blindfolded.url, agent);
    expect(page.status).toBe(422);
    expect(temporaryPasswordOn(page)).toBeNull();
    await untouched(agent, before);
    expect(await journalled(blindfolded, 'reset-failed', agent.id)).toMatchObject([
      { code: 'directory-forbidden' },
    ]);
    expect(await journalled(blindfolded, 'reset-done', agent.id)).toEqual([]);
  });

  it('an ordinary agent is still served, so that the two above prove something', async () => {
    const agent = await addAgent(samba);
    expect(temporaryPasswordOn(await walk(blindfolded.url, agent))).not.toBeNull();
  });
});

describe('what happens between identification and confirmation', () => {
  it.each<[string, (agent: AddedPerson) => Promise<void>]>([
    [
      'becomes privileged',
      ({ dn }) => addMember(samba.admin, `CN=Domain Admins,CN=Users,${samba.admin.base}`, dn),
    ],
    [
      'joins an excluded group',
      ({ dn }) => addMember(samba.admin, `CN=${groups.excludedTeam},${unitDn(samba.admin, 'Groupes')}`, dn),
    ],
    ['is disabled', ({ dn }) => samba.admin.modify(dn, 'replace', 'userAccountControl', String(0x202))],
    [
      'gets a password that never expires',
      ({ dn }) => samba.admin.modify(dn, 'replace', 'userAccountControl', String(0x10200)),
    ],
  ])('an account that %s is not written to', async (_name, meanwhile) => {
    const agent = await addAgent(samba);
    let before: Awaited<ReturnType<typeof traces>> | undefined;
    const page = await walk(portal.url, agent, {
      meanwhile: async () => {
        await meanwhile(agent);
        before = await traces(samba, agent.dn);
      },
    });
    expect(page.status).toBe(409);
    expect(temporaryPasswordOn(page)).toBeNull();
    expect(await traces(samba, agent.dn)).toEqual(before);
    expect(await journalled(portal, 'reset-intended', agent.id)).toEqual([]);
  });

  it('an account that moves away is not written to', async () => {
    const agent = await addAgent(samba);
    const dn = agent.dn.replace(unitDn(samba.admin, 'Personnel'), unitDn(samba.admin, 'Prestataires'));
    let before: Awaited<ReturnType<typeof traces>> | undefined;
    const page = await walk(portal.url, agent, {
      meanwhile: async () => {
        await samba.admin.client.modifyDN(agent.dn, dn);
        before = await traces(samba, dn);
      },
    });
    expect(page.status).toBe(409);
    expect(temporaryPasswordOn(page)).toBeNull();
    await untouched({ ...agent, dn }, before!);
    expect(await journalled(portal, 'reset-intended', agent.id)).toEqual([]);
  });

  it('an account that is deleted ends the request, and another one with its number is not taken for it', async () => {
    const agent = await addAgent(samba);
    let heir: AddedPerson | undefined;
    let before: Awaited<ReturnType<typeof traces>> | undefined;
    const page = await walk(portal.url, agent, {
      meanwhile: async () => {
        await samba.admin.client.del(agent.dn);
        heir = await addAgent(samba, { ...agent });
        before = await traces(samba, heir.dn);
      },
    });
    expect(page.status).toBe(409);
    expect(temporaryPasswordOn(page)).toBeNull();
    await untouched(heir!, before!);
  });

  it('a password that somebody else sets after the portal has read the account is kept', async () => {
    const agent = await addAgent(samba);
    const racing = await startPortalOn(samba, {
      wrap: (directory) => ({
        ...directory,
        async reset(...asked) {
          await samba.admin.modify(
            agent.dn,
            'replace',
            'unicodePwd',
            Buffer.from('"Par-un-technicien-5"', 'utf16le'),
          );
          return directory.reset(...asked);
        },
      }),
    });
    const page = await walk(racing.url, agent);
    expect(page.status).toBe(409);
    expect(await bindAs(samba, agent.dn, 'Par-un-technicien-5')).toBe('accepted');
    await racing.stop();
  });
});
