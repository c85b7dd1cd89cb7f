import type { ProofOptions } from '../../../server/contract.ts';
import { Choices } from '../../components/choices.tsx';
import { PhoneNumber } from '../../components/help-desk.tsx';
import { Icon } from '../../components/icon.tsx';
import { Notice } from '../../components/notice.tsx';
import { PostForm } from '../../components/post-form.tsx';
import { useMessages } from '../../i18n/index.ts';
import type { FormState } from '../form-state.ts';
import { ProofFrame } from './proof-frame.tsx';

/** One more proof is asked for: which one? */
export function ChoosePage({ options, state }: { options: ProofOptions; state: FormState }) {
  const { choose } = useMessages().proof;
  return (
    <ProofFrame
      title={choose.title}
      reference={options.reference}
      state={state}
      fields={['method']}
      mayChange={false}
    >
      <p className="lead">{choose.lead}</p>
      <Situation options={options} />
      <PostForm action="/recover/proof">
        <Choices
          name="method"
          legend={choose.method}
          choices={options.methods.map((value) => ({ value, ...choose.methods[value] }))}
          chosen={state.values['method']}
          error={state.errors['method']}
        />
        <div className="actions">
          <button type="submit" className="button">
            {choose.submit}
            <Icon name="arrow" />
          </button>
        </div>
      </PostForm>
      <Notice tone="calm" title={choose.none}>
        <PhoneNumber />
      </Notice>
    </ProofFrame>
  );
}

function Situation({ options }: { options: ProofOptions }) {
  const { choose } = useMessages().proof;
  return (
    <>
      {options.reason === 'compromised' ? (
        <Notice tone="careful">
          <p>{choose.compromised}</p>
        </Notice>
      ) : null}
      {options.secondColleague ? (
        <Notice tone="good" title={choose.secondColleague} arrives>
          <p>{choose.secondColleagueText}</p>
        </Notice>
      ) : null}
    </>
  );
}
