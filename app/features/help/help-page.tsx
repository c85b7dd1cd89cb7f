import { AgentNumberPicture } from '../../components/agent-number-picture.tsx';
import { Frame } from '../../components/frame.tsx';
import { PhoneNumber } from '../../components/help-desk.tsx';
import { usePage } from '../../components/page-context.ts';
import { useMessages } from '../../i18n/index.ts';

/** Answers whatever is down: it needs the configuration and nothing else. */
export function HelpPage() {
  const { common, help } = useMessages();
  const { settings } = usePage();
  return (
    <Frame title={help.title}>
      <h1>{help.title}</h1>
      <p className="lead">{help.lead}</p>
      <div className="big-phone">
        <p>{common.helpDesk.call}</p>
        <PhoneNumber />
        {settings.helpDesk.hours === '' ? null : (
          <p>
            <strong>{help.hours}</strong> {settings.helpDesk.hours}
          </p>
        )}
      </div>
      <h2>{help.ready.title}</h2>
      <ul className="plain-list">
        {help.ready.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
      <h2>{help.number.title}</h2>
      <AgentNumberPicture />
      <Worries />
      <p className="actions">
        <a className="button quiet" href="/">
          {common.backHome}
        </a>
      </p>
    </Frame>
  );
}

function Worries() {
  const { worries } = useMessages().help;
  return (
    <>
      <h2>{worries.title}</h2>
      <div className="worries">
        {worries.items.map(({ question, answer }) => (
          <details key={question}>
            <summary>{question}</summary>
            <p>{answer}</p>
          </details>
        ))}
      </div>
    </>
  );
}
