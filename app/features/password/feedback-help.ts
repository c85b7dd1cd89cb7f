import type { Messages } from '../../i18n/messages.ts';
import type { ReasonKind } from '../../shared/password/reasons.ts';
import type { Rule, Verdict } from '../../shared/password/verdict.ts';

type Words = Messages['feedback'];

/** Two pieces of advice at once can be followed; more cannot. */
const mostAdvice = 2;

function missingKinds({ values }: Rule, { kind }: Words): string {
  const present = values['present'] as readonly string[];
  return (Object.keys(kind) as (keyof typeof kind)[])
    .filter((name) => !present.includes(name))
    .map((name) => kind[name])
    .join(', ');
}

function strengthHelp(verdict: Verdict, { help }: Words): string {
  const has = (...kinds: readonly ReasonKind[]) => verdict.reasons.some(({ kind }) => kinds.includes(kind));
  if (has('base-word')) return help.decoration;
  const walks = has('keyboard-walk-azerty', 'keyboard-walk-qwerty', 'keyboard-walk-keypad', 'sequence');
  return walks ? help.walk : help.words;
}

function adviceFor(rule: Rule, verdict: Verdict, words: Words): string | null {
  const { help } = words;
  switch (rule.id) {
    case 'classes':
      return help.classes(missingKinds(rule, words));
    case 'strength':
      return strengthHelp(verdict, words);
    case 'length':
    case 'name':
    case 'not-old':
    case 'forbidden-word':
    case 'establishment':
    case 'typeable':
    case 'breached':
      return help[rule.id];
    default:
      return null;
  }
}

/** What would help most, by the rules that are not met, in their order. */
export function helpFor(verdict: Verdict, words: Words): readonly string[] {
  const advice = verdict.rules
    .filter(({ state }) => state === 'unmet')
    .map((rule) => adviceFor(rule, verdict, words))
    .filter((text) => text !== null);
  return [...new Set(advice)].slice(0, mostAdvice);
}
