/** Milliseconds after which a form that got no answer may be sent again. */
const patience = 15_000;

/** Moves the focus to what a new page has to say first: its errors, a refusal, a success. */
export function focusArrival(): void {
  document.querySelector<HTMLElement>('[data-arrives]')?.focus();
}

/** A second press of a button sends nothing, and the button says that it is being done. */
export function sendOnce(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (form.hasAttribute('data-sent')) return event.preventDefault();
    form.setAttribute('data-sent', '');
    const release = sayBusy(event.submitter, form.dataset['busy'] ?? '');
    setTimeout(() => {
      form.removeAttribute('data-sent');
      release();
    }, patience);
  });
}

function sayBusy(button: HTMLElement | null, text: string): () => void {
  if (button === null) return () => {};
  const before = [...button.childNodes];
  // The button keeps its size: whatever moved into its place would get the second press of a double click.
  const { width, height } = button.getBoundingClientRect();
  button.style.minWidth = `${width}px`;
  button.style.minHeight = `${height}px`;
  button.setAttribute('aria-disabled', 'true');
  button.textContent = text;
  return () => {
    button.removeAttribute('aria-disabled');
    button.replaceChildren(...before);
  };
}

/** Buttons that show and hide what is typed in a password field; hidden again when the form is sent. */
export function offerReveal(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-reveal]')) {
    const input = document.querySelector<HTMLInputElement>(`#${button.dataset['reveal']}`);
    if (input === null) continue;
    const show = (shown: boolean) => {
      input.type = shown ? 'text' : 'password';
      button.setAttribute('aria-pressed', String(shown));
      button.textContent = (shown ? button.dataset['hide'] : button.dataset['show']) ?? '';
    };
    button.hidden = false;
    button.addEventListener('click', () => show(input.type === 'password'));
    input.form?.addEventListener('submit', () => show(false));
  }
}

/** Says beside a password field that Caps Lock is on, while it is. */
export function hearCapsLock(): void {
  for (const hint of document.querySelectorAll<HTMLElement>('[data-caps-lock]')) {
    const field = hint.parentElement;
    const listen = (event: KeyboardEvent) => {
      const text = event.getModifierState?.('CapsLock') ? (hint.dataset['capsLock'] ?? '') : '';
      if (hint.textContent !== text) hint.textContent = text;
    };
    field?.addEventListener('keydown', listen);
    field?.addEventListener('keyup', listen);
    field?.addEventListener('focusout', () => {
      hint.textContent = '';
    });
  }
}

/** Letters whose keys differ between AZERTY and QWERTY, by the code of the key (UI Events KeyboardEvent code). */
const azertyKeys: Readonly<Record<string, string>> = {
  KeyQ: 'a',
  KeyA: 'q',
  KeyW: 'z',
  KeyZ: 'w',
  Semicolon: 'm',
};

/** Says beside a password field that the keyboard is no French one, as soon as a key has shown it. */
export function hearOtherKeyboard(): void {
  for (const hint of document.querySelectorAll<HTMLElement>('[data-other-keyboard]')) {
    hint.parentElement?.addEventListener('keydown', ({ code, key }) => {
      const expected = azertyKeys[code];
      if (expected === undefined || key.length !== 1) return;
      const text = key.toLowerCase() === expected ? '' : (hint.dataset['otherKeyboard'] ?? '');
      if (hint.textContent !== text) hint.textContent = text;
    });
  }
}
