import type { ProofSettings } from '../../config/settings.ts';
import type { RecoveryReason } from '../../systems/store/port.ts';
import { anyEstablishment, type Origin } from '../actors/actor.ts';

export interface ProofQuestion {
  readonly origin: Origin;
  readonly reason: RecoveryReason;
  /** The agent's, as the directory names it. */
  readonly establishment: string | null;
  /** A budget of failures has run out for this origin. */
  readonly raised: boolean;
}

/**
 * Whether surname and agent number are not enough here. They identify and do not prove: colleagues know both. So
 * they are enough only where the place adds something, and never when somebody else may know the password.
 */
export function proofNeeded(question: ProofQuestion, settings: ProofSettings): boolean {
  const { origin, reason, raised } = question;
  if (reason === 'compromised') return true;
  if (origin.class === 'kiosk') return !settings.notNeededAtKiosks.includes(reason);
  if (origin.class === 'other' || raised || !atHome(question)) return true;
  return !settings.notNeededOnNetworks.includes(reason);
}

/** On the network of the agent's own establishment. */
function atHome({ origin, establishment }: ProofQuestion): boolean {
  return (
    origin.establishment === anyEstablishment ||
    (establishment !== null &&
      origin.establishment !== null &&
      sameEstablishment(origin.establishment, establishment))
  );
}

/** Directory and configuration are written by different hands: case, Unicode form and spaces do not count. */
export function sameEstablishment(one: string, other: string): boolean {
  const canonical = (name: string) =>
    name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('fr');
  return canonical(one) === canonical(other);
}
