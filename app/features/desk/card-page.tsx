import type { ApprovalCard } from '../../../server/contract.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Frame } from '../../components/frame.tsx';
import { Notice } from '../../components/notice.tsx';
import { useMessages } from '../../i18n/index.ts';
import type { FormState } from '../form-state.ts';
import { summaryOf } from '../summary.ts';
import { ApproveForm, CallBack, RefuseForm } from './card-forms.tsx';
import { DeskFailure } from './desk-failure.tsx';

interface CardProps {
  readonly card: ApprovalCard;
  readonly state: FormState;
}

/** One request at the desk: who it is said to be, the number to call, and the one next step. */
export function CardPage({ card, state }: CardProps) {
  const messages = useMessages();
  const text = messages.desk.card;
  const title = text.title(card.name);
  const lines = summaryOf(state.errors, ['secondCode', 'why'], messages);
  return (
    <Frame title={title} wrong={lines.length > 0 || state.failure !== null}>
      <h1>{title}</h1>
      <ErrorSummary lines={lines} />
      <DeskFailure state={state} title={text.failedTitle} />
      <Facts card={card} />
      {card.sameNetwork ? (
        <Notice tone="careful" title={text.sameNetwork}>
          <p data-same-network="">{text.sameNetworkText}</p>
        </Notice>
      ) : null}
      <Next card={card} state={state} />
      <p className="actions">
        <a className="button quiet" href="/desk">
          {text.back}
        </a>
      </p>
    </Frame>
  );
}

function Facts({ card }: { card: ApprovalCard }) {
  const { desk, recover } = useMessages();
  return (
    <dl className="facts">
      <dt>{desk.card.reference}</dt>
      <dd data-reference={card.reference}>{card.reference}</dd>
      <dt>{desk.card.establishment}</dt>
      <dd>{card.establishment ?? desk.card.noEstablishment}</dd>
      <dt>{desk.card.reason}</dt>
      <dd>{recover.identify.reasons[card.reason].title}</dd>
    </dl>
  );
}

function Next({ card, state }: CardProps) {
  const text = useMessages().desk.card;
  if (card.state === 'approved') {
    return (
      <Notice tone="good" title={text.approved}>
        <p data-approved="">{text.approvedText}</p>
      </Notice>
    );
  }
  if (card.state !== 'waiting' && card.state !== 'calling') return <Notice tone="calm" title={text.over} />;
  return (
    <>
      {card.state === 'waiting' ? <CallBack card={card} /> : <ApproveForm card={card} state={state} />}
      <RefuseForm card={card} state={state} />
    </>
  );
}
