import type { DirectoryRules, OrganisationRules, Person, Question, Verdict } from './verdict.ts';

/** The rules that a page shows and that a password is judged by. Travels into pages: holds no secret. */
export interface RulesInForce {
  /** Null where the directory's rules cannot be read, or the directory does not answer. */
  readonly policy: DirectoryRules | null;
  /**
   * Whose rules `policy` holds: everybody's (before the person is known), or those of this very account, from the
   * domain or from a fine-grained policy. `unreadable`: one applies that the portal may not read; `unknown`: the
   * directory does not answer.
   */
  readonly source: 'general' | 'domain' | 'fine-grained' | 'unreadable' | 'unknown';
  readonly organisation: OrganisationRules;
  /** Null before the person is known. */
  readonly person: Person | null;
}

/** A judgement together with the rules that it was made by. */
export interface Judgement {
  readonly inForce: RulesInForce;
  /** Null where not the judge but the directory refused. */
  readonly verdict: Verdict | null;
}

/** The judge's question about a password under these rules; `more` gives what is known besides. */
export function questionUnder(
  { policy, organisation, person }: RulesInForce,
  password: string,
  more: Partial<Pick<Question, 'oldPassword' | 'strength' | 'breached'>> = {},
): Question {
  return {
    password,
    policy,
    organisation,
    person,
    oldPassword: null,
    strength: null,
    breached: null,
    ...more,
  };
}
