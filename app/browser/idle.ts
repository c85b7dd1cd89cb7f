/**
 * Closes a page left open at a shared screen: asks first, then sends the page's idle form or goes to the start. Time
 * is read from the clock at every tick, so that a screen that slept is closed when it wakes.
 */
export function guardAgainstIdling(): void {
  const dialog = document.querySelector<HTMLDialogElement>('dialog[data-idle]');
  if (dialog === null) return;
  const closesAfter = Number(dialog.dataset['idle']) * 1000;
  const asksBefore = Number(dialog.dataset['idleAsks']) * 1000;
  const count = dialog.querySelector('[data-idle-count]');
  let touchedAt = Date.now();
  let left = false;

  const stay = () => {
    touchedAt = Date.now();
    dialog.close();
  };
  const touch = () => {
    if (!dialog.open) touchedAt = Date.now();
  };
  const tick = () => {
    const remaining = touchedAt + closesAfter - Date.now();
    if (left || remaining > asksBefore) return;
    if (remaining <= 0) {
      left = true;
      return leave(dialog);
    }
    if (!dialog.open) dialog.showModal();
    if (count !== null) count.textContent = String(Math.ceil(remaining / 1000));
  };

  for (const event of ['pointerdown', 'keydown', 'input', 'scroll'])
    addEventListener(event, touch, { passive: true });
  dialog.querySelector('[data-idle-stay]')?.addEventListener('click', stay);
  dialog.addEventListener('cancel', stay);
  document.addEventListener('visibilitychange', tick);
  setInterval(tick, 1000);
}

function leave(dialog: HTMLDialogElement): void {
  const form = document.querySelector<HTMLFormElement>('form[data-idle-form]');
  if (form === null) location.replace(dialog.dataset['idleTo'] ?? '/');
  else form.requestSubmit();
}
