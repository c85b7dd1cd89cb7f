import type { ReactNode } from 'react';
import { useMessages } from '../i18n/index.ts';
import { Brand } from './brand.tsx';
import { HelpDesk } from './help-desk.tsx';
import { KioskEnd, KioskPaper } from './kiosk.tsx';
import { type Again, LanguageSwitch } from './language-switch.tsx';
import { usePage } from './page-context.ts';

interface FrameProps {
  /** Names the page in the browser's tab and history. */
  readonly title: string;
  readonly wrong?: boolean;
  /** No links away: for a page that cannot be seen a second time. */
  readonly closed?: boolean;
  /** Where the language switch leads, when this address only answers a form. */
  readonly switchTo?: string;
  /** The form that shows this page again in another language. */
  readonly again?: Again | undefined;
  readonly wide?: boolean;
  /** The page has its own "I have finished". */
  readonly finishes?: boolean;
  /** Somebody on the phone reads from the page and touches nothing. */
  readonly waits?: boolean;
  readonly children: ReactNode;
}

/** What surrounds the one question of a page: mark, language, and the help desk at its end. */
export function Frame({
  title,
  wrong = false,
  closed = false,
  switchTo,
  again,
  wide = false,
  finishes = false,
  waits = false,
  children,
}: FrameProps) {
  const page = usePage();
  const { common } = useMessages();
  page.head.title = common.title(wrong ? common.titleWithError(title) : title);
  return (
    <>
      <a className="skip" href="#content">
        {common.skip}
      </a>
      <header>
        {page.settings.demo ? <p className="demo">{common.demo}</p> : null}
        <div className="top">
          <Brand linked={!closed} />
          {closed && again === undefined ? null : <LanguageSwitch to={switchTo ?? page.path} again={again} />}
        </div>
      </header>
      <main id="content" tabIndex={-1} className={wide ? 'wide' : undefined}>
        {children}
        {page.kiosk && page.path !== '/' ? <KioskEnd finishes={finishes} waits={waits} /> : null}
      </main>
      <footer>
        <HelpDesk linked={!closed} />
      </footer>
      {page.kiosk ? <KioskPaper /> : null}
    </>
  );
}
