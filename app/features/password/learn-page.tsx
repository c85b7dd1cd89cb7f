import { Frame } from '../../components/frame.tsx';
import { usePage } from '../../components/page-context.ts';
import { useMessages } from '../../i18n/index.ts';
import { openView } from './feedback-view.ts';
import { Leaflet } from './leaflet.tsx';
import type { Learning } from './learn.server.ts';
import { RandomPhrases } from './learn-phrases.tsx';
import { Practice } from './learn-practice.tsx';
import { Ways } from './learn-ways.tsx';

/** How to find a password that one remembers and nobody guesses. Everything but the live practice works without script. */
export function LearnPage({ inForce, phrases, bits }: Learning) {
  const { learn, feedback } = useMessages();
  const { kiosk } = usePage();
  const view = openView(inForce, false, feedback);
  return (
    <Frame title={learn.title}>
      <div className="on-screen">
        <h1>{learn.title}</h1>
        <p className="lead">{learn.lead}</p>
        <Ways />
        <RandomPhrases inForce={inForce} phrases={phrases} bits={bits} />
        <Practice inForce={inForce} view={view} />
        <Questions />
        <div className="actions">
          <a className="button" href="/password/change">
            {learn.change}
          </a>
          {kiosk ? null : (
            <button type="button" className="button quiet" data-print="" data-with-script="" hidden>
              {learn.leaflet.print}
            </button>
          )}
        </div>
        {kiosk ? null : <p className="hint">{learn.leaflet.hint}</p>}
      </div>
      {kiosk ? null : <Leaflet rules={view.rules} />}
    </Frame>
  );
}

function Questions() {
  const { questions } = useMessages().learn;
  return (
    <section className="questions" aria-labelledby="questions-title">
      <h2 id="questions-title">{questions.title}</h2>
      {questions.items.map(({ question, answer }) => (
        <details key={question}>
          <summary>{question}</summary>
          <p>{answer}</p>
        </details>
      ))}
    </section>
  );
}
