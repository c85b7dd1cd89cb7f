import type { BaseWord } from './base-word.ts';
import type { GuessTime } from './guess-time.ts';
import type { InputProblem } from './input.ts';
import type { Reason } from './reasons.ts';
import type { Estimate, Score } from './strength.ts';
import type { Untypeable } from './typeable.ts';

/** The parts of a directory's policy that a typed password can be held against; `PasswordPolicy` fits. */
export interface DirectoryRules {
  readonly minLength: number;
  readonly complexity: boolean;
  readonly historyLength: number;
  readonly minAgeSeconds: number;
}

/** The organisation's own rules, from the configuration. */
export interface OrganisationRules {
  /** 0 = no rule besides the directory's. */
  readonly minLength: number;
  /** The score from which a password is strong enough; 3 is the usual choice, 0 = no rule. */
  readonly minScore: Score;
  readonly forbiddenWords: readonly string[];
  readonly establishmentNames: readonly string[];
  /** Whether the server looks passwords up in the breached lists. */
  readonly breachedList: boolean;
}

/** What is known of the person who chooses; empty strings where nothing is. */
export interface Person {
  readonly login: string;
  readonly displayName: string;
  readonly givenName: string;
  readonly surnames: readonly string[];
  readonly agentNumber: string;
}

/** The breached lists' answer. `unknown`: they could not be asked; that neither blocks nor accuses. */
export interface BreachedAnswer {
  readonly exact: 'listed' | 'not-listed' | 'unknown';
  /** The first base word that is listed; null when none is, or when that is not known. */
  readonly baseWord: BaseWord | null;
}

export interface Question {
  readonly password: string;
  /** The current one, where the same form asks for it. */
  readonly oldPassword: string | null;
  /** Null before the person is known. */
  readonly person: Person | null;
  /** Null where the directory's rules for this person are not known or may not be read. */
  readonly policy: DirectoryRules | null;
  readonly organisation: OrganisationRules;
  /** Of this very password, with `termsOf(person, organisation)`; null while it is not there (no worker, no JavaScript). */
  readonly strength: Estimate | null;
  /** Null where the lists were not asked, as in the browser. */
  readonly breached: BreachedAnswer | null;
}

export type RuleId =
  | 'input'
  | 'length'
  | 'classes'
  | 'name'
  | 'directory'
  | 'history'
  | 'age'
  | 'not-old'
  | 'forbidden-word'
  | 'establishment'
  | 'typeable'
  | 'strength'
  | 'breached';

/** `checked-when-saved`: only the server or the directory can tell, and it will. */
export type RuleState = 'met' | 'unmet' | 'checked-when-saved';

export interface Rule {
  readonly id: RuleId;
  readonly state: RuleState;
  /** What the sentence of the rule needs, e.g. `{ minimum: 12, length: 9 }`. */
  readonly values: Readonly<Record<string, number | string | readonly string[]>>;
}

export interface Verdict {
  /** No rule is unmet; the directory has the last word all the same. */
  readonly acceptable: boolean;
  /** Those that apply, in the order in which people should read them. */
  readonly rules: readonly Rule[];
  /** Null where the strength is not known, or the input was refused. */
  readonly score: Score | null;
  readonly guessTime: GuessTime | null;
  /** What is weak and where, in the order of the text; parts of a strong password (score 4) are not held against it. */
  readonly reasons: readonly Reason[];
  /** Characters that a French AZERTY keyboard does not type, those of no keyboard (`never`) included. */
  readonly untypeable: readonly Untypeable[];
  readonly refused: InputProblem | null;
}
