import type { RecoveryAction, RecoveryReason } from '../../../server/contract.ts';

/** In the order in which the pages offer them. */
export const reasons = [
  'forgotten',
  'locked',
  'expired',
  'first',
  'compromised',
] as const satisfies RecoveryReason[];
export const actions = ['unlock', 'reset'] as const satisfies RecoveryAction[];
