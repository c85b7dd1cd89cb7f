import type { ProofOptions } from '../../../server/contract.ts';
import { Choices } from '../../components/choices.tsx';
import { Field } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { PostForm } from '../../components/post-form.tsx';
import { useMessages } from '../../i18n/index.ts';
import type { FormState } from '../form-state.ts';
import { ProofFrame } from './proof-frame.tsx';

interface CodePageProps {
  readonly options: ProofOptions;
  readonly state: FormState;
}

/** Where the code shall go; then the code itself. */
export function CodePage({ options, state }: CodePageProps) {
  const { code } = useMessages().proof;
  const waiting = options.code !== null && !options.code.expired;
  return (
    <ProofFrame
      title={code.title}
      reference={options.reference}
      state={state}
      fields={waiting ? ['code', 'contact'] : ['contact']}
    >
      {options.code === null ? null : <Sent sent={options.code} arrives={state.failure === null} />}
      {waiting ? <Enter state={state} /> : null}
      {waiting ? (
        <details className="where" open={state.errors['contact'] !== undefined}>
          <summary>{code.again}</summary>
          <p>{code.sendAgainText}</p>
          <Send options={options} state={state} label={code.sendAgain} secondary />
        </details>
      ) : (
        <Send options={options} state={state} label={code.send} />
      )}
    </ProofFrame>
  );
}

function Sent({ sent, arrives }: { sent: NonNullable<ProofOptions['code']>; arrives: boolean }) {
  const { code } = useMessages().proof;
  if (sent.expired) return <Notice tone="careful" title={code.expired} arrives={arrives} />;
  return (
    <Notice tone="good" title={code.sentTitle} arrives={arrives}>
      <p>{sent.kind === 'sms' ? code.sentSms(sent.masked) : code.sentMail(sent.masked)}</p>
      <p>{code.valid}</p>
    </Notice>
  );
}

function Enter({ state }: { state: FormState }) {
  const { code } = useMessages().proof;
  return (
    <PostForm action="/recover/proof/code" hidden={{ intent: 'check' }}>
      <Field
        name="code"
        label={code.code}
        hint={code.codeHint}
        error={state.errors['code']}
        autoComplete="one-time-code"
        inputMode="numeric"
      />
      <div className="actions">
        <button type="submit" className="button">
          {code.submit}
        </button>
      </div>
    </PostForm>
  );
}

interface SendProps extends CodePageProps {
  readonly label: string;
  readonly secondary?: boolean;
}

function Send({ options, state, label, secondary = false }: SendProps) {
  const { code } = useMessages().proof;
  const first = options.contacts[0]?.attribute;
  return (
    <PostForm action="/recover/proof/code" hidden={{ intent: 'send' }}>
      <Choices
        name="contact"
        legend={code.choose}
        choices={options.contacts.map(({ attribute, kind, masked }) => ({
          value: attribute,
          title: kind === 'sms' ? code.sms(masked) : code.mail(masked),
          text: code.contactText,
        }))}
        chosen={options.contacts.length === 1 ? first : state.values['contact']}
        error={state.errors['contact']}
      />
      <div className="actions">
        <button type="submit" className={secondary ? 'button quiet' : 'button'}>
          {label}
        </button>
      </div>
    </PostForm>
  );
}
