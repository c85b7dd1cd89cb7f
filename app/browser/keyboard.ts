/** Keyboards on the screen need a moment to come up. */
const keyboardMillis = 350;

/** At a kiosk: brings what is being typed above the keyboard on the screen, when it comes up and when one goes on. */
export function stayAboveKeyboard(): void {
  if (!document.documentElement.hasAttribute('data-kiosk')) return;
  const bringUp = () => {
    const field = document.activeElement;
    if (field instanceof HTMLInputElement && field.closest('.field') !== null)
      field.scrollIntoView({ block: 'nearest' });
  };
  document.addEventListener('focusin', () => setTimeout(bringUp, keyboardMillis));
  visualViewport?.addEventListener('resize', bringUp);
}
