import type { Change, Control } from 'ldapts';
import { Failure } from '../../../../app/shared/failure.ts';
import type { Account, PasswordPolicy, PasswordRefusal, ResetResult } from '../port.ts';
import { unreadableVersion } from './account.ts';
import { ownChanges, resetChanges, unlockChanges } from './changes.ts';
import { policyHints } from './controls.ts';
import { writeFailure } from './failures.ts';
import { dnOf } from './lookup.ts';
import type { Policies } from './policy.ts';
import { brokenRule, named } from './refused-password.ts';
import type { Session } from './server.ts';
import type { Servers } from './servers.ts';
import { type VersionNow, versionNow } from './version.ts';

/** Every write goes to the server that was read, is sent once, and is never tried elsewhere. */
export function createWrites(servers: Servers, policies: Policies) {
  async function onItsServer<T>(
    account: Account,
    signal: AbortSignal,
    work: (session: Session) => Promise<T>,
  ): Promise<T> {
    const { server, keyVersion } = account.version;
    if (keyVersion === unreadableVersion(server).keyVersion) throw new Failure('directory-forbidden');
    try {
      return await servers.at(server).write(work, signal);
    } catch (error) {
      throw writeFailure(error);
    }
  }

  const modify = (
    { connection }: Session,
    account: Account,
    changes: Change[],
    signal: AbortSignal,
    hints?: Control[],
  ) => connection.modify(dnOf(account.id), changes, signal, hints);

  /** What the server holds after a write that it confirmed. Not knowing is not a success. */
  async function readBack(session: Session, account: Account, signal: AbortSignal): Promise<VersionNow> {
    const now = await versionNow(session, account.id, signal).catch(() => null);
    if (now?.version.keyVersion !== account.version.keyVersion + 1)
      throw new Failure('directory-outcome-unknown');
    return now;
  }

  /** Asks for the policy only after a refusal that names no rule; the refusal stands when that fails too. */
  async function explained(
    session: Session,
    account: Account,
    signal: AbortSignal,
    rule: (policy: PasswordPolicy) => PasswordRefusal,
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      const failure = writeFailure(error);
      if (failure.code !== 'password-policy') throw failure;
      const reading = await policies.fresh(session, account, signal).catch(() => null);
      throw named(failure, reading?.readable ? reading.policy : null, rule);
    }
  }

  return {
    reset: (
      account: Account,
      password: string,
      chosenByPerson: boolean,
      signal: AbortSignal,
    ): Promise<ResetResult> =>
      onItsServer(account, signal, async (session) => {
        const hints = chosenByPerson ? policyHints(session.rootDse.supportedControls) : [];
        const rule = (policy: PasswordPolicy) => brokenRule(policy, account, password, chosenByPerson);
        const changes = resetChanges(account.version, password);
        await explained(session, account, signal, rule, () =>
          modify(session, account, changes, signal, hints),
        );
        const { version, demandsChange } = await readBack(session, account, signal);
        // Written, but it would work for ever: the account does not take the demand.
        if (!demandsChange) throw new Failure('directory-refused');
        return { version };
      }),

    change: (account: Account, old: string, password: string, signal: AbortSignal): Promise<ResetResult> =>
      onItsServer(account, signal, async (session) => {
        const rule = (policy: PasswordPolicy) =>
          old === password ? ('password-history' as const) : brokenRule(policy, account, password, true);
        const changes = ownChanges(old, password);
        await explained(session, account, signal, rule, () => modify(session, account, changes, signal));
        return { version: (await readBack(session, account, signal)).version };
      }),

    unlock: (account: Account, signal: AbortSignal): Promise<void> =>
      onItsServer(account, signal, (session) => modify(session, account, unlockChanges(), signal)),
  };
}
