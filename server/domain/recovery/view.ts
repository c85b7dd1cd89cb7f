import type {
  Millis,
  RecoveryAction,
  RecoveryReason,
  RecoveryRow,
  RecoveryState,
} from '../../systems/store/port.ts';
import type { Lifetime } from './lifetime.ts';

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
  /** When the temporary password stops working unless it is changed; null while there is none. */
  readonly validUntil: { readonly at: Millis; readonly timeZone: string } | null;
  /** A lost page may still be followed by one more reset of this request. */
  readonly mayRepeat: boolean;
}

/** No request lasts longer: its lifetime began at most so long before it was done. */
const requestMillis = 10_000;

/** Never later than the expiry itself, whose time begins with the intent. */
export function validUntil(
  { state, action, doneAt, establishment }: RecoveryRow,
  lifetime: Lifetime,
): RecoveryView['validUntil'] {
  if (state !== 'done' || action !== 'reset' || doneAt === null) return null;
  return { at: lifetime.endOf(doneAt - requestMillis, establishment), timeZone: lifetime.timeZone };
}
