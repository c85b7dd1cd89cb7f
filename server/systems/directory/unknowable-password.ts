import { randomBytes } from 'node:crypto';

/**
 * 384 random bits in 64 characters, and a tail that gives every class of characters: nobody knows it, and no
 * directory that asks for at most 68 characters refuses it. Drawn again while it happens to hold a part of the name.
 */
export function unknowablePassword(names: readonly string[]): string {
  const parts = names
    .flatMap((name) => name.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((part) => part.length > 2);
  for (;;) {
    const password = `${randomBytes(48).toString('base64url')}-zZ9`;
    const lower = password.toLowerCase();
    if (!parts.some((part) => lower.includes(part))) return password;
  }
}
