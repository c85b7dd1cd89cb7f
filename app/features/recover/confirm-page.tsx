import type { RecoveryView } from '../../../server/contract.ts';
import { Choices } from '../../components/choices.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { FieldError } from '../../components/field.tsx';
import { Frame } from '../../components/frame.tsx';
import { Icon } from '../../components/icon.tsx';
import { IdleGuard } from '../../components/idle-guard.tsx';
import { Notice } from '../../components/notice.tsx';
import { PostForm } from '../../components/post-form.tsx';
import { Reference } from '../../components/reference.tsx';
import { Steps } from '../../components/steps.tsx';
import { useMessages } from '../../i18n/index.ts';
import type { FormState } from '../form-state.ts';
import { summaryOf } from '../summary.ts';
import { actions } from './choices.ts';

type Confirmed = Pick<RecoveryView, 'reference' | 'givenName' | 'reason' | 'locked' | 'state'>;

/** Step 2: what will happen, and the agent's word that the old password is gone for good. */
export function ConfirmPage({ view, state }: { view: Confirmed; state: FormState }) {
  const messages = useMessages();
  const { confirm, steps } = messages.recover;
  const title = confirm.title(view.givenName);
  const lines = summaryOf(state.errors, ['action', 'understood'], messages);
  return (
    <Frame title={steps[1] ?? title} wrong={lines.length > 0 || state.failure !== null}>
      <Steps current={2} names={steps} />
      <h1>{title}</h1>
      <ErrorSummary lines={lines} />
      {state.failure === null ? null : (
        <Notice tone="wrong" title={confirm.failedTitle} arrives>
          <p>{messages.failure[state.failure]}</p>
        </Notice>
      )}
      <Situation view={view} />
      {view.locked ? null : <Plan />}
      <ConfirmForm view={view} state={state} />
      <Reference reference={view.reference} />
      <IdleGuard />
    </Frame>
  );
}

/** What the directory says where the agent expected something else. */
function Situation({ view }: { view: Confirmed }) {
  const { confirm } = useMessages().recover;
  if (view.reason === 'locked' && !view.locked) {
    return (
      <Notice tone="calm" title={confirm.notLocked}>
        <p>{confirm.notLockedText}</p>
      </Notice>
    );
  }
  if (view.reason !== 'expired') return null;
  return (
    <Notice tone="calm" title={confirm.expired}>
      <a href="/password/change">{confirm.expiredLink}</a>
    </Notice>
  );
}

function Plan() {
  const { confirm } = useMessages().recover;
  return (
    <>
      <p className="lead">{confirm.lead}</p>
      <ol className="plan">
        {confirm.plan.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </>
  );
}

function ConfirmForm({ view, state }: { view: Confirmed; state: FormState }) {
  const { confirm } = useMessages().recover;
  const preferred = view.reason === 'locked' ? 'unlock' : 'reset';
  return (
    <PostForm action="/recover/confirm">
      {view.locked ? (
        <Choices
          name="action"
          legend={confirm.action}
          choices={actions.map((value) => ({ value, ...confirm.actions[value] }))}
          chosen={state.values['action'] || preferred}
          error={state.errors['action']}
        />
      ) : null}
      <Notice tone="careful" title={view.locked ? confirm.neverAgainForReset : confirm.neverAgain}>
        <p>{confirm.neverAgainText}</p>
      </Notice>
      <Understood locked={view.locked} state={state} />
      <p className="whisper">
        <Icon name="eye" />
        {confirm.alone}
      </p>
      <div className="actions">
        <button type="submit" className="button">
          {view.locked ? confirm.submitChoice : confirm.submit}
          <Icon name="arrow" />
        </button>
        <a className="button quiet" href="/recover">
          {confirm.notMe}
        </a>
      </div>
    </PostForm>
  );
}

function Understood({ locked, state }: { locked: boolean; state: FormState }) {
  const { fieldErrors, recover } = useMessages();
  const error = state.errors['understood'];
  return (
    <div className="field" data-wrong={error === undefined ? undefined : ''}>
      <FieldError name="understood" sentence={error === undefined ? undefined : fieldErrors[error]} />
      <label className="choice tick">
        <input
          type="checkbox"
          id="understood"
          name="understood"
          value="yes"
          autoComplete="off"
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={error === undefined ? undefined : 'understood-error'}
        />
        <span className="choice-title">
          {locked ? recover.confirm.understoodForReset : recover.confirm.understood}
        </span>
      </label>
    </div>
  );
}
