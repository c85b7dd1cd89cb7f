import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BreachedList } from '../../server/systems/breached/port.ts';

/** What every breached list keeps, whatever it is made of. `start` gets the passwords that the list is to hold. */
export function breachedListSuite(
  name: string,
  start: (passwords: readonly string[]) => Promise<{ readonly list: BreachedList; stop(): Promise<void> }>,
): void {
  const listed = ['123456', 'motdepasse', 'café', 'cafe\u0301', ' espaces ', '🐝', 'a'.repeat(256)];
  const absent = ['vT9#kQ2z!mWx7Lp', 'Motdepasse', 'cafe', 'espaces', '', '\u0000', 'a'.repeat(255)];
  const signal = () => AbortSignal.timeout(30_000);

  describe(name, () => {
    let running: { readonly list: BreachedList; stop(): Promise<void> };
    beforeAll(async () => {
      running = await start(listed);
    });
    afterAll(() => running.stop());

    test.each(listed)('%j is listed', async (password) => {
      expect(await running.list.isListed(password, signal())).toBe('listed');
    });

    test.each(absent)('%j is not', async (password) => {
      expect(await running.list.isListed(password, signal())).toBe('not-listed');
    });

    test('many at once', async () => {
      const answers = await Promise.all(
        [...listed, ...absent].map((password) => running.list.isListed(password, signal())),
      );
      expect(answers.filter((answer) => answer === 'listed').length).toBe(listed.length);
      expect(answers.filter((answer) => answer === 'not-listed').length).toBe(absent.length);
    });

    test('it says that it can be asked', async () => {
      expect((await running.list.health()).usable).toBe(true);
    });
  });
}
