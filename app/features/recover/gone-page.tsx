import { Frame } from '../../components/frame.tsx';
import { PhoneNumber } from '../../components/help-desk.tsx';
import { IdleGuard } from '../../components/idle-guard.tsx';
import { Notice } from '../../components/notice.tsx';
import { PostForm } from '../../components/post-form.tsx';
import { Reference } from '../../components/reference.tsx';
import { Steps } from '../../components/steps.tsx';
import type { FailureCode } from '../../i18n/fr.ts';
import { useMessages } from '../../i18n/index.ts';
import type { DoneView } from './done-page.tsx';
import { Finish } from './finish.tsx';

/** The password was shown before, or its page was lost: it is never shown again, at most replaced once. */
export function GonePage({ view, failure }: { view: DoneView; failure: FailureCode | null }) {
  const messages = useMessages();
  const { done, steps } = messages.recover;
  return (
    <Frame title={done.gone.title} wrong={failure !== null} finishes>
      <Steps current={3} names={steps} />
      <h1>{done.gone.title}</h1>
      <p className="lead">{done.gone.lead}</p>
      {failure === null ? null : <Notice tone="wrong" title={messages.failure[failure]} arrives />}
      {view.mayRepeat ? <Repeat /> : <CallInstead />}
      <p>
        <a className="standing-link" href="/password/change">
          {messages.password.title}
        </a>
      </p>
      <Finish />
      <Reference reference={view.reference} />
      <IdleGuard />
    </Frame>
  );
}

function Repeat() {
  const { gone } = useMessages().recover.done;
  return (
    <PostForm action="/recover/done" hidden={{ intent: 'repeat' }}>
      <p>{gone.mayRepeat}</p>
      <button type="submit" className="button">
        {gone.repeat}
      </button>
    </PostForm>
  );
}

function CallInstead() {
  const { gone } = useMessages().recover.done;
  return (
    <Notice tone="calm" title={gone.mayNotRepeat}>
      <PhoneNumber />
    </Notice>
  );
}
