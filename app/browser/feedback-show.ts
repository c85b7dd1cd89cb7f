import type { FeedbackView, RuleView } from '../features/password/feedback-view.ts';

const one = (root: HTMLElement, selector: string) => root.querySelector<HTMLElement>(selector);

function say(element: Element | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text;
}

function newRow(list: HTMLElement, id: string): HTMLElement {
  const row = document.createElement('li');
  row.dataset['rule'] = id;
  const state = document.createElement('span');
  state.className = 'rule-state';
  row.append(document.createElement('span'), ' ', state);
  list.append(row);
  return row;
}

function showRule(list: HTMLElement, { id, state, text, stateText }: RuleView): void {
  const row = one(list, `[data-rule="${id}"]`) ?? newRow(list, id);
  if (row.dataset['state'] !== state) row.dataset['state'] = state;
  say(row.firstElementChild, text);
  say(row.lastElementChild, stateText);
}

function showLines(box: HTMLElement | null, lines: readonly string[]): void {
  const list = box?.querySelector('ul');
  if (!box || !list) return;
  box.hidden = lines.length === 0;
  if ([...list.children].map(({ textContent }) => textContent).join('\n') === lines.join('\n')) return;
  list.replaceChildren(
    ...lines.map((line) => {
      const item = document.createElement('li');
      item.textContent = line;
      return item;
    }),
  );
}

/** Brings the page to a view; touches only what differs, so that a screen reader's place is kept. */
export function show(root: HTMLElement, { rules, strength, weak, help }: FeedbackView): void {
  const list = one(root, '[data-rules]');
  if (list !== null) for (const rule of rules) showRule(list, rule);
  const meter = one(root, '[data-strength]');
  if (meter !== null) {
    meter.hidden = strength === null;
    meter.dataset['strength'] = String(strength?.score ?? '');
    say(one(meter, '[data-strength-word]'), strength?.word ?? '');
    say(one(meter, '[data-strength-time]'), strength?.time ?? '');
  }
  showLines(one(root, '[data-said=weak]'), weak);
  showLines(one(root, '[data-said=help]'), help);
}
