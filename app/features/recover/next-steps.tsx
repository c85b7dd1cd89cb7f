import { Icon, type IconName } from '../../components/icon.tsx';

interface NextStepsProps {
  readonly title: string;
  readonly items: readonly (readonly [IconName, string])[];
}

/** What to do next, each thing with its drawing. */
export function NextSteps({ title, items }: NextStepsProps) {
  return (
    <section className="next" aria-labelledby="next-title">
      <h2 id="next-title">{title}</h2>
      <ul>
        {items.map(([icon, text]) => (
          <li key={text}>
            <Icon name={icon} />
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
