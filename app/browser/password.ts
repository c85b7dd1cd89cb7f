/**
 * What a page with a password to choose does more than others. Everything heavy is loaded at the first touch: the
 * judgement when the field is entered, the words of phrases when more of them are asked for.
 */
export function helpChoosing(): void {
  for (const root of document.querySelectorAll<HTMLElement>('[data-feedback]')) {
    const { fields } = JSON.parse(root.dataset['feedback'] ?? '{}') as { fields: { judged: string } };
    const input = root.querySelector<HTMLInputElement>(`#${fields.judged}`);
    input?.addEventListener('focus', () => void start(root, input), { once: true });
  }
  for (const part of document.querySelectorAll<HTMLElement>('[data-with-script]')) part.hidden = false;
  document.querySelector('[data-print]')?.addEventListener('click', () => print());
  document.querySelector('[data-more-phrases]')?.addEventListener('click', (event) => {
    event.preventDefault();
    void import('./phrases.ts').then(({ drawPhrases }) => drawPhrases());
  });
}

/** A page whose script cannot be had any more goes on as without one. */
async function start(root: HTMLElement, input: HTMLInputElement): Promise<void> {
  const { startFeedback } = await import('./feedback.ts');
  await startFeedback(root, input);
}
