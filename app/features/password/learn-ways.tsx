import { useMessages } from '../../i18n/index.ts';

export function Ways() {
  const { ways } = useMessages().learn;
  return (
    <section aria-labelledby="ways-title">
      <h2 id="ways-title">{ways.title}</h2>
      <ol className="ways">
        {ways.items.map(({ title, text, example }) => (
          <li key={title}>
            <h3>{title}</h3>
            <p>{text}</p>
            <p className="example">{ways.example(example)}</p>
          </li>
        ))}
      </ol>
      <p className="hint">{ways.warning}</p>
    </section>
  );
}
