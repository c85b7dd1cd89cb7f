import type { BaseWord } from '../../../app/shared/password/base-word.ts';
import type { BreachedAnswer } from '../../../app/shared/password/verdict.ts';

/**
 * What the portal needs of lists of leaked passwords. No call ever fails: a list that is absent, slow or broken is
 * `unknown`, which neither blocks nor accuses anyone. No password leaves the machine.
 */
export interface BreachedPasswords {
  /**
   * Looks the password up, and each of its base words (`baseWords` of app/shared/password), of which the first that
   * is listed is answered. Ends when `signal` aborts.
   */
  lookUp(password: string, baseWords: readonly BaseWord[], signal: AbortSignal): Promise<BreachedAnswer>;
  /** For the doctor and the readiness page. */
  health(): Promise<readonly BreachedListHealth[]>;
  close(): void;
}

/** One list, and whether it can be asked now. `entries`: null where the list does not say. */
interface BreachedListHealth {
  readonly list: 'file' | 'mirror';
  readonly usable: boolean;
  readonly entries: number | null;
}

/** One list. `unknown` where it cannot be asked. */
export interface BreachedList {
  isListed(password: string, signal: AbortSignal): Promise<BreachedAnswer['exact']>;
  health(): Promise<BreachedListHealth>;
  close(): void;
}
