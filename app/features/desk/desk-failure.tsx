import { Notice } from '../../components/notice.tsx';
import { useMessages } from '../../i18n/index.ts';
import type { FormState } from '../form-state.ts';

/** Why something at the desk was not done, and when to try again. */
export function DeskFailure({ state, title }: { state: FormState; title: string }) {
  const { common, failure } = useMessages();
  if (state.failure === null) return null;
  const { retryAfterSeconds } = state;
  return (
    <Notice tone="wrong" title={title} arrives>
      <p data-failure={state.failure}>{failure[state.failure]}</p>
      {retryAfterSeconds === null ? null : <p>{common.wait(Math.ceil(retryAfterSeconds / 60))}</p>}
    </Notice>
  );
}
