import { Frame } from '../../components/frame.tsx';
import { IdleGuard } from '../../components/idle-guard.tsx';
import { Reference } from '../../components/reference.tsx';
import { Steps } from '../../components/steps.tsx';
import { useMessages } from '../../i18n/index.ts';
import type { DoneView } from './done-page.tsx';
import { Finish } from './finish.tsx';
import { NextSteps } from './next-steps.tsx';

/** The lock is lifted and the password is the one that the agent knows. No password element on this page. */
export function UnlockedPage({ view }: { view: DoneView }) {
  const { done, steps } = useMessages().recover;
  const { unlocked } = done;
  return (
    <Frame title={unlocked.title} finishes>
      <Steps current={3} names={steps} />
      <h1 data-unlocked="">{unlocked.title}</h1>
      <p className="lead">{unlocked.lead}</p>
      <div className="credentials">
        <div className="credential">
          <h2>{done.login}</h2>
          <p className="login">{view.login}</p>
        </div>
      </div>
      <NextSteps
        title={done.next}
        items={[
          ['person', unlocked.steps.signIn(view.login)],
          ['devices', unlocked.steps.devices],
          ['key', unlocked.steps.again],
        ]}
      />
      <Finish />
      <Reference reference={view.reference} />
      <IdleGuard />
    </Frame>
  );
}
