import type { Account } from '../../systems/directory/port.ts';
import type { Store } from '../../systems/store/port.ts';

/** Why an account may not go on by itself; for the journal alone, the person always reads the same. */
export type Ineligible = 'disabled' | 'account-expired' | 'frozen' | `excluded:${string}`;

/** What the directory says against an account; null = nothing. */
export function standsAgainst(account: Account): Exclude<Ineligible, 'frozen'> | null {
  if (account.state.exclusions.length > 0) return `excluded:${account.state.exclusions.join(',')}`;
  if (account.state.disabled) return 'disabled';
  return account.state.accountExpired ? 'account-expired' : null;
}

/** The same, and whether its owner has said "it was not me" (docs/security.md, "Who may get in"). */
export async function ineligible(
  { freezes }: Pick<Store, 'freezes'>,
  account: Account,
): Promise<Ineligible | null> {
  return standsAgainst(account) ?? ((await freezes.isFrozen(account.id)) ? 'frozen' : null);
}
