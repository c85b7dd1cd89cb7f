import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { networkOf } from '../limits/network.ts';
import { grouped, parseSaid, referenceAlphabet } from '../recovery/reference.ts';

/** 22^6 = 113 million pairing codes; of them a few hundred live at once. */
const pairingLength = 6;
const secondDigits = 4;

/**
 * The codes of a phone approval. They are derived from its id under a key that the store does not hold, so that a copy
 * of the store opens nothing; the pairing code is looked up by a hash under the same key.
 */
export function createApprovalCodes(keyBytes: Uint8Array) {
  const key = createSecretKey(keyBytes);
  const digest = (purpose: string, text: string) =>
    createHmac('sha256', key)
      .update(JSON.stringify([purpose, text]))
      .digest();
  /** Uniform to within 2^-37: 64 bits onto at most 2^27 values. */
  const number = (purpose: string, id: string, bound: number) =>
    Number(digest(purpose, id).readBigUInt64BE() % BigInt(bound));

  const second = (id: string) => String(number('second', id, 10 ** secondDigits)).padStart(secondDigits, '0');

  return {
    /** What the agent reads out first, e.g. `7KR-4TX`. */
    pairing(id: string): string {
      const base = referenceAlphabet.length;
      let rest = number('pairing', id, base ** pairingLength);
      let characters = '';
      for (let i = 0; i < pairingLength; i += 1) {
        characters += referenceAlphabet.charAt(rest % base);
        rest = Math.floor(rest / base);
      }
      return grouped(characters);
    },
    /** The pairing code in what a technician typed; null when it cannot be one. */
    parsePairing: (typed: string): string | null => parseSaid(typed, pairingLength),
    pairingHash: (pairingCode: string): string => digest('pairing-hash', pairingCode).toString('hex'),
    /** Tells whether two addresses are of one network, without keeping either; null where nobody knows the address. */
    networkHash: (address: string): string | null =>
      address === '' ? null : digest('network', networkOf(address)).toString('hex'),
    /** What whoever answers the call-back reads out, e.g. `0482`. */
    second,
    /** Compares in constant time, whatever was typed; spaces do not count. */
    isSecond(id: string, typed: string): boolean {
      const given = digest('compare', typed.replace(/\s/g, ''));
      return timingSafeEqual(given, digest('compare', second(id)));
    },
  };
}

export type ApprovalCodes = ReturnType<typeof createApprovalCodes>;
