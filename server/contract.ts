/**
 * The type-only door between the two halves: everything of `server/` that `app/` may import, and types alone.
 * A value imported across would carry server code, and its secrets, into the browser; the build and
 * `npm run check` both refuse it (docs/decisions).
 */

export type { PublicSettings } from './config/public-settings.ts';
export type { Actor } from './domain/actors/actor.ts';
export type { RefusalReason } from './domain/approvals/calls.ts';
export type { ApprovalCard, OwnCall } from './domain/approvals/card.ts';
export type { ApprovalStatus } from './domain/approvals/requests.ts';
export type { Disavowed, NotMeView } from './domain/notices/disavow.ts';
export type { ToldAction } from './domain/notices/texts.ts';
export type { ChangeOutcome } from './domain/passwords/change.ts';
export type { ProofOptions } from './domain/proofs/options.ts';
export type { RecoveryView } from './domain/recovery/view.ts';
export type { AppContext, OnceSecret, SessionControl, SubmittedForm } from './http/context.ts';
export type { Services } from './services.ts';
export type { PasswordPolicy, PolicyReading } from './systems/directory/port.ts';
export type { ProofMethod, RecoveryAction, RecoveryReason } from './systems/store/port.ts';
