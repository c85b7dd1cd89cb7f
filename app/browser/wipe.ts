const secrets =
  '[data-temporary-password], [data-secret-spelled] ol, [data-said] ul, [data-phrases], [data-pairing-code], [data-second-code], [data-spelled-code]';

/**
 * Leaves nothing of a person in the browser for the next one. Fields and secrets are emptied when a page is left, so
 * that a copy kept for "back" holds none; a copy that is shown all the same is replaced by a fresh answer.
 */
export function leaveNothingBehind(): void {
  // A page that answered a form is not asked again by a reload: it would be sent a second time.
  history.replaceState(history.state, '', location.href);
  addEventListener('pagehide', wipe);
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
}

function wipe(): void {
  // At a kiosk nothing at all stays, not even for the moment until the fresh answer is there.
  if (document.documentElement.hasAttribute('data-kiosk')) {
    document.body.replaceChildren();
    document.title = '';
    return;
  }
  for (const secret of document.querySelectorAll(secrets)) secret.textContent = '';
  for (const input of document.querySelectorAll<HTMLInputElement>(
    'input:not([type=hidden], [type=radio], [type=checkbox])',
  )) {
    input.value = '';
  }
}
