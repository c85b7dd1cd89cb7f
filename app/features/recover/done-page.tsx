import type { RecoveryView } from '../../../server/contract.ts';
import type { FailureCode } from '../../i18n/fr.ts';
import { GonePage } from './gone-page.tsx';
import { ShownPage } from './shown-page.tsx';
import { UnlockedPage } from './unlocked-page.tsx';

export type DoneView = Pick<RecoveryView, 'reference' | 'login' | 'validUntil' | 'mayRepeat'>;

export type Outcome =
  | { readonly kind: 'shown'; readonly password: string; readonly handOver: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unlocked' };

interface DonePageProps {
  readonly view: DoneView;
  readonly outcome: Outcome;
  readonly failure: FailureCode | null;
}

/** Step 3, in one of its three forms. Only the first holds a password, and only once. */
export function DonePage({ view, outcome, failure }: DonePageProps) {
  if (outcome.kind === 'unlocked') return <UnlockedPage view={view} />;
  if (outcome.kind === 'gone') return <GonePage view={view} failure={failure} />;
  return <ShownPage view={view} password={outcome.password} handOver={outcome.handOver} />;
}
