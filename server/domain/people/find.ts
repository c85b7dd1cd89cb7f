import { canonicalAgentNumber } from '../../../app/shared/agent-number.ts';
import type { Account, Directory } from '../../systems/directory/port.ts';

/** `DOMAIN\login` and `login@domain` are what the logon screen shows. */
const bare = (typed: string): string =>
  typed
    .trim()
    .replace(/^[^\\]*\\/, '')
    .replace(/@.*$/, '');

/** What is typed for nobody, in the form in which it is counted. */
export function canonicalLogin(typed: string): string {
  const login = bare(typed);
  return canonicalAgentNumber(login) ?? login.normalize('NFKC').toLowerCase();
}

/** The person of a typed login or, where no login is such, of a typed agent number; null when not exactly one. */
export async function findPerson(
  directory: Directory,
  typed: string,
  signal: AbortSignal,
): Promise<Account | null> {
  const login = bare(typed);
  if (login === '') return null;
  const byLogin = await directory.findByLogin(login, signal);
  if (byLogin.found === 'one') return byLogin.account;
  const agentNumber = canonicalAgentNumber(login);
  if (byLogin.found === 'several' || agentNumber === null) return null;
  const byNumber = await directory.findByAgentNumber(agentNumber, signal);
  return byNumber.found === 'one' ? byNumber.account : null;
}
