import { unpack } from './packed.ts';

/** The lists of scripts/phrase-words.ts, each loaded when it is asked for. */
export const phraseWords = {
  fr: async () => unpack((await import('../../../build/generated/phrase-words-fr.js')).packed),
  en: async () => unpack((await import('../../../build/generated/phrase-words-en.js')).packed),
} as const;
