import { describe, expect, it } from 'vitest';
import { originTrust } from '../../../server/domain/kiosks/origin-trust.ts';
import type { KioskRow } from '../../../server/systems/store/port.ts';

const kiosk = (more: Partial<KioskRow>): KioskRow => ({
  id: 'k',
  name: 'Hall',
  establishment: 'Siège',
  enrolHash: null,
  enrolUntil: 0,
  tokenHash: null,
  createdAt: 0,
  enrolledAt: null,
  lastSeenAt: null,
  revokedAt: null,
  ...more,
});

describe('where surname and agent number are enough', () => {
  it('names both switches and counts devices that hold a token alone', () => {
    const trust = originTrust({
      proof: { notNeededAtKiosks: ['forgotten', 'locked'], notNeededOnNetworks: [] },
      networks: [
        { establishment: 'Siège', ranges: ['10.1.0.0/16'] },
        { establishment: 'Siège', ranges: ['10.2.0.0/16'] },
      ],
      kiosks: [
        kiosk({ tokenHash: 'a' }),
        kiosk({ enrolHash: 'b' }),
        kiosk({ tokenHash: 'c', revokedAt: 1 }),
        kiosk({ tokenHash: 'd' }),
      ],
    });
    expect(trust.enrolledKiosks).toBe(2);
    expect(trust.sentences).toEqual([
      'At enrolled kiosks (2) surname and agent number are enough for: forgotten, locked.',
      'On networks of establishments (1) a further proof is asked for.',
      'Everywhere else a further proof is asked for.',
    ]);
  });
});
