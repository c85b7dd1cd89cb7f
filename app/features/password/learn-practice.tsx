import { KeyboardNotes, Reveal } from '../../components/field.tsx';
import { useMessages } from '../../i18n/index.ts';
import type { RulesInForce } from '../../shared/password/in-force.ts';
import { Feedback } from './feedback.tsx';
import type { FeedbackView } from './feedback-view.ts';

interface PracticeProps {
  readonly inForce: RulesInForce;
  readonly view: FeedbackView;
}

/** A field that belongs to no form and has no name: there is no way in which it could be sent. */
export function Practice({ inForce, view }: PracticeProps) {
  const { practice } = useMessages().learn;
  return (
    <section aria-labelledby="practice-title">
      <h2 id="practice-title">{practice.title}</h2>
      <noscript>
        <p>{practice.withoutScript}</p>
      </noscript>
      <Feedback inForce={inForce} view={view} fields={{ judged: 'practice' }}>
        <div className="field" data-with-script="" hidden>
          <p>{practice.lead}</p>
          <label htmlFor="practice">{practice.label}</label>
          <p className="hint" id="practice-hint">
            {practice.hint}
          </p>
          <div className="field-input">
            <input
              id="practice"
              type="password"
              autoComplete="off"
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              aria-describedby="practice-hint"
              data-1p-ignore=""
              data-lpignore="true"
            />
            <Reveal name="practice" label={practice.label} />
          </div>
          <KeyboardNotes />
        </div>
      </Feedback>
    </section>
  );
}
