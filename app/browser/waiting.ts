/** Milliseconds until the page asks for itself when no stream can be had. */
const patience = 5_000;

/**
 * Waits for news of the approval that the page shows and then asks for the page again: the stream says that something
 * changed, the page says what. Without a stream it asks again every few seconds, as a browser without JavaScript does.
 */
export function waitForApproval(): void {
  const shown = document.querySelector<HTMLElement>('[data-waiting]')?.dataset['waiting'];
  if (shown === undefined) return;
  const source = new EventSource('/recover/phone/events');
  source.addEventListener('state', (event) => {
    if (event.data !== shown) location.reload();
  });
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), patience);
  });
  addEventListener('pagehide', () => source.close());
}
