import { guessTime } from './guess-time.ts';
import { inputProblem } from './input.ts';
import type { Reason } from './reasons.ts';
import {
  breachedRule,
  directoryRules,
  type Finding,
  lengthRule,
  oldPasswordRule,
  strengthRule,
  typeableRule,
  wordRules,
} from './rules.ts';
import type { Score } from './strength.ts';
import { untypeable } from './typeable.ts';
import type { Question, Verdict } from './verdict.ts';

/** A password with these scores or less is explained part by part; the parts of a stronger one do no harm. */
const explainedScore = 3;
/** Guesses for a password that stands in a list, and for one whose base word does: scores 0 and 2. */
const listedGuesses = { exact: 1e3, baseWord: 1e8 } as const;

function guessesOf({ strength, organisation, breached }: Question): number | null {
  if (!strength) return null;
  if (!organisation.breachedList || !breached) return strength.guesses;
  if (breached.exact === 'listed') return Math.min(strength.guesses, listedGuesses.exact);
  return breached.baseWord ? Math.min(strength.guesses, listedGuesses.baseWord) : strength.guesses;
}

const scoreLimits = { exact: 0, baseWord: 2 } as const;

function scoreOf({ strength, organisation, breached }: Question): Score | null {
  if (!strength) return null;
  if (!organisation.breachedList || !breached) return strength.score;
  if (breached.exact === 'listed') return scoreLimits.exact;
  return breached.baseWord && strength.score > scoreLimits.baseWord ? scoreLimits.baseWord : strength.score;
}

/** In the order of the text, the longer part first; each kind and part once. */
function inOrder(reasons: readonly Reason[]): readonly Reason[] {
  const seen = new Map(reasons.map((reason) => [`${reason.kind} ${reason.start} ${reason.end}`, reason]));
  return [...seen.values()].sort((a, b) => a.start - b.start || b.end - a.end);
}

/**
 * The one judgement of a new password, wherever one is chosen: the page while typing, the form without JavaScript and
 * the server's decision. Pure; answers with data alone. Given the same question, browser and server answer alike; the
 * server knows more (`breached`), which can only lower the score and turn rules to unmet, and the directory decides
 * last. A text that can be no password (`inputProblem`) is refused before any other work.
 */
export function judge(question: Question): Verdict {
  const refused = inputProblem(question.password);
  if (refused) {
    const rules = [{ id: 'input', state: 'unmet', values: { problem: refused } }] as const;
    return { acceptable: false, rules, score: null, guessTime: null, reasons: [], untypeable: [], refused };
  }
  const found = untypeable(question.password);
  const [score, guesses] = [scoreOf(question), guessesOf(question)];
  const findings: readonly Finding[] = [
    ...lengthRule(question),
    ...directoryRules(question),
    ...oldPasswordRule(question),
    ...wordRules(question),
    ...typeableRule(found),
    ...strengthRule(score, question),
    ...breachedRule(question),
  ];
  const weak =
    question.strength && score !== null && score <= explainedScore ? question.strength.reasons : [];
  return {
    acceptable: findings.every(({ rule }) => rule.state !== 'unmet'),
    rules: findings.map(({ rule }) => rule),
    score,
    guessTime: guesses === null ? null : guessTime(guesses),
    reasons: inOrder([...weak, ...findings.flatMap(({ reason }) => (reason ? [reason] : []))]),
    untypeable: found,
    refused: null,
  };
}
