import { useMessages } from '../../i18n/index.ts';
import type { Learning } from './learn.server.ts';

/** Phrases of the server's; the browser draws its own when more are asked for, and without script the page comes again. */
export function RandomPhrases({ inForce, phrases, bits }: Learning) {
  const { phrases: words } = useMessages().learn;
  return (
    <section id="phrases" aria-labelledby="phrases-title">
      <h2 id="phrases-title">{words.title}</h2>
      <p>{words.lead}</p>
      {phrases.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <>
          <ul className="phrases" data-phrases={JSON.stringify(inForce)}>
            {phrases.map((phrase) => (
              <li key={phrase}>{phrase}</li>
            ))}
          </ul>
          <p className="hint">{words.strength(bits)}</p>
          <p className="actions">
            <a className="button quiet" href="/password/learn#phrases" data-more-phrases="">
              {words.more}
            </a>
          </p>
          <p className="visually-hidden" role="status" data-phrases-drawn={words.drawn} />
        </>
      )}
    </section>
  );
}
