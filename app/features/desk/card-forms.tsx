import type { ApprovalCard } from '../../../server/contract.ts';
import { Choices } from '../../components/choices.tsx';
import { Field } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { Notice } from '../../components/notice.tsx';
import { PostForm } from '../../components/post-form.tsx';
import { useMessages } from '../../i18n/index.ts';
import type { FormState } from '../form-state.ts';

interface FormProps {
  readonly card: ApprovalCard;
  readonly state: FormState;
}

const addressOf = ({ id }: ApprovalCard) => `/desk/approvals/${id}`;
const refusals = ['not-the-person', 'no-answer', 'suspicious', 'other'] as const;

/** A French number as one reads it from a telephone; any other as the directory has it. */
const asDialled = (number: string) =>
  /^\+33\d{9}$/.test(number) ? number.replace('+33', '0').replace(/(\d\d)(?=\d)/g, '$1 ') : number;

/** The numbers of the directory; nobody can type another one. */
function Numbers({ numbers }: { numbers: readonly string[] }) {
  return (
    <ul className="plain-list">
      {numbers.map((number) => (
        <li key={number}>
          <a className="phone" href={`tel:${number}`} data-call={number}>
            <Icon name="phone" />
            <span>{asDialled(number)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

export function CallBack({ card }: { card: ApprovalCard }) {
  const text = useMessages().desk.card;
  if (card.numbers.length === 0) {
    return (
      <Notice tone="careful" title={text.noNumber}>
        <p>{text.noNumberText}</p>
      </Notice>
    );
  }
  return (
    <PostForm action={addressOf(card)} hidden={{ intent: 'call' }}>
      <h2>{text.step1}</h2>
      <p>{text.dial}</p>
      <Numbers numbers={card.numbers} />
      <div className="actions">
        <button type="submit" className="button">
          {text.call}
        </button>
      </div>
    </PostForm>
  );
}

export function ApproveForm({ card, state }: FormProps) {
  const text = useMessages().desk.card;
  return (
    <PostForm action={addressOf(card)} hidden={{ intent: 'approve' }}>
      <h2>{text.step2}</h2>
      <p>{text.ask}</p>
      <Numbers numbers={card.numbers} />
      <Field
        name="secondCode"
        label={text.code}
        hint={text.codeHint(card.triesLeft)}
        error={state.errors['secondCode']}
        autoComplete="off"
        inputMode="numeric"
      />
      <div className="actions">
        <button type="submit" className="button">
          {text.approve}
        </button>
      </div>
    </PostForm>
  );
}

export function RefuseForm({ card, state }: FormProps) {
  const text = useMessages().desk.card;
  return (
    <details className="where" open={state.errors['why'] !== undefined}>
      <summary>{text.refuseTitle}</summary>
      <PostForm action={addressOf(card)} hidden={{ intent: 'refuse' }}>
        <p>{text.refuseText}</p>
        <Choices
          name="why"
          legend={text.refuseReason}
          choices={refusals.map((value) => ({ value, title: text.refusals[value], text: '' }))}
          error={state.errors['why']}
        />
        <div className="actions">
          <button type="submit" className="button quiet">
            {text.refuse}
          </button>
        </div>
      </PostForm>
    </details>
  );
}
