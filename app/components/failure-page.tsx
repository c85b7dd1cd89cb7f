import type { FailureCode } from '../i18n/fr.ts';
import { useMessages } from '../i18n/index.ts';
import { Frame } from './frame.tsx';

/** A refusal or a failure that belongs to no form: what happened, what still works, whom to call. */
export function FailurePage({ code }: { code: FailureCode }) {
  const { common, failure } = useMessages();
  const title = code === 'page-not-found' ? common.wrong.notFound : common.wrong.title;
  return (
    <Frame title={title} switchTo="/">
      <div data-failure={code}>
        <h1>{title}</h1>
        <p className="lead">{failure[code]}</p>
        <h2>{common.wrong.still}</h2>
        <ul className="plain-list">
          <li>{common.wrong.stillCall}</li>
          {code === 'page-not-found' ? null : <li>{common.wrong.stillRetry}</li>}
        </ul>
        <p className="actions">
          <a className="button" href="/">
            {common.backHome}
          </a>
          <a className="button quiet" href="/help">
            {common.helpDesk.more}
          </a>
        </p>
      </div>
    </Frame>
  );
}
