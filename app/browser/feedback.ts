import { openView, viewOf } from '../features/password/feedback-view.ts';
import { questionUnder, type RulesInForce } from '../shared/password/in-force.ts';
import { judge } from '../shared/password/judge.ts';
import type { Estimate } from '../shared/password/strength.ts';
import { termsOf } from '../shared/password/terms.ts';
import { createAnnouncer } from './announcer.ts';
import { createEstimates } from './estimates.ts';
import { feedbackMessages } from './feedback-messages.ts';
import { show } from './feedback-show.ts';

interface Told {
  readonly inForce: RulesInForce;
  readonly fields: { readonly judged: string; readonly old?: string; readonly login?: string };
}

const typedIn = (name: string | undefined) =>
  name === undefined ? null : (document.querySelector<HTMLInputElement>(`#${name}`)?.value ?? null);

/** Longer than any password that is taken; what lies beyond is neither judged nor copied about. */
const longestJudged = 257;

/** Judges what is typed, at every change, and shows it. Nothing of it is sent anywhere. */
export async function startFeedback(root: HTMLElement, input: HTMLInputElement): Promise<void> {
  const { inForce, fields } = JSON.parse(root.dataset['feedback'] ?? '') as Told;
  const messages = await feedbackMessages();
  const announce = createAnnouncer(root.querySelector('[data-announcement]'));
  let last: { readonly password: string; readonly estimate: Estimate } | null = null;

  const terms = () => {
    const login = typedIn(fields.login) ?? '';
    const typed = { login, displayName: '', givenName: '', surnames: [], agentNumber: '' };
    return termsOf(inForce.person ?? typed, inForce.organisation);
  };
  const typed = () => input.value.slice(0, longestJudged);

  function update(): void {
    const password = typed();
    const open = openView(inForce, fields.old !== undefined, messages);
    if (password === '') {
      show(root, open);
      announce('');
      return;
    }
    const strength = last?.password === password ? last.estimate : null;
    // Once the worker answers, it is waited for: a meter that comes and goes at each key helps nobody.
    if (strength === null) estimates.ask(password, terms());
    if (strength === null && last !== null) return;
    const question = questionUnder(inForce, password, { oldPassword: typedIn(fields.old), strength });
    const view = viewOf(password, judge(question), messages);
    // What can be no password keeps and breaks no rule.
    show(root, view.rules.length === 0 ? { ...view, rules: open.rules } : view);
    announce(view.announcement);
  }

  const estimates = createEstimates(
    (password, estimate) => {
      last = { password, estimate };
      if (password === typed()) update();
    },
    () => {
      last = null;
      update();
    },
  );

  input.addEventListener('input', update);
  if (fields.old !== undefined) document.querySelector(`#${fields.old}`)?.addEventListener('input', update);
  if (input.value !== '') update();
}
