import type { ProofOptions } from '../../../server/contract.ts';
import { Field } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { PostForm } from '../../components/post-form.tsx';
import { useMessages } from '../../i18n/index.ts';
import type { FormState } from '../form-state.ts';
import { ProofFrame } from './proof-frame.tsx';

/** A colleague types their own password, once; no session of theirs begins. */
export function ColleaguePage({ options, state }: { options: ProofOptions; state: FormState }) {
  const { colleague } = useMessages().proof;
  return (
    <ProofFrame
      title={colleague.title}
      reference={options.reference}
      state={state}
      fields={['login', 'password']}
    >
      <p className="lead">{colleague.lead(options.givenName)}</p>
      <Notice tone="calm" title={colleague.toColleague}>
        <ul>
          {colleague.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      </Notice>
      <PostForm action="/recover/proof/colleague">
        <Field
          name="login"
          label={colleague.login}
          hint={colleague.loginHint}
          value={state.values['login']}
          error={state.errors['login']}
          autoComplete="off"
          autoCapitalize="none"
        />
        <Field
          name="password"
          type="password"
          label={colleague.password}
          error={state.errors['password']}
          autoComplete="off"
        />
        <div className="actions">
          <button type="submit" className="button">
            {colleague.submit}
          </button>
        </div>
      </PostForm>
    </ProofFrame>
  );
}
