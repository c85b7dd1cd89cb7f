import { useMessages } from '../i18n/index.ts';
import type { FieldErrorKey } from '../i18n/messages.ts';
import { describedBy, FieldError } from './field.tsx';

interface Choice {
  readonly value: string;
  readonly title: string;
  readonly text: string;
}

interface ChoicesProps {
  readonly name: string;
  readonly legend: string;
  readonly choices: readonly Choice[];
  readonly chosen?: string | undefined;
  readonly error?: FieldErrorKey | undefined;
}

/** A few big things to touch, of which one holds. */
export function Choices({ name, legend, choices, chosen, error }: ChoicesProps) {
  const { fieldErrors } = useMessages();
  const sentence = error === undefined ? undefined : fieldErrors[error];
  return (
    <fieldset className="choices" aria-describedby={describedBy(name, false, sentence !== undefined)}>
      <legend>{legend}</legend>
      <FieldError name={name} sentence={sentence} />
      <div className="choices-list">
        {choices.map((choice, index) => (
          <label key={choice.value} className="choice">
            <input
              type="radio"
              id={index === 0 ? name : `${name}-${choice.value}`}
              name={name}
              value={choice.value}
              defaultChecked={choice.value === chosen}
              autoComplete="off"
              required
            />
            <span>
              <span className="choice-title">{choice.title}</span>
              {choice.text === '' ? null : <span className="choice-text">{choice.text}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
