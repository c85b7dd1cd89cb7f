import { Frame } from '../../components/frame.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { IdleGuard } from '../../components/idle-guard.tsx';
import { usePage } from '../../components/page-context.ts';
import { PostForm } from '../../components/post-form.tsx';
import { Reference } from '../../components/reference.tsx';
import { Steps } from '../../components/steps.tsx';
import { useMessages } from '../../i18n/index.ts';
import type { DoneView } from './done-page.tsx';
import { Finish } from './finish.tsx';
import { NextSteps } from './next-steps.tsx';
import { TemporaryPassword } from './temporary-password.tsx';

interface ShownPageProps {
  readonly view: DoneView;
  readonly password: string;
  readonly handOver: string;
}

/** The one page that holds the temporary password. It has no link away: it cannot be opened a second time. */
export function ShownPage({ view, password, handOver }: ShownPageProps) {
  const { done, steps } = useMessages().recover;
  return (
    <Frame title={done.title} closed finishes>
      <Steps current={3} names={steps} />
      <h1>{done.title}</h1>
      <p className="lead">{done.lead}</p>
      <div className="credentials">
        <div className="credential">
          <h2>{done.login}</h2>
          <p className="login">{view.login}</p>
        </div>
        <TemporaryPassword password={password} />
      </div>
      <ChooseNow handOver={handOver} />
      <WhatNext view={view} />
      <Finish />
      <Reference reference={view.reference} />
      <IdleGuard />
    </Frame>
  );
}

/** Takes the temporary password along, sealed, so that nobody has to type it. The link leaves this page open, where there may be a second window. */
function ChooseNow({ handOver }: { handOver: string }) {
  const { done } = useMessages().recover;
  const { kiosk } = usePage();
  return (
    <div className="choose-now">
      <PostForm action="/password/change" hidden={{ intent: 'open', handOver }}>
        <button type="submit" className="button">
          <Icon name="key" />
          {done.change}
        </button>
      </PostForm>
      <p>{done.changeHint}</p>
      {kiosk ? null : (
        <p>
          <a className="standing-link" href="/password/change" target="_blank" rel="noopener">
            {done.changeOther}
          </a>
        </p>
      )}
    </div>
  );
}

function WhatNext({ view: { login, validUntil } }: { view: DoneView }) {
  const { done } = useMessages().recover;
  const items: readonly (readonly [IconName, string])[] = [
    ['person', done.steps.signIn(login)],
    ['key', done.steps.mustChange],
    ...(validUntil
      ? [['clock', done.steps.validUntil(new Date(validUntil.at), validUntil.timeZone)] as const]
      : []),
    ['devices', done.steps.devices],
    ['laptop', done.steps.laptop],
    ['cloud', done.steps.microsoft],
  ];
  return <NextSteps title={done.next} items={items} />;
}
