import type { Messages } from '../../i18n/messages.ts';
import { questionUnder, type RulesInForce } from '../../shared/password/in-force.ts';
import { judge } from '../../shared/password/judge.ts';
import type { Score } from '../../shared/password/strength.ts';
import type { Rule, RuleId, RuleState, Verdict } from '../../shared/password/verdict.ts';
import { helpFor } from './feedback-help.ts';
import { timeInWords, weakParts } from './feedback-reasons.ts';

export type FeedbackMessages = Messages['feedback'];

export interface RuleView {
  readonly id: RuleId;
  /** `open`: nothing has been typed yet. */
  readonly state: RuleState | 'open';
  readonly text: string;
  readonly stateText: string;
}

/** Everything that is shown and said of a password, as words; made alike by the server and by the browser. */
export interface FeedbackView {
  readonly rules: readonly RuleView[];
  /** Null while the strength is not known. */
  readonly strength: { readonly score: Score; readonly word: string; readonly time: string } | null;
  readonly weak: readonly string[];
  readonly help: readonly string[];
  /** What a screen reader is told after a pause. */
  readonly announcement: string;
}

function period(seconds: number, { period: words }: FeedbackMessages): string {
  if (seconds % 86_400 === 0) return words.days(seconds / 86_400);
  return seconds % 3_600 === 0 ? words.hours(seconds / 3_600) : words.minutes(Math.ceil(seconds / 60));
}

/** A rule in words. */
export function ruleText({ id, values }: Rule, messages: FeedbackMessages): string {
  const words = messages.rule;
  switch (id) {
    case 'length':
      return words.length(Number(values['minimum']));
    case 'classes':
      return words.classes(Number(values['needed']));
    case 'history':
      return words.history(Number(values['last']));
    case 'age':
      return words.age(period(Number(values['seconds']), messages));
    default:
      return words[id];
  }
}

const ruleView = (rule: Rule, state: RuleView['state'], messages: FeedbackMessages): RuleView => ({
  id: rule.id,
  state,
  text: ruleText(rule, messages),
  stateText: messages.state[state],
});

/** The rules before anything is typed: what the browser can tick is open, the rest is checked when saved. */
export function openView(
  inForce: RulesInForce,
  withOldPassword: boolean,
  messages: FeedbackMessages,
): FeedbackView {
  const nothing = questionUnder(inForce, '-', { oldPassword: withOldPassword ? '' : null });
  const rules = judge(nothing).rules.map((rule) => {
    const ticks = rule.state !== 'checked-when-saved' || rule.id === 'strength';
    return ruleView(rule, ticks ? 'open' : rule.state, messages);
  });
  return { rules, strength: null, weak: [], help: [], announcement: '' };
}

/** The same list with one rule unmet: the one by which the directory refused. */
export function refusedView(
  open: FeedbackView,
  rule: RuleId | null,
  messages: FeedbackMessages,
): FeedbackView {
  const rules = open.rules.map((view) =>
    view.id === rule ? { ...view, state: 'unmet' as const, stateText: messages.state.unmet } : view,
  );
  return { ...open, rules };
}

function announcementOf(rules: readonly RuleView[], strength: string, messages: FeedbackMessages): string {
  const missing = rules.filter(({ state }) => state === 'unmet').map(({ text }) => text);
  const first = missing.length === 0 ? messages.announce.met : messages.announce.missing(missing.join(', '));
  return strength === '' ? first : `${first} ${messages.announce.strength(strength.toLowerCase())}`;
}

/** A judged password in words. */
export function viewOf(password: string, verdict: Verdict, messages: FeedbackMessages): FeedbackView {
  if (verdict.refused) {
    const sentence = messages.input[verdict.refused];
    return { rules: [], strength: null, weak: [sentence], help: [], announcement: sentence };
  }
  const rules = verdict.rules.map((rule) => ruleView(rule, rule.state, messages));
  const { score, guessTime } = verdict;
  const strength =
    score === null || guessTime === null
      ? null
      : {
          score,
          word: messages.strength[score] ?? '',
          time: messages.guessed(timeInWords(guessTime, messages)),
        };
  return {
    rules,
    strength,
    weak: weakParts(password.length, verdict, messages),
    help: helpFor(verdict, messages),
    announcement: announcementOf(rules, strength?.word ?? '', messages),
  };
}
