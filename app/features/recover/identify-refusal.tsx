import { PhoneNumber } from '../../components/help-desk.tsx';
import { Notice } from '../../components/notice.tsx';
import type { FailureCode } from '../../i18n/fr.ts';
import { useMessages } from '../../i18n/index.ts';

/**
 * Why step 1 did not lead on. A refused identification says the same whatever the cause: it must not tell whether
 * the person exists, is disabled, is excluded, or has tried too often.
 */
export function IdentifyRefusal({ code, reason }: { code: FailureCode; reason: string | undefined }) {
  const { failure, recover } = useMessages();
  const { identify } = recover;
  if (code === 'identification-refused') {
    return <Advice tone="wrong" title={identify.refusedTitle} items={identify.refusedAdvice} />;
  }
  if (code === 'recovery-needs-help-desk' && reason === 'compromised') {
    return <Advice tone="careful" title={identify.helpDeskTitle} items={identify.helpDeskAdvice} />;
  }
  return (
    <Notice tone="wrong" title={failure[code]} arrives>
      <PhoneNumber />
    </Notice>
  );
}

interface AdviceProps {
  readonly tone: 'wrong' | 'careful';
  readonly title: string;
  readonly items: readonly string[];
}

function Advice({ tone, title, items }: AdviceProps) {
  return (
    <Notice tone={tone} title={title} arrives>
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
      <PhoneNumber />
    </Notice>
  );
}
