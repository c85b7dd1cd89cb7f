import { ErrorSummary } from '../../components/error-summary.tsx';
import { Frame } from '../../components/frame.tsx';
import { PhoneNumber } from '../../components/help-desk.tsx';
import { Icon } from '../../components/icon.tsx';
import { IdleGuard } from '../../components/idle-guard.tsx';
import { Notice } from '../../components/notice.tsx';
import { usePage } from '../../components/page-context.ts';
import { PostForm } from '../../components/post-form.tsx';
import { useMessages } from '../../i18n/index.ts';
import type { Messages } from '../../i18n/messages.ts';
import type { RulesInForce } from '../../shared/password/in-force.ts';
import type { FormState } from '../form-state.ts';
import { summaryOf } from '../summary.ts';
import { ChangeFields } from './change-fields.tsx';
import { type FeedbackView, openView } from './feedback-view.ts';
import type { HandOver, Opened } from './opened.ts';
import { type Refusal, refusalOf, wayOut } from './refusals.ts';

interface ChangePageProps {
  readonly state: FormState;
  readonly opened: Opened;
  readonly inForce: RulesInForce;
  /** Left out while nothing has been sent. */
  readonly view?: FeedbackView;
}

const shownFields = ['login', 'currentPassword', 'newPassword', 'confirmPassword'];

/** One's own change of password: with the current one, or straight after a recovery without typing it. */
export function ChangePage({ state, opened, inForce, view }: ChangePageProps) {
  const messages = useMessages();
  const { locale } = usePage();
  const { handOver } = opened;
  const refusal = refusalOf(state, handOver !== null, messages, locale);
  const lines = linesOf(state, refusal, messages);
  return (
    <Frame
      title={messages.password.title}
      wrong={lines.length > 0 || refusal !== null}
      closed={handOver !== null}
      again={handOver === null ? undefined : openAgain(handOver)}
    >
      <h1>{messages.password.title}</h1>
      <ErrorSummary lines={lines} />
      {refusal !== null && refusal.field === null ? <WholeRefusal refusal={refusal} state={state} /> : null}
      {opened.late ? <Notice tone="careful" title={messages.password.handOverLate} arrives /> : null}
      <Opening handOver={handOver} />
      <PostForm action="/password/change" hidden={handOver === null ? {} : { handOver: handOver.sealed }}>
        <ChangeFields
          state={state}
          refusal={refusal}
          handOver={handOver}
          inForce={inForce}
          view={view ?? openView(inForce, handOver === null, messages.feedback)}
        />
        <div className="actions">
          <button type="submit" className="button">
            {messages.password.submit}
            <Icon name="arrow" />
          </button>
        </div>
      </PostForm>
      {handOver === null ? <Forgotten /> : null}
      <IdleGuard />
    </Frame>
  );
}

const openAgain = ({ sealed }: HandOver) => ({
  action: '/password/change',
  hidden: { intent: 'open', handOver: sealed },
});

function linesOf(state: FormState, refusal: Refusal | null, messages: Messages) {
  const lines = summaryOf(state.errors, shownFields, messages);
  if (refusal === null || refusal.field === null) return lines;
  return [...lines, { field: refusal.field, sentence: refusal.sentence }];
}

function Opening({ handOver }: { handOver: HandOver | null }) {
  const { password } = useMessages();
  if (handOver === null) return <p className="lead">{password.lead}</p>;
  return (
    <>
      <p className="lead">{password.lead}</p>
      <Notice tone="good" title={password.handedOver(handOver.login)} />
    </>
  );
}

/** A refusal that no field can correct: what happened, when to try again, whom to call. */
function WholeRefusal({ refusal, state }: { refusal: Refusal; state: FormState }) {
  const messages = useMessages();
  const out = wayOut(refusal, messages);
  const waits = state.retryAfterSeconds;
  return (
    <Notice tone="wrong" title={refusal.sentence} arrives>
      {waits === null ? null : <p>{messages.common.wait(Math.ceil(waits / 60))}</p>}
      {out === null ? null : (
        <p>
          <a href="/recover">{out}</a>
        </p>
      )}
      <PhoneNumber />
    </Notice>
  );
}

function Forgotten() {
  const { password } = useMessages();
  return (
    <p>
      <a className="standing-link" href="/recover">
        {password.forgotLink}
      </a>
    </p>
  );
}
