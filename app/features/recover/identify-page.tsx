import { AgentNumberPicture } from '../../components/agent-number-picture.tsx';
import { Choices } from '../../components/choices.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Field } from '../../components/field.tsx';
import { Frame } from '../../components/frame.tsx';
import { Icon } from '../../components/icon.tsx';
import { IdleGuard } from '../../components/idle-guard.tsx';
import { PostForm } from '../../components/post-form.tsx';
import { Steps } from '../../components/steps.tsx';
import { useMessages } from '../../i18n/index.ts';
import { type FormState, untouched } from '../form-state.ts';
import { summaryOf } from '../summary.ts';
import { reasons } from './choices.ts';
import { IdentifyRefusal } from './identify-refusal.tsx';

/** Step 1: what happened, and who are you. Surname and number identify; they are no secret and no proof. */
export function IdentifyPage({ state }: { state: FormState }) {
  const messages = useMessages();
  const { identify, steps } = messages.recover;
  const lines = summaryOf(state.errors, ['reason', 'surname', 'agentNumber'], messages);
  return (
    <Frame title={identify.title} wrong={lines.length > 0 || state.failure !== null}>
      <Steps current={1} names={steps} />
      <h1>{identify.title}</h1>
      <ErrorSummary lines={lines} />
      {state === untouched ? <p className="lead">{identify.lead}</p> : null}
      {state.failure === null ? null : <IdentifyRefusal code={state.failure} />}
      <PostForm action="/recover">
        <Choices
          name="reason"
          legend={identify.reason}
          choices={reasons.map((value) => ({ value, ...identify.reasons[value] }))}
          chosen={state.values['reason']}
          error={state.errors['reason']}
        />
        <WhoAreYou state={state} />
        <div className="actions">
          <button type="submit" className="button">
            {identify.submit}
            <Icon name="arrow" />
          </button>
        </div>
      </PostForm>
      <IdleGuard />
    </Frame>
  );
}

function WhoAreYou({ state }: { state: FormState }) {
  const { help, recover } = useMessages();
  const { identify } = recover;
  return (
    <fieldset>
      <legend>{identify.who}</legend>
      <Field
        name="surname"
        label={identify.surname}
        hint={identify.surnameHint}
        value={state.values['surname']}
        error={state.errors['surname']}
        autoComplete="off"
        autoCapitalize="words"
      />
      <Field
        name="agentNumber"
        label={identify.agentNumber}
        hint={identify.agentNumberHint}
        value={state.values['agentNumber']}
        error={state.errors['agentNumber']}
        autoComplete="off"
        autoCapitalize="characters"
        enterKeyHint="go"
      />
      <details className="where">
        <summary>{help.number.title}</summary>
        <AgentNumberPicture />
      </details>
    </fieldset>
  );
}
