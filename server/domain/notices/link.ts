import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';

/** Bytes of the seal that go into a link: 128 bits, and the whole link fits into one SMS. */
const sealBytes = 16;
const idBytes = 16;
const tokenPattern = /^[\w-]{43}$/;

/** Stands in a stored text where the link goes: of the private use area, so that no name can hold it (`plain`). */
export const linkPlace = '\uE000';

/**
 * The "it was not me" links. A token is the intent's id and a keyed seal of it: it is made when a message leaves and
 * read when the link is opened, and in between nothing that could be used is kept anywhere.
 */
export function createNotMeLinks({ key, url }: { readonly key: Uint8Array; readonly url: string }) {
  const sealKey = createSecretKey(key);
  const sealOf = (id: Buffer) =>
    createHmac('sha256', sealKey).update('not-me\n').update(id).digest().subarray(0, sealBytes);

  function tokenOf(intentId: string): string {
    const id = Buffer.from(intentId.replaceAll('-', ''), 'hex');
    return Buffer.concat([id, sealOf(id)]).toString('base64url');
  }

  return {
    /** `text` with the link of this intent in its place. */
    fill: (text: string, intentId: string) =>
      text.replaceAll(linkPlace, () => `${url}/not-me/${tokenOf(intentId)}`),

    /** The intent that a token was made for; null when the portal did not make it. */
    intentOf(token: string): string | null {
      if (!tokenPattern.test(token)) return null;
      const bytes = Buffer.from(token, 'base64url');
      // 43 characters hold two bits more than the bytes need: one spelling is the portal's.
      if (bytes.toString('base64url') !== token) return null;
      const id = bytes.subarray(0, idBytes);
      if (!timingSafeEqual(bytes.subarray(idBytes), sealOf(id))) return null;
      return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
  };
}

export type NotMeLinks = ReturnType<typeof createNotMeLinks>;
