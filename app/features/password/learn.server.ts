import type { AppContext } from '../../../server/contract.ts';
import { answering } from '../../http.server.ts';
import { questionUnder, type RulesInForce } from '../../shared/password/in-force.ts';
import { judge } from '../../shared/password/judge.ts';
import { phraseWords } from '../../shared/password/phrase-words.ts';
import { createPhrases } from '../../shared/password/phrases.ts';

/** As many as can be compared at a glance. */
const shownPhrases = 3;

export interface Learning {
  readonly inForce: RulesInForce;
  /** Drawn for this very answer; fewer where the rules accept none. */
  readonly phrases: readonly string[];
  readonly bits: number;
}

/** The rules in force for whoever looks, and phrases that they accept. */
export function answerLearn({ services, actor, locale, signal }: AppContext): Promise<Learning> {
  return answering(async () => {
    const [inForce, words] = await Promise.all([
      services.passwords.rules.ofActor(actor, signal),
      phraseWords[locale](),
    ]);
    const { phrase, bits } = createPhrases(words);
    const isFit = (text: string) => judge(questionUnder(inForce, text)).acceptable;
    const drawn = Array.from({ length: shownPhrases }, () => phrase(isFit));
    return { inForce, phrases: drawn.filter((text) => text !== null), bits: Math.floor(bits) };
  });
}
