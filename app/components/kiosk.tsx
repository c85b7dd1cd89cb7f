import { useMessages } from '../i18n/index.ts';
import { Icon } from './icon.tsx';
import { IdleDialog } from './idle-guard.tsx';
import { PostForm } from './post-form.tsx';

/** Seconds without a touch after which a kiosk's page closes; half a minute before, it asks (WCAG 2.2.1: 20 s at least). */
const closesAfter = 90;
/** A page that waits for a call asks for as long as an approval lives; the approval's end brings another page. */
const closesAfterWaiting = 15 * 60;
/** Without the browser script nobody can be asked, so there is more time: then the page gives way to the start. */
export const closesWithoutScript = 300;

/**
 * What every page at a kiosk ends with, save the start: the button that empties the screen, and the countdown that
 * presses it for whoever has left. Even a page that holds nothing of a person has their session behind it.
 */
export function KioskEnd({ finishes, waits }: { finishes: boolean; waits: boolean }) {
  const { kiosk } = useMessages();
  return (
    <>
      {finishes ? null : (
        <PostForm action="/finish" sentWhenIdle className="kiosk-end">
          <button type="submit" className="button">
            <Icon name="check" />
            {kiosk.finish}
          </button>
          <p>{kiosk.finishHint}</p>
        </PostForm>
      )}
      <noscript>
        <div className="hint">{kiosk.closes((waits ? closesAfterWaiting : closesWithoutScript) / 60)}</div>
      </noscript>
      <IdleDialog closesAfter={waits ? closesAfterWaiting : closesAfter} />
    </>
  );
}

/** All that a kiosk prints of any page. */
export function KioskPaper() {
  const { kiosk } = useMessages();
  return <p className="kiosk-paper">{kiosk.noPrint}</p>;
}
