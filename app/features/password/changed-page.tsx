import type { ChangeOutcome } from '../../../server/contract.ts';
import { Frame } from '../../components/frame.tsx';
import { IdleGuard } from '../../components/idle-guard.tsx';
import { Notice } from '../../components/notice.tsx';
import { useMessages } from '../../i18n/index.ts';
import { Finish } from '../recover/finish.tsx';
import { NextSteps } from '../recover/next-steps.tsx';

/** Shown only as the answer to a change that the directory has accepted; it has no address of its own. */
export function ChangedPage({ outcome }: { outcome: ChangeOutcome }) {
  const { changed } = useMessages().password;
  const [phone, computers, laptop, microsoft] = changed.steps;
  return (
    <Frame title={changed.lead} closed finishes>
      <div data-changed="">
        <h1>{changed.title(outcome.givenName)}</h1>
        <Notice tone="good" title={changed.lead} arrives>
          <p>{changed.signIn(outcome.login)}</p>
        </Notice>
      </div>
      <NextSteps
        title={changed.next}
        items={[
          ['devices', phone],
          ['folder', computers],
          ['laptop', laptop],
          ['cloud', microsoft],
        ]}
      />
      <Finish />
      <IdleGuard />
    </Frame>
  );
}
