import { isEnrolled } from '../domain/kiosks/origin-trust.ts';
import { sameEstablishment } from '../domain/proofs/policy.ts';
import type { KioskRow } from '../systems/store/port.ts';

const day = (at: number) => new Date(at).toISOString().slice(0, 10);

type KioskState = 'waiting' | 'late' | 'enrolled' | 'revoked';

/** A kiosk as the operator sees it; no hash of it leaves the store. */
export interface KioskLine {
  readonly name: string;
  readonly establishment: string;
  readonly state: KioskState;
  /** ISO 8601, UTC; null while it never was. */
  readonly enrolledAt: string | null;
  readonly lastSeenAt: string | null;
  readonly revokedAt: string | null;
}

function stateOf(kiosk: KioskRow, now: number): KioskState {
  if (kiosk.revokedAt !== null) return 'revoked';
  if (isEnrolled(kiosk)) return 'enrolled';
  return kiosk.enrolUntil < now ? 'late' : 'waiting';
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

export function kioskLines(kiosks: readonly KioskRow[], now: number): readonly KioskLine[] {
  return kiosks.map((kiosk) => ({
    name: kiosk.name,
    establishment: kiosk.establishment,
    state: stateOf(kiosk, now),
    enrolledAt: iso(kiosk.enrolledAt),
    lastSeenAt: iso(kiosk.lastSeenAt),
    revokedAt: iso(kiosk.revokedAt),
  }));
}

const says: Readonly<Record<KioskState, (kiosk: KioskRow) => string>> = {
  waiting: ({ enrolUntil }) => `its link waits until ${new Date(enrolUntil).toISOString()}`,
  late: ({ name }) => `its link was never used and is void; revoke ${name} to use the name again`,
  enrolled: ({ lastSeenAt, enrolledAt }) => `enrolled, last seen ${day(lastSeenAt ?? enrolledAt ?? 0)}`,
  revoked: ({ revokedAt }) => `revoked ${day(revokedAt ?? 0)}`,
};

/** One sentence a kiosk, names and establishments aligned. */
export function kioskSentences(kiosks: readonly KioskRow[], now: number): readonly string[] {
  if (kiosks.length === 0) return ['No kiosk was ever enrolled.'];
  const width = (of: (kiosk: KioskRow) => string) => Math.max(...kiosks.map((kiosk) => of(kiosk).length)) + 2;
  const [names, places] = [width(({ name }) => name), width(({ establishment }) => establishment)];
  return kiosks.map(
    (kiosk) =>
      kiosk.name.padEnd(names) + kiosk.establishment.padEnd(places) + says[stateOf(kiosk, now)](kiosk),
  );
}

/** What is said of an establishment that nothing else names: at its kiosk nobody would be at home. */
export function unknownEstablishment(
  establishment: string,
  known: readonly { readonly establishment: string }[],
): string | null {
  if (known.some((one) => sameEstablishment(one.establishment, establishment))) return null;
  const names = [...new Set(known.map((one) => one.establishment))];
  const others = names.length === 0 ? '' : ` Known are: ${names.join(', ')}.`;
  return `Is "${establishment}" spelled as in the directory? No network and no other kiosk names it.${others}`;
}
