import { useMessages } from '../i18n/index.ts';
import type { Messages } from '../i18n/messages.ts';
import { Frame } from './frame.tsx';
import { PhoneNumber } from './help-desk.tsx';
import { Notice } from './notice.tsx';

export type NotOpenPart = Exclude<keyof Messages['notOpen'], 'soon' | 'until'>;

/** A part of the portal that does not exist yet says so, and who does its work until then. */
export function NotOpen({ part }: { part: NotOpenPart }) {
  const { common, notOpen } = useMessages();
  const { title, tip } = notOpen[part];
  return (
    <Frame title={title}>
      <h1>{title}</h1>
      <p className="lead">{notOpen.soon}</p>
      <Notice tone="calm" title={notOpen.until}>
        <p>{tip}</p>
        <PhoneNumber />
      </Notice>
      <p className="actions">
        <a className="button quiet" href="/">
          {common.backHome}
        </a>
      </p>
    </Frame>
  );
}
