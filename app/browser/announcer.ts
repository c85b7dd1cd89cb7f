/** Milliseconds without a key after which there is time to listen. */
const pause = 1_200;

/** Says a sentence in a polite live region: after a pause, and only when it is another one than the last. */
export function createAnnouncer(region: Element | null): (sentence: string) => void {
  let timer = 0;
  let said = '';
  return (sentence) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (sentence === said) return;
      said = sentence;
      if (region !== null) region.textContent = sentence;
    }, pause);
  };
}
