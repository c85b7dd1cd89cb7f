import type { NetworkSettings, ProofSettings } from '../../config/settings.ts';
import type { KioskRow, RecoveryReason } from '../../systems/store/port.ts';

interface Trusted {
  readonly proof: Pick<ProofSettings, 'notNeededAtKiosks' | 'notNeededOnNetworks'>;
  readonly networks: readonly NetworkSettings[];
  readonly kiosks: readonly KioskRow[];
}

export interface OriginTrust {
  readonly notNeededAtKiosks: readonly RecoveryReason[];
  readonly notNeededOnNetworks: readonly RecoveryReason[];
  /** Devices that hold a token; links that still wait and revoked kiosks are not counted. */
  readonly enrolledKiosks: number;
  /** The same for a person: where surname and agent number are enough. */
  readonly sentences: readonly string[];
}

export const isEnrolled = (kiosk: KioskRow) => kiosk.tokenHash !== null && kiosk.revokedAt === null;

/** Where surname and agent number are enough, and for how many devices: what the start-up log and a check report. */
export function originTrust({ proof, networks, kiosks }: Trusted): OriginTrust {
  const { notNeededAtKiosks, notNeededOnNetworks } = proof;
  const enrolledKiosks = kiosks.filter(isEnrolled).length;
  const places = new Set(networks.map(({ establishment }) => establishment)).size;
  return {
    notNeededAtKiosks,
    notNeededOnNetworks,
    enrolledKiosks,
    sentences: [
      `At enrolled kiosks (${enrolledKiosks}) ${enough(notNeededAtKiosks)}`,
      `On networks of establishments (${places}) ${enough(notNeededOnNetworks)}`,
      'Everywhere else a further proof is asked for.',
    ],
  };
}

function enough(reasons: readonly RecoveryReason[]): string {
  if (reasons.length === 0) return 'a further proof is asked for.';
  return `surname and agent number are enough for: ${reasons.join(', ')}.`;
}
