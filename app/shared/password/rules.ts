import { characterClasses, classesNeeded, containsNamePart, forbiddenNameParts } from '../password-rules.ts';
import { findWord } from './find-word.ts';
import type { Reason, ReasonKind } from './reasons.ts';
import type { Score } from './strength.ts';
import { establishmentWords } from './terms.ts';
import { fold } from './text.ts';
import type { Untypeable } from './typeable.ts';
import type { Question, Rule, RuleId, RuleState } from './verdict.ts';

/** One rule's finding: what the list shows, and the part of the password that it points at, if any. */
export interface Finding {
  readonly rule: Rule;
  readonly reason?: Reason;
}

const when = (met: boolean): RuleState => (met ? 'met' : 'unmet');

const finding = (id: RuleId, state: RuleState, values: Rule['values'] = {}, reason?: Reason): Finding =>
  reason ? { rule: { id, state, values }, reason } : { rule: { id, state, values } };

/** The stricter of the two minimums; nothing where neither asks for a length. */
export function lengthRule({ password, policy, organisation }: Question): readonly Finding[] {
  const directory = policy?.minLength ?? 0;
  const minimum = Math.max(directory, organisation.minLength);
  if (minimum === 0) return [];
  const from = directory >= organisation.minLength ? 'directory' : 'organisation';
  return [finding('length', when(password.length >= minimum), { minimum, length: password.length, from })];
}

function namePartReason(password: string, question: Question): Reason | undefined {
  const lower = password.toLowerCase();
  const part = question.person && forbiddenNameParts(question.person).find((word) => lower.includes(word));
  if (!part) return undefined;
  // Lower case may be longer than what was typed (İ): then the whole password is pointed at.
  const start = lower.length === password.length ? lower.indexOf(part) : 0;
  const end = lower.length === password.length ? start + part.length : password.length;
  return { kind: 'name-part', start, end, token: password.slice(start, end), word: part };
}

/** Classes and name parts, as MS-SAMR 3.1.1.7.2 has them; the names are checked on saving where nobody is known yet. */
function complexityRules(question: Question): readonly Finding[] {
  const { password, person } = question;
  const present = characterClasses(password);
  const classes = finding('classes', when(present.length >= classesNeeded), {
    needed: classesNeeded,
    present,
  });
  if (!person) return [classes, finding('name', 'checked-when-saved')];
  const holds = containsNamePart(password, person);
  return [classes, finding('name', when(!holds), {}, holds ? namePartReason(password, question) : undefined)];
}

/** What the directory enforces besides length; all of it on saving where its rules may not be read. */
export function directoryRules(question: Question): readonly Finding[] {
  const { policy } = question;
  if (!policy) return [finding('directory', 'checked-when-saved')];
  return [
    ...(policy.complexity ? complexityRules(question) : []),
    ...(policy.historyLength > 0
      ? [finding('history', 'checked-when-saved', { last: policy.historyLength })]
      : []),
    ...(policy.minAgeSeconds > 0
      ? [finding('age', 'checked-when-saved', { seconds: policy.minAgeSeconds })]
      : []),
  ];
}

/** Not the old one; asked only where the same form holds it. */
export function oldPasswordRule({ password, oldPassword }: Question): readonly Finding[] {
  if (oldPassword === null) return [];
  const same = password === oldPassword;
  const reason: Reason = { kind: 'old-password', start: 0, end: password.length, token: password };
  return [finding('not-old', when(!same), {}, same ? reason : undefined)];
}

function wordRule(
  id: RuleId,
  kind: ReasonKind,
  password: string,
  words: readonly string[],
): readonly Finding[] {
  if (words.length === 0) return [];
  const found = findWord(password, words);
  if (!found) return [finding(id, 'met')];
  const { word, start, end } = found;
  return [finding(id, 'unmet', { word }, { kind, start, end, token: password.slice(start, end), word })];
}

/** Words that the configuration forbids, and the establishments' names, in any disguise that `findWord` sees through. */
export function wordRules({ password, organisation }: Question): readonly Finding[] {
  const forbidden = organisation.forbiddenWords.map((word) => fold(word).replace(/[^a-z0-9]/g, ''));
  const establishments = organisation.establishmentNames.flatMap(establishmentWords);
  return [
    ...wordRule('forbidden-word', 'forbidden-word', password, forbidden),
    ...wordRule('establishment', 'establishment', password, establishments),
  ];
}

/** Refuses only what no keyboard types at the logon screen; a letter of another keyboard is the page's to warn of. */
export function typeableRule(found: readonly Untypeable[]): readonly Finding[] {
  const never = found.find((part) => part.never);
  if (!never) return [finding('typeable', 'met')];
  const { kind, start, end, token } = never;
  return [finding('typeable', 'unmet', { kind }, { kind, start, end, token })];
}

/** Known on saving alone where there is no estimate. */
export function strengthRule(score: Score | null, { organisation }: Question): readonly Finding[] {
  const { minScore } = organisation;
  if (minScore === 0) return [];
  if (score === null) return [finding('strength', 'checked-when-saved', { minScore })];
  return [finding('strength', when(score >= minScore), { minScore, score })];
}

/** `unknown` keeps the rule open: a list that cannot be asked neither blocks nor accuses. */
export function breachedRule({ password, organisation, breached }: Question): readonly Finding[] {
  if (!organisation.breachedList) return [];
  if (breached?.exact === 'listed') {
    return [
      finding(
        'breached',
        'unmet',
        { found: 'exact' },
        { kind: 'breached', start: 0, end: password.length, token: password },
      ),
    ];
  }
  if (breached?.baseWord) {
    const { word, start, end } = breached.baseWord;
    const reason: Reason = {
      kind: 'breached-base-word',
      start,
      end,
      token: password.slice(start, end),
      word,
    };
    return [finding('breached', 'unmet', { found: 'base-word', word }, reason)];
  }
  return [finding('breached', breached?.exact === 'not-listed' ? 'met' : 'checked-when-saved')];
}
