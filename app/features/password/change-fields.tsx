import { Field } from '../../components/field.tsx';
import { useMessages } from '../../i18n/index.ts';
import type { FormState } from '../form-state.ts';
import type { HandOver } from './opened.ts';
import type { Refusal } from './refusals.ts';

interface ChangeFieldsProps {
  readonly state: FormState;
  readonly refusal: Refusal | null;
  readonly handOver: HandOver | null;
}

export function ChangeFields({ state, refusal, handOver }: ChangeFieldsProps) {
  const { password } = useMessages();
  const at = (field: string) => ({
    error: state.errors[field],
    errorText: refusal?.field === field ? refusal.sentence : undefined,
  });
  return (
    <>
      {handOver === null ? (
        <>
          <Field
            name="login"
            label={password.login}
            hint={password.loginHint}
            value={state.values['login']}
            autoComplete="username"
            autoCapitalize="none"
            {...at('login')}
          />
          <Field
            name="currentPassword"
            type="password"
            label={password.currentPassword}
            hint={password.currentPasswordHint}
            autoComplete="current-password"
            {...at('currentPassword')}
          />
        </>
      ) : (
        <KnownLogin login={handOver.login} />
      )}
      <Tips />
      <Field
        name="newPassword"
        type="password"
        label={password.newPassword}
        hint={password.newPasswordHint}
        autoComplete="new-password"
        {...at('newPassword')}
      />
      <Field
        name="confirmPassword"
        type="password"
        label={password.confirmPassword}
        hint={password.confirmPasswordHint}
        autoComplete="new-password"
        {...at('confirmPassword')}
      />
    </>
  );
}

/** Tells a password manager whose password this is; not sent, for it has no name. */
function KnownLogin({ login }: { login: string }) {
  return <input type="text" autoComplete="username" value={login} readOnly hidden />;
}

function Tips() {
  const { tips } = useMessages().password;
  return (
    <div className="tips">
      <h2>{tips.title}</h2>
      <ul>
        {tips.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
  );
}
