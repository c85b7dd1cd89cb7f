import type { BaseWord } from '../../../app/shared/password/base-word.ts';
import type { BreachedAnswer } from '../../../app/shared/password/verdict.ts';
import type { BreachedList, BreachedPasswords } from './port.ts';

/** Every list's word on one password: one that has it decides, and one that does not know leaves it open. */
function together(answers: readonly BreachedAnswer['exact'][]): BreachedAnswer['exact'] {
  if (answers.includes('listed')) return 'listed';
  return answers.length === 0 || answers.includes('unknown') ? 'unknown' : 'not-listed';
}

export interface BreachedPasswordsDeps {
  /** The million most frequent, beside the program. */
  readonly file: BreachedList;
  /** A larger list on the organisation's network; null where there is none. */
  readonly mirror: BreachedList | null;
}

/**
 * The lists as one. Base words are looked up in the file alone: nearly every word of any language stands in a list of
 * a billion, so there the look-up would accuse everyone.
 */
export function createBreachedPasswords({ file, mirror }: BreachedPasswordsDeps): BreachedPasswords {
  const lists = mirror ? [file, mirror] : [file];

  async function listedBase(baseWords: readonly BaseWord[], signal: AbortSignal): Promise<BaseWord | null> {
    for (const base of baseWords) {
      if ((await file.isListed(base.word, signal)) === 'listed') return base;
    }
    return null;
  }

  return {
    async lookUp(password, baseWords, signal) {
      const [exact, baseWord] = await Promise.all([
        Promise.all(lists.map((list) => list.isListed(password, signal))),
        listedBase(baseWords, signal),
      ]);
      return { exact: together(exact), baseWord };
    },
    health: () => Promise.all(lists.map((list) => list.health())),
    close() {
      for (const list of lists) list.close();
    },
  };
}
