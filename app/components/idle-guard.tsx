import { useMessages } from '../i18n/index.ts';
import { usePage } from './page-context.ts';

/** Seconds without a touch after which the page closes, and how long before that it asks. */
const closesAfterSeconds = 180;
const asksBefore = 30;

/** Guards a page that may hold something of a person. At a kiosk the frame guards every page, and sooner. */
export function IdleGuard() {
  const { kiosk } = usePage();
  return kiosk ? null : <IdleDialog closesAfter={closesAfterSeconds} />;
}

/**
 * Closes a page that was left open at a shared screen. The script sends the page's idle form, or goes to the start.
 * People can ask for more time as often as they like (WCAG 2.2.1).
 */
export function IdleDialog({ closesAfter }: { closesAfter: number }) {
  const { idle } = useMessages().common;
  return (
    <dialog
      className="idle"
      aria-labelledby="idle-title"
      data-idle={closesAfter}
      data-idle-asks={asksBefore}
      data-idle-to="/"
    >
      <h2 id="idle-title">{idle.title}</h2>
      <p>{idle.text}</p>
      <p className="idle-count" aria-hidden="true">
        <span data-idle-count>{asksBefore}</span> {idle.seconds}
      </p>
      <button type="button" className="button" data-idle-stay>
        {idle.stay}
      </button>
    </dialog>
  );
}
