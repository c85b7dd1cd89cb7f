import type { Disavowed } from '../../../server/contract.ts';
import { Frame } from '../../components/frame.tsx';
import { PhoneNumber } from '../../components/help-desk.tsx';
import { Notice } from '../../components/notice.tsx';
import { Reference } from '../../components/reference.tsx';
import { useMessages } from '../../i18n/index.ts';

/** Shown only as the answer to the button; what was done cannot be done a second time. */
export function DisavowedPage({ outcome }: { outcome: Disavowed }) {
  const { done } = useMessages().notMe;
  return (
    <Frame title={done.title} closed>
      <div data-disavowed="">
        <h1>{done.title}</h1>
        <Notice tone="good" title={done.lead} arrives>
          {outcome.scramble ? <p>{done.scrambled}</p> : null}
        </Notice>
      </div>
      <h2>{done.next}</h2>
      <p>{done.call}</p>
      <PhoneNumber />
      <p>{done.noAnswer}</p>
      {outcome.scramble ? null : (
        <p>
          {done.change}{' '}
          <a className="standing-link" href="/password/change">
            {done.changeLink}
          </a>
        </p>
      )}
      <Reference reference={outcome.reference} />
    </Frame>
  );
}
