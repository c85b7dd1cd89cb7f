import type { ReactNode } from 'react';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Frame } from '../../components/frame.tsx';
import { PhoneNumber } from '../../components/help-desk.tsx';
import { IdleGuard } from '../../components/idle-guard.tsx';
import { Notice } from '../../components/notice.tsx';
import { Reference } from '../../components/reference.tsx';
import { Steps } from '../../components/steps.tsx';
import { useMessages } from '../../i18n/index.ts';
import type { FormState } from '../form-state.ts';
import { summaryOf } from '../summary.ts';

interface ProofFrameProps {
  readonly title: string;
  readonly reference: string;
  readonly state: FormState;
  /** The fields that the page shows, in order. */
  readonly fields: readonly string[];
  /** False on the page where the way is chosen. */
  readonly mayChange?: boolean;
  readonly children: ReactNode;
}

/** What every page of the further proof shares. The proof belongs to the first step: who are you. */
export function ProofFrame({ title, reference, state, fields, mayChange = true, children }: ProofFrameProps) {
  const messages = useMessages();
  const { choose } = messages.proof;
  const lines = summaryOf(state.errors, fields, messages);
  return (
    <Frame title={title} wrong={lines.length > 0 || state.failure !== null}>
      <Steps current={1} names={messages.recover.steps} />
      <h1>{title}</h1>
      <ErrorSummary lines={lines} />
      {state.failure === null ? null : (
        <Notice tone="wrong" title={choose.failedTitle} arrives>
          <p>{messages.failure[state.failure]}</p>
          <PhoneNumber />
        </Notice>
      )}
      {children}
      {mayChange ? (
        <p>
          <a className="standing-link" href="/recover/proof">
            {choose.other}
          </a>
        </p>
      ) : null}
      <Reference reference={reference} />
      <IdleGuard />
    </Frame>
  );
}
