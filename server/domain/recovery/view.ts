import type { RecoveryAction, RecoveryReason, RecoveryState } from '../../systems/store/port.ts';

/** What the pages of one recovery may know. */
export interface RecoveryView {
  readonly reference: string;
  readonly reason: RecoveryReason;
  readonly state: RecoveryState;
  readonly action: RecoveryAction | null;
  readonly givenName: string;
  /** What to type at logon. */
  readonly login: string;
  /** The account is locked right now, so that an unlock without a reset can be offered. */
  readonly locked: boolean;
  /** The temporary password of the latest reset has been put on a page. */
  readonly displayed: boolean;
  /** A lost page may still be followed by one more reset of this request. */
  readonly mayRepeat: boolean;
}
