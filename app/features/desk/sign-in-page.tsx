import { ErrorSummary } from '../../components/error-summary.tsx';
import { Field } from '../../components/field.tsx';
import { Frame } from '../../components/frame.tsx';
import { IdleGuard } from '../../components/idle-guard.tsx';
import { PostForm } from '../../components/post-form.tsx';
import { useMessages } from '../../i18n/index.ts';
import type { FormState } from '../form-state.ts';
import { summaryOf } from '../summary.ts';
import { DeskFailure } from './desk-failure.tsx';

export function SignInPage({ state }: { state: FormState }) {
  const messages = useMessages();
  const { signIn } = messages.desk;
  const lines = summaryOf(state.errors, ['login', 'password'], messages);
  return (
    <Frame title={signIn.title} wrong={lines.length > 0 || state.failure !== null}>
      <h1>{signIn.title}</h1>
      <ErrorSummary lines={lines} />
      <DeskFailure state={state} title={signIn.failedTitle} />
      <p className="lead">{signIn.lead}</p>
      <PostForm action="/desk/sign-in">
        <Field
          name="login"
          label={signIn.login}
          value={state.values['login']}
          error={state.errors['login']}
          autoComplete="username"
          autoCapitalize="none"
        />
        <Field
          name="password"
          type="password"
          label={signIn.password}
          error={state.errors['password']}
          autoComplete="current-password"
        />
        <div className="actions">
          <button type="submit" className="button">
            {signIn.submit}
          </button>
        </div>
      </PostForm>
      <IdleGuard />
    </Frame>
  );
}
