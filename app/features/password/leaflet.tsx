import { usePage } from '../../components/page-context.ts';
import { useMessages } from '../../i18n/index.ts';
import type { RuleView } from './feedback-view.ts';

/** One A4 page for the wall or the drawer: seen on paper alone, where nothing else of the page is. */
export function Leaflet({ rules }: { rules: readonly RuleView[] }) {
  const { settings } = usePage();
  const { learn, feedback } = useMessages();
  const { leaflet, ways } = learn;
  return (
    <section className="leaflet">
      <p>{settings.organisation}</p>
      <h1>{leaflet.title}</h1>
      <h2>{feedback.title}</h2>
      <ul>
        {rules.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
      <h2>{ways.title}</h2>
      <ol>
        {ways.items.map(({ title, text, example }) => (
          <li key={title}>
            <strong>{title}.</strong> {text} <em>{ways.example(example)}</em>
          </li>
        ))}
      </ol>
      <p>{ways.warning}</p>
      <h2>{leaflet.never}</h2>
      <ul>
        {leaflet.nevers.map((never) => (
          <li key={never}>{never}</li>
        ))}
      </ul>
      <p className="leaflet-help">
        {leaflet.help} <strong>{settings.helpDesk.phone}</strong>
      </p>
    </section>
  );
}
