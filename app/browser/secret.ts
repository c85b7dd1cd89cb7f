/** Milliseconds for which a kept password stays shown. */
const keptFor = 30_000;

interface Secret {
  show(): void;
  hide(): void;
}

/** The temporary password: shown while its button is held, or kept for half a minute; hidden as soon as one looks away. */
export function holdSecret(): void {
  const root = document.querySelector<HTMLElement>('[data-secret]');
  if (root === null) return;
  const secret = openInto(root);
  const keep = root.querySelector<HTMLButtonElement>('[data-secret-keep]');
  const hold = root.querySelector<HTMLButtonElement>('[data-secret-hold]');
  const spelled = root.querySelector<HTMLDetailsElement>('[data-secret-spelled]');
  const release = keep === null ? () => {} : keepable(keep, secret);
  if (hold !== null) holdable(hold, secret, release);
  const lookAway = () => {
    release();
    secret.hide();
    if (spelled !== null) spelled.open = false;
  };
  addEventListener('blur', lookAway);
  addEventListener('pagehide', lookAway);
  document.addEventListener('visibilitychange', lookAway);
}

/** Replaces the plain `details` by a place that the script opens and closes. */
function openInto(root: HTMLElement): Secret {
  const status = root.querySelector('[data-secret-status]');
  const plain = root.querySelector<HTMLDetailsElement>('[data-secret-plain]');
  const controls = root.querySelector<HTMLElement>('[data-secret-controls]');
  const set = (state: 'shown' | 'hidden') => {
    if (root.dataset['state'] === state) return;
    if (root.dataset['state'] !== undefined && status !== null)
      status.textContent = root.dataset[state] ?? '';
    root.dataset['state'] = state;
  };
  set('hidden');
  if (plain !== null) plain.open = true;
  if (controls !== null) controls.hidden = false;
  return { show: () => set('shown'), hide: () => set('hidden') };
}

/** Shown while pressed, by pointer, Space or Enter. */
function holdable(button: HTMLButtonElement, secret: Secret, release: () => void): void {
  const press = (event: Event) => {
    event.preventDefault();
    release();
    secret.show();
    button.setAttribute('aria-pressed', 'true');
  };
  const letGo = () => {
    if (button.getAttribute('aria-pressed') !== 'true') return;
    secret.hide();
    button.setAttribute('aria-pressed', 'false');
  };
  const isKey = (event: KeyboardEvent) => event.key === ' ' || event.key === 'Enter';
  button.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    button.focus();
    press(event);
  });
  for (const end of ['pointerup', 'pointercancel', 'pointerleave', 'blur'])
    button.addEventListener(end, letGo);
  button.addEventListener('contextmenu', (event) => event.preventDefault());
  button.addEventListener('keydown', (event) => {
    if (isKey(event)) press(event);
  });
  button.addEventListener('keyup', (event) => {
    if (isKey(event)) letGo();
  });
}

/** Shown for a while at one press, for hands that cannot hold. Returns what ends it. */
function keepable(button: HTMLButtonElement, secret: Secret): () => void {
  let timer = 0;
  const say = (kept: boolean) => {
    button.setAttribute('aria-pressed', String(kept));
    button.textContent = (kept ? button.dataset['release'] : button.dataset['keep']) ?? '';
  };
  const release = () => {
    if (timer === 0) return;
    clearTimeout(timer);
    timer = 0;
    say(false);
    secret.hide();
  };
  button.addEventListener('click', () => {
    if (timer !== 0) return release();
    secret.show();
    say(true);
    timer = window.setTimeout(release, keptFor);
  });
  return release;
}
