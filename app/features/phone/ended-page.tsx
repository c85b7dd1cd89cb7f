import { Frame } from '../../components/frame.tsx';
import { IdleGuard } from '../../components/idle-guard.tsx';
import { Reference } from '../../components/reference.tsx';
import { useMessages } from '../../i18n/index.ts';
import { type FormState, untouched } from '../form-state.ts';
import { PhoneFailure, Ways } from './ways.tsx';

interface EndedProps {
  readonly how: 'refused' | 'expired' | 'cancelled';
  readonly reference: string;
  readonly state?: FormState;
}

/** Nobody approved: says so without blame, and what else can be done. */
export function EndedPage({ how, reference, state = untouched }: EndedProps) {
  const { phone } = useMessages();
  const { title, lead } = phone[how];
  return (
    <Frame title={title} switchTo="/recover/phone" wrong={state.failure !== null}>
      <div data-ended={how}>
        <h1 tabIndex={-1} data-arrives="">
          {title}
        </h1>
        <PhoneFailure state={state} />
        <p className="lead">{lead}</p>
        <Ways again />
        <Reference reference={reference} />
        <IdleGuard />
      </div>
    </Frame>
  );
}
