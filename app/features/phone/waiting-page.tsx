import type { ApprovalStatus } from '../../../server/contract.ts';
import { Frame } from '../../components/frame.tsx';
import { PhoneNumber } from '../../components/help-desk.tsx';
import { Notice } from '../../components/notice.tsx';
import { usePage } from '../../components/page-context.ts';
import { Reference } from '../../components/reference.tsx';
import { useMessages } from '../../i18n/index.ts';
import { type FormState, untouched } from '../form-state.ts';
import { SpokenCode } from './spoken-code.tsx';
import { PhoneFailure, Ways } from './ways.tsx';

export interface Waiting {
  readonly status: Pick<ApprovalStatus, 'pairingCode' | 'secondCode' | 'reference'>;
  readonly minutesLeft: number;
}

/**
 * Somebody on the phone reads from this page and touches nothing. So it has no idle guard of its own, and at a kiosk the
 * guard waits as long as the approval does; the page gives way to another when the approval runs out.
 */
export function WaitingPage({ waiting, state = untouched }: { waiting: Waiting; state?: FormState }) {
  const { status } = waiting;
  const page = usePage();
  page.head.refreshTo = page.path;
  return status.secondCode === null ? (
    <BeforeTheCall waiting={waiting} state={state} />
  ) : (
    <DuringTheCall status={status} secondCode={status.secondCode} state={state} />
  );
}

function BeforeTheCall({ waiting, state }: { waiting: Waiting; state: FormState }) {
  const { phone } = useMessages();
  const { settings } = usePage();
  const { pairingCode, reference } = waiting.status;
  return (
    <Frame title={phone.title} switchTo="/recover/phone" wrong={state.failure !== null} waits>
      <div data-waiting="waiting">
        <h1>{phone.title}</h1>
        <PhoneFailure state={state} />
        <p className="lead">{phone.lead}</p>
        <div className="call-slip">
          <h2>{phone.call}</h2>
          <PhoneNumber />
          {settings.helpDesk.hours === '' ? null : <p className="hint">{settings.helpDesk.hours}</p>}
          <h2>{phone.code}</h2>
          <p className="spoken-code" translate="no" data-pairing-code={pairingCode}>
            {pairingCode}
          </p>
          <p className="hint">{phone.validFor(waiting.minutesLeft)}</p>
          <SpokenCode code={pairingCode} title={phone.spelled} />
        </div>
        <p className="waiting-status" role="status">
          {phone.waiting}
        </p>
        <h2>{phone.next}</h2>
        <ol className="plan">
          {phone.plan.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <Ways />
        <Reference reference={reference} />
      </div>
    </Frame>
  );
}

interface CallProps {
  readonly status: Waiting['status'];
  readonly secondCode: string;
  readonly state: FormState;
}

function DuringTheCall({ status, secondCode, state }: CallProps) {
  const { phone } = useMessages();
  return (
    <Frame title={phone.calling.title} switchTo="/recover/phone" wrong={state.failure !== null} waits>
      <div data-waiting="calling">
        <h1 tabIndex={-1} data-arrives="">
          {phone.calling.title}
        </h1>
        <PhoneFailure state={state} />
        <p className="lead">{phone.calling.lead}</p>
        <div className="call-slip">
          <h2>{phone.calling.code}</h2>
          <p className="spoken-code" translate="no" data-second-code={secondCode}>
            {secondCode}
          </p>
        </div>
        <p className="waiting-status" role="status">
          {phone.calling.waiting}
        </p>
        <Notice tone="careful" title={phone.calling.careful}>
          <p>{phone.calling.carefulText}</p>
        </Notice>
        <Ways />
        <Reference reference={status.reference} />
      </div>
    </Frame>
  );
}
