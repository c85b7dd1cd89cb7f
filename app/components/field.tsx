import type { InputHTMLAttributes } from 'react';
import { useMessages } from '../i18n/index.ts';
import type { FieldErrorKey } from '../i18n/messages.ts';

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** A key of the form's messages, or a sentence that is ready to be read. */
  readonly error?: FieldErrorKey | undefined;
  readonly errorText?: string | undefined;
  readonly value?: string | undefined;
  readonly type?: 'text' | 'password';
  readonly autoComplete: 'off' | 'username' | 'current-password' | 'new-password' | 'one-time-code';
  readonly inputMode?: InputHTMLAttributes<HTMLInputElement>['inputMode'];
  readonly autoCapitalize?: 'none' | 'words' | 'characters';
  /** On the last field of a form: what the keyboard on the screen writes on its Enter key. */
  readonly enterKeyHint?: 'go';
}

/** Names of the elements that describe a field, for `aria-describedby`; undefined when there is none. */
export function describedBy(name: string, hint: boolean, error: boolean): string | undefined {
  const ids = [error ? `${name}-error` : null, hint ? `${name}-hint` : null].filter((id) => id !== null);
  return ids.length === 0 ? undefined : ids.join(' ');
}

/** One thing to type, its hint and what is to be corrected. A password never comes back from the server. */
export function Field(props: FieldProps) {
  const { name, label, hint, error, errorText, value, type = 'text', ...input } = props;
  const { fieldErrors } = useMessages();
  const sentence = errorText ?? (error === undefined ? undefined : fieldErrors[error]);
  return (
    <div className="field" data-wrong={sentence === undefined ? undefined : ''}>
      <label htmlFor={name}>{label}</label>
      {hint === undefined ? null : (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <FieldError name={name} sentence={sentence} />
      <div className="field-input">
        <input
          id={name}
          name={name}
          type={type}
          defaultValue={type === 'password' ? undefined : value}
          required
          aria-required="true"
          aria-invalid={sentence === undefined ? undefined : true}
          aria-describedby={describedBy(name, hint !== undefined, sentence !== undefined)}
          spellCheck={false}
          autoCorrect="off"
          {...input}
        />
        {type === 'password' ? <Reveal name={name} label={label} /> : null}
      </div>
      {type === 'password' ? <KeyboardNotes /> : null}
    </div>
  );
}

export function FieldError({ name, sentence }: { name: string; sentence: string | undefined }) {
  const { common } = useMessages();
  if (sentence === undefined) return null;
  return (
    <p className="field-error" id={`${name}-error`}>
      <span className="visually-hidden">{common.errorPrefix} </span>
      {sentence}
    </p>
  );
}

/** Shows what is typed. Needs the browser script, so it stays hidden without it. */
export function Reveal({ name, label }: { name: string; label: string }) {
  const { common } = useMessages();
  return (
    <button
      type="button"
      className="reveal"
      hidden
      data-reveal={name}
      data-show={common.show}
      data-hide={common.hide}
      aria-pressed="false"
      aria-label={common.showField(label)}
      aria-controls={name}
    >
      {common.show}
    </button>
  );
}

/** Told while one types: Caps Lock, and a keyboard on which the same keys give other characters. */
export function KeyboardNotes() {
  const { common } = useMessages();
  return (
    <>
      <p className="caps-lock" role="status" data-caps-lock={common.capsLock} />
      <p className="caps-lock" role="status" data-other-keyboard={common.otherKeyboard} />
    </>
  );
}
