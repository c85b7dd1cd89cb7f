import { Frame } from '../../components/frame.tsx';
import { PhoneNumber } from '../../components/help-desk.tsx';
import { Notice } from '../../components/notice.tsx';
import { useMessages } from '../../i18n/index.ts';

/** A link that was used, is too old or was never sent: all read alike. */
export function SpentPage() {
  const { notMe, failure } = useMessages();
  return (
    <Frame title={notMe.spent.title} switchTo="/">
      <div data-failure="link-spent">
        <h1>{notMe.spent.title}</h1>
        <p className="lead">{failure['link-spent']}</p>
        <p>{notMe.spent.justPressed}</p>
        <Notice tone="calm" title={notMe.spent.call}>
          <PhoneNumber />
        </Notice>
      </div>
    </Frame>
  );
}
