import { Frame } from '../../components/frame.tsx';
import { Icon } from '../../components/icon.tsx';
import { Notice } from '../../components/notice.tsx';
import { usePage } from '../../components/page-context.ts';
import { PostForm } from '../../components/post-form.tsx';
import { useMessages } from '../../i18n/index.ts';

interface Kiosk {
  readonly name: string;
  readonly establishment: string;
}

/** What this device is about to become, and the one button that does it. */
export function EnrolPage({ kiosk }: { kiosk: Kiosk }) {
  const { path } = usePage();
  const { enrol } = useMessages().kiosk;
  return (
    <Frame title={enrol.title}>
      <h1>{enrol.title}</h1>
      <p className="lead">{enrol.lead}</p>
      <dl className="facts">
        <dt>{enrol.name}</dt>
        <dd>{kiosk.name}</dd>
        <dt>{enrol.establishment}</dt>
        <dd>{kiosk.establishment}</dd>
      </dl>
      <Notice tone="careful" title={enrol.careful}>
        <p>{enrol.carefulText}</p>
      </Notice>
      <PostForm action={path}>
        <div className="actions">
          <button type="submit" className="button">
            {enrol.submit}
            <Icon name="arrow" />
          </button>
        </div>
      </PostForm>
    </Frame>
  );
}

/** The answer to the one post that claims a link; it has no address of its own. */
export function EnrolledPage({ kiosk }: { kiosk: Kiosk }) {
  const { enrolled } = useMessages().kiosk;
  return (
    <Frame title={enrolled.title} switchTo="/">
      <div data-enrolled="">
        <h1>{enrolled.title}</h1>
        <Notice tone="good" title={enrolled.text(kiosk.name, kiosk.establishment)} arrives>
          <p>{enrolled.keep}</p>
        </Notice>
      </div>
      <p className="actions">
        <a className="button" href="/">
          {enrolled.start}
        </a>
      </p>
    </Frame>
  );
}
