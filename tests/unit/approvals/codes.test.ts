import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createApprovalCodes } from '../../../server/domain/approvals/codes.ts';
import { isLive, standingOf } from '../../../server/domain/approvals/live.ts';
import { referenceAlphabet } from '../../../server/domain/recovery/reference.ts';
import type { ApprovalRow } from '../../../server/systems/store/port.ts';

const codes = createApprovalCodes(Buffer.alloc(32, 7));
const id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const many = Array.from({ length: 4_400 }, () => randomUUID());

describe('the codes of an approval', () => {
  it('follow from id and key alone, on every node and after a restart', () => {
    const again = createApprovalCodes(Buffer.alloc(32, 7));
    expect(again.pairing(id)).toBe(codes.pairing(id));
    expect(again.second(id)).toBe(codes.second(id));
    const other = createApprovalCodes(randomBytes(32));
    expect(other.pairingHash(codes.pairing(id))).not.toBe(codes.pairingHash(codes.pairing(id)));
    expect(many.filter((one) => other.pairing(one) === codes.pairing(one))).toEqual([]);
  });

  it('are six characters that are said without confusion, and four digits', () => {
    const pairing = new RegExp(`^[${referenceAlphabet}]{3}-[${referenceAlphabet}]{3}$`);
    expect(many.filter((one) => !pairing.test(codes.pairing(one)))).toEqual([]);
    expect(many.filter((one) => !/^\d{4}$/.test(codes.second(one)))).toEqual([]);
  });

  it('use every character in every place, and every first digit, about equally often', () => {
    for (let place = 0; place < 7; place += 1) {
      if (place === 3) continue;
      const seen = new Map<string, number>();
      for (const one of many) {
        const character = codes.pairing(one).charAt(place);
        seen.set(character, (seen.get(character) ?? 0) + 1);
      }
      expect(seen.size, `place ${place}`).toBe(22);
      // 200 are expected; six standard deviations are 83.
      for (const [character, count] of seen) expect(Math.abs(count - 200), character).toBeLessThan(84);
    }
    expect(new Set(many.map((one) => codes.second(one))).size).toBeGreaterThan(3_000);
  });

  it('do not follow from each other', () => {
    const hash = codes.pairingHash(codes.pairing(id));
    expect(hash).toMatch(/^[\da-f]{64}$/);
    expect(hash).not.toContain(codes.second(id));
  });

  it('are read as people type them', () => {
    const code = codes.pairing(id);
    for (const typed of [code, code.toLowerCase(), ` ${code.replace('-', ' ')} `, code.replace('-', '')])
      expect(codes.parsePairing(typed)).toBe(code);
    for (const typed of ['', 'ABC', `${code}2`, '7KR-4TX-2MA', 'x'.repeat(10_000), '😀😀😀'])
      expect(codes.parsePairing(typed), typed.slice(0, 20)).toBeNull();
  });

  it('compare the second code as it is, whatever is typed', () => {
    const second = codes.second(id);
    expect(codes.isSecond(id, second)).toBe(true);
    expect(codes.isSecond(id, ` ${second.slice(0, 2)} ${second.slice(2)}`)).toBe(true);
    for (const typed of ['', second.slice(1), `${second}0`, 'x'.repeat(100_000), `0${second}`])
      expect(codes.isSecond(id, typed), typed.slice(0, 10)).toBe(false);
    expect(codes.isSecond(randomUUID(), second) && codes.isSecond(randomUUID(), second)).toBe(false);
  });
});

describe('where an approval stands', () => {
  const row = { state: 'waiting', expiresAt: 1_000 } as ApprovalRow;
  it('is a matter of time while it waits or is called, and settled afterwards', () => {
    expect(standingOf(row, 999)).toBe('waiting');
    expect(standingOf(row, 1_000)).toBe('expired');
    expect(standingOf({ ...row, state: 'calling' }, 1_000)).toBe('expired');
    for (const state of ['approved', 'refused', 'cancelled'] as const) {
      expect(standingOf({ ...row, state }, 5_000)).toBe(state);
      expect(isLive({ ...row, state }, 1)).toBe(false);
    }
    expect(isLive(row, 999)).toBe(true);
    expect(isLive(row, 1_000)).toBe(false);
  });
});
