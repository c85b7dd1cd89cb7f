import { PhoneNumber } from '../../components/help-desk.tsx';
import { Notice } from '../../components/notice.tsx';
import type { FailureCode } from '../../i18n/fr.ts';
import { useMessages } from '../../i18n/index.ts';

/**
 * Why step 1 did not lead on. A refused identification says the same whatever the cause: it must not tell whether
 * the person exists, is disabled, is excluded, or has tried too often.
 */
export function IdentifyRefusal({ code }: { code: FailureCode }) {
  const { failure, recover } = useMessages();
  const { identify } = recover;
  if (code !== 'identification-refused') {
    return (
      <Notice tone="wrong" title={failure[code]} arrives>
        <PhoneNumber />
      </Notice>
    );
  }
  return (
    <Notice tone="wrong" title={identify.refusedTitle} arrives>
      <ul>
        {identify.refusedAdvice.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
      <PhoneNumber />
    </Notice>
  );
}
