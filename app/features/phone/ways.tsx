import { Notice } from '../../components/notice.tsx';
import { PostForm } from '../../components/post-form.tsx';
import { useMessages } from '../../i18n/index.ts';
import type { FormState } from '../form-state.ts';

/** The ways out of waiting, each a post of its own. */
export function Ways({ again = false }: { again?: boolean }) {
  const { phone } = useMessages();
  return (
    <div className="ways">
      {again ? <Way intent="again" label={phone.again} first /> : null}
      <Way intent="other" label={phone.otherWay} />
      <Way intent="cancel" label={phone.cancel} />
    </div>
  );
}

function Way({ intent, label, first = false }: { intent: string; label: string; first?: boolean }) {
  return (
    <PostForm action="/recover/phone" hidden={{ intent }}>
      <button type="submit" className={first ? 'button' : 'button quiet'}>
        {label}
      </button>
    </PostForm>
  );
}

export function PhoneFailure({ state }: { state: FormState }) {
  const { common, failure, phone } = useMessages();
  if (state.failure === null) return null;
  const { retryAfterSeconds } = state;
  return (
    <Notice tone="wrong" title={phone.failedTitle} arrives>
      <p>{failure[state.failure]}</p>
      {retryAfterSeconds === null ? null : <p>{common.wait(Math.ceil(retryAfterSeconds / 60))}</p>}
    </Notice>
  );
}
