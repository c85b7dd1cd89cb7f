import type { OwnCall } from '../../../server/contract.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Field } from '../../components/field.tsx';
import { Frame } from '../../components/frame.tsx';
import { PostForm } from '../../components/post-form.tsx';
import { useMessages } from '../../i18n/index.ts';
import type { FormState } from '../form-state.ts';
import { summaryOf } from '../summary.ts';
import { DeskFailure } from './desk-failure.tsx';

interface DeskProps {
  readonly calls: readonly OwnCall[];
  readonly state: FormState;
}

/** The desk: the code that a caller reads out, and the calls that are under way. */
export function DeskPage({ calls, state }: DeskProps) {
  const messages = useMessages();
  const { home } = messages.desk;
  const lines = summaryOf(state.errors, ['code'], messages);
  return (
    <Frame title={home.title} wrong={lines.length > 0 || state.failure !== null}>
      <h1>{home.title}</h1>
      <ErrorSummary lines={lines} />
      <DeskFailure state={state} title={home.failedTitle} />
      <PostForm action="/desk" hidden={{ intent: 'open' }}>
        <h2>{home.open}</h2>
        <Field
          name="code"
          label={home.code}
          hint={home.codeHint}
          value={state.values['code']}
          error={state.errors['code']}
          autoComplete="off"
          autoCapitalize="characters"
        />
        <div className="actions">
          <button type="submit" className="button">
            {home.submit}
          </button>
        </div>
      </PostForm>
      <Calls calls={calls} />
      <PostForm action="/desk" hidden={{ intent: 'sign-out' }}>
        <div className="actions">
          <button type="submit" className="button quiet">
            {home.signOut}
          </button>
        </div>
      </PostForm>
    </Frame>
  );
}

function Calls({ calls }: { calls: readonly OwnCall[] }) {
  const { home } = useMessages().desk;
  return (
    <section aria-labelledby="mine">
      <h2 id="mine">{home.mine}</h2>
      {calls.length === 0 ? (
        <p>{home.none}</p>
      ) : (
        <ul className="plain-list">
          {calls.map(({ id, reference, givenName, secondsSince }) => (
            <li key={id}>
              <a className="standing-link" href={`/desk/approvals/${id}`}>
                {reference} · {home.since(givenName, Math.floor(secondsSince / 60))}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
