import type { NotMeView } from '../../../server/contract.ts';
import { Frame } from '../../components/frame.tsx';
import { Notice } from '../../components/notice.tsx';
import { usePage } from '../../components/page-context.ts';
import { PostForm } from '../../components/post-form.tsx';
import { useMessages } from '../../i18n/index.ts';
import { whenDone } from './when.ts';

/** What was done, what the button will do, and one button: opening the link has changed nothing. */
export function NotMePage({ view }: { view: NotMeView }) {
  const { notMe } = useMessages();
  const { path, locale } = usePage();
  return (
    <Frame title={notMe.title}>
      <h1>{notMe.title}</h1>
      <p className="lead">{notMe.happened[view.action](whenDone(view, locale))}</p>
      <Notice tone="calm" title={notMe.itWasMe}>
        <p>{notMe.itWasMeText}</p>
      </Notice>
      <h2>{notMe.willHappen}</h2>
      <ul className="plain-list">
        <li>{notMe.blocks}</li>
        <li>{notMe.tells}</li>
        {view.scramble ? <li>{notMe.scrambles}</li> : null}
      </ul>
      <PostForm action={path}>
        <p className="actions">
          <button type="submit" className="button">
            {notMe.submit}
          </button>
        </p>
      </PostForm>
    </Frame>
  );
}
