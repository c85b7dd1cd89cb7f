import { Field } from '../../components/field.tsx';
import { usePage } from '../../components/page-context.ts';
import { useMessages } from '../../i18n/index.ts';
import type { RulesInForce } from '../../shared/password/in-force.ts';
import type { FormState } from '../form-state.ts';
import { Feedback } from './feedback.tsx';
import type { FeedbackView } from './feedback-view.ts';
import type { HandOver } from './opened.ts';
import type { Refusal } from './refusals.ts';

interface ChangeFieldsProps {
  readonly state: FormState;
  readonly refusal: Refusal | null;
  readonly handOver: HandOver | null;
  readonly inForce: RulesInForce;
  readonly view: FeedbackView;
}

/** What the browser may read besides the new password; after a recovery nothing else is typed. */
const typedFields = { judged: 'newPassword', old: 'currentPassword', login: 'login' } as const;

export function ChangeFields({ state, refusal, handOver, inForce, view }: ChangeFieldsProps) {
  const { password } = useMessages();
  const { kiosk } = usePage();
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
            inputMode="email"
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
      <Feedback
        inForce={inForce}
        view={view}
        fields={handOver === null ? typedFields : { judged: 'newPassword' }}
      >
        <Field
          name="newPassword"
          type="password"
          label={password.newPassword}
          hint={password.newPasswordHint}
          autoComplete="new-password"
          {...at('newPassword')}
        />
      </Feedback>
      {handOver === null && !kiosk ? <LearnLink /> : <Tips />}
      <Field
        name="confirmPassword"
        type="password"
        label={password.confirmPassword}
        hint={password.confirmPasswordHint}
        autoComplete="new-password"
        enterKeyHint="go"
        {...at('confirmPassword')}
      />
    </>
  );
}

/** Tells a password manager whose password this is; not sent, for it has no name. */
function KnownLogin({ login }: { login: string }) {
  return <input type="text" autoComplete="username" value={login} readOnly hidden />;
}

/** In a window of its own: what is typed here stays. */
function LearnLink() {
  const { password } = useMessages();
  return (
    <p>
      <a className="standing-link" href="/password/learn" target="_blank" rel="noopener">
        {password.learnLink}
      </a>
    </p>
  );
}

/** In the place of the link on a page that may not be left, and at a kiosk, which has one window. */
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
