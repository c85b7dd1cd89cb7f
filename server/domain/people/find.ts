import { canonicalAgentNumber } from '../../../app/shared/agent-number.ts';
import type { Account, Directory } from '../../systems/directory/port.ts';

/** The person of a typed login or, where no login is such, of a typed agent number; null when not exactly one. */
export async function findPerson(
  directory: Directory,
  typed: string,
  signal: AbortSignal,
): Promise<Account | null> {
  // `DOMAIN\login` and `login@domain` are what the logon screen shows.
  const login = typed
    .trim()
    .replace(/^[^\\]*\\/, '')
    .replace(/@.*$/, '');
  if (login === '') return null;
  const byLogin = await directory.findByLogin(login, signal);
  if (byLogin.found === 'one') return byLogin.account;
  const agentNumber = canonicalAgentNumber(login);
  if (byLogin.found === 'several' || agentNumber === null) return null;
  const byNumber = await directory.findByAgentNumber(agentNumber, signal);
  return byNumber.found === 'one' ? byNumber.account : null;
}
