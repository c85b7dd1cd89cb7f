import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KillStep } from '../support/child-process.ts';
import { type CrashingPortal, crashingPortal, persistentAgent } from '../support/crashing-portal.ts';
import { startTestSamba, type TestSamba } from '../support/samba.ts';
import { bindAs } from '../support/samba-harness.ts';
import { addAgent, traces } from '../support/samba-portal.ts';

let samba: TestSamba;
let portal: CrashingPortal;
beforeAll(async () => {
  samba = await startTestSamba();
  portal = await crashingPortal({ kind: 'active-directory', settings: samba.settings });
});
afterAll(async () => {
  await portal?.end();
  await samba?.stop();
});

const keyVersion = async (dn: string) => Number((await traces(samba, dn))['msDS-KeyVersionNumber']);

describe('a process killed in the middle of a reset, on a real directory', () => {
  it.each<[KillStep, number, number]>([
    ['after-intent', 0, 70_000],
    ['modify-sent', 15, 70_000],
    // By the real clock: what has to be settled is, within a minute of the restart (I1).
    ['after-answer', 0, 0],
  ])(
    '%s: one password works, whoever was at the page goes on',
    async (step, afterMillis, laterMillis) => {
      const person = await addAgent(samba);
      const before = await keyVersion(person.dn);
      const child = await portal.start();
      await child.arm(step, { afterMillis });
      const agent = persistentAgent(child.url, person);
      await agent.walk();
      expect(await child.ended).toBe('SIGKILL');
      expect(await keyVersion(person.dn)).toBeLessThanOrEqual(before + 1);

      const again = await portal.start(laterMillis);
      await portal.settled(60_000);
      expect(await portal.unresolved('unknown')).toEqual([]);
      if (agent.shown.length === 0) await agent.goOn();
      expect(agent.shown).toHaveLength(1);
      expect(await bindAs(samba, person.dn, agent.shown[0] ?? '')).toBe('773');
      expect(await bindAs(samba, person.dn, person.password)).toBe('52e');
      expect(await keyVersion(person.dn)).toBeLessThanOrEqual(before + 2);

      await portal.jobsEnd();
      const reference = await agent.reference();
      expect((await portal.store.tickets.find(reference ?? ''))?.requesterLogin).toBe(person.login);
      await again.kill('SIGKILL');
      expect(await portal.verifyJournal()).toMatchObject({ intact: true });
    },
    120_000,
  );
});
