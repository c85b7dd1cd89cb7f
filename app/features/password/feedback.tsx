import type { ReactNode } from 'react';
import { useMessages } from '../../i18n/index.ts';
import type { RulesInForce } from '../../shared/password/in-force.ts';
import type { FeedbackView, RuleView } from './feedback-view.ts';

interface FeedbackProps {
  readonly inForce: RulesInForce;
  /** As the page arrives: open, or what the server said of the password that was sent. */
  readonly view: FeedbackView;
  /** Names of the fields that the browser reads: the one to judge, and those that tell more about it. */
  readonly fields: { readonly judged: string; readonly old?: string; readonly login?: string };
  /** The field to judge, between the rules and what is said of it. */
  readonly children: ReactNode;
}

/**
 * The rules, a field, and what is said of its password. Complete as it comes from the server; the browser script
 * keeps it up to date while one types.
 */
export function Feedback({ inForce, view, fields, children }: FeedbackProps) {
  const { feedback } = useMessages();
  return (
    <div className="feedback" data-feedback={JSON.stringify({ inForce, fields })}>
      <div className="rules">
        <h2>{feedback.title}</h2>
        <p className="hint">{feedback.source[inForce.source]}</p>
        <RuleList rules={view.rules} />
      </div>
      {children}
      <Strength view={view} />
      <Sentences name="weak" title={feedback.why} lines={view.weak} />
      <Sentences name="help" title={feedback.advice} lines={view.help} />
      <p className="visually-hidden" role="status" data-announcement="" />
    </div>
  );
}

export function RuleList({ rules }: { rules: readonly RuleView[] }) {
  return (
    <ul className="rule-list" data-rules="">
      {rules.map(({ id, state, text, stateText }) => (
        <li key={id} data-rule={id} data-state={state}>
          <span>{text}</span> <span className="rule-state">{stateText}</span>
        </li>
      ))}
    </ul>
  );
}

/** Five steps of a bar say nothing that the words do not say. */
function Strength({ view: { strength } }: { view: FeedbackView }) {
  return (
    <div className="strength" data-strength={strength?.score ?? ''} hidden={strength === null}>
      <p>
        <strong data-strength-word="">{strength?.word}</strong>{' '}
        <span data-strength-time="">{strength?.time}</span>
      </p>
      <div className="strength-bar" aria-hidden="true">
        <i />
        <i />
        <i />
        <i />
        <i />
      </div>
    </div>
  );
}

interface SentencesProps {
  readonly name: 'weak' | 'help';
  readonly title: string;
  readonly lines: readonly string[];
}

function Sentences({ name, title, lines }: SentencesProps) {
  return (
    <div className="said" data-said={name} hidden={lines.length === 0}>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
