import type { Messages } from '../../i18n/messages.ts';
import type { GuessTime } from '../../shared/password/guess-time.ts';
import type { Reason, ReasonKind } from '../../shared/password/reasons.ts';
import type { Verdict } from '../../shared/password/verdict.ts';

type Words = Messages['feedback'];

/** More sentences than these nobody reads. */
const mostSentences = 4;
/** A quoted part is cut here. */
const longestQuote = 24;
/** Feminine nouns of the French sentences, with which "suivie" agrees. */
const feminine: ReadonlySet<ReasonKind> = new Set(['season', 'place']);

/** A guess time in everyday words. */
export function timeInWords(time: GuessTime, { time: words }: Words): string {
  return 'count' in time ? words[time.unit](time.count) : words[time.unit];
}

/** The part in quotation marks; a part that is the whole password is named, never quoted. */
function named({ start, end, token }: Reason, length: number, words: Words): string {
  if (start === 0 && end >= length) return words.whole;
  return words.part(token.length > longestQuote ? `${token.slice(0, longestQuote)}…` : token);
}

function followedBy(reason: Reason, next: Reason | undefined, { followed }: Words): string {
  if (next?.start !== reason.end || !(next.kind in followed)) return '';
  return followed[next.kind as keyof typeof followed][feminine.has(reason.kind) ? 'feminine' : 'masculine'];
}

/** Said of the whole idea, not of a part that something follows. */
const aboutTheIdea: ReadonlySet<ReasonKind> = new Set(['base-word', 'breached-base-word']);

/** A base word of a leaked list says all that decoration around a word would say. */
function withoutEchoes(reasons: readonly Reason[]): readonly Reason[] {
  const leaked = reasons.some(({ kind }) => kind === 'breached-base-word');
  return leaked ? reasons.filter(({ kind }) => kind !== 'base-word') : reasons;
}

/** The parts that a sentence of its own explains: what merely follows a known word is said with that word. */
function spoken(reasons: readonly Reason[], words: Words) {
  const said = new Set<Reason>();
  return withoutEchoes(reasons).flatMap((reason) => {
    if (said.has(reason)) return [];
    const next = reasons.find(({ start, kind }) => start === reason.end && kind in words.followed);
    const leads = reason.word !== undefined && !aboutTheIdea.has(reason.kind);
    const tail = leads ? followedBy(reason, next, words) : '';
    if (next && tail !== '') said.add(next);
    return [{ reason, tail }];
  });
}

/** What is weak and why, each sentence about one part, in the order of the text; then what is hard to type elsewhere. */
export function weakParts(length: number, verdict: Verdict, words: Words): readonly string[] {
  const sentences = spoken(verdict.reasons, words).map(
    ({ reason, tail }) => words.reason[reason.kind](named(reason, length, words)) + tail,
  );
  const elsewhere = verdict.untypeable
    .filter(({ never }) => !never)
    .map((part) => words.reason[part.kind](words.part(part.token)));
  return [...new Set([...sentences.slice(0, mostSentences), ...elsewhere.slice(0, 1)])].map(words.sentence);
}
