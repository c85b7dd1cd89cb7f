import { Icon } from '../../components/icon.tsx';
import { PostForm } from '../../components/post-form.tsx';
import { useMessages } from '../../i18n/index.ts';

/** Ends the session and empties the screen for the next person; also sent by itself when the page is left alone. */
export function Finish() {
  const { done } = useMessages().recover;
  return (
    <PostForm action="/finish" sentWhenIdle className="finish">
      <button type="submit" className="button quiet">
        <Icon name="check" />
        {done.finish}
      </button>
      <p>{done.finishHint}</p>
    </PostForm>
  );
}
