import { useMessages } from '../i18n/index.ts';
import { Icon } from './icon.tsx';

export interface SummaryLine {
  /** Name of the field, which is also the id of its input. */
  readonly field: string;
  readonly sentence: string;
}

/** Everything that is to be corrected, at the top of the page, each line leading to its field. */
export function ErrorSummary({ lines }: { lines: readonly SummaryLine[] }) {
  const { summary } = useMessages().common;
  if (lines.length === 0) return null;
  return (
    <div
      className="notice"
      data-tone="wrong"
      role="alert"
      tabIndex={-1}
      data-arrives=""
      aria-labelledby="summary-title"
    >
      <Icon name="alert" />
      <div>
        <h2 className="notice-title" id="summary-title">
          {summary.title}
        </h2>
        <ul>
          {lines.map(({ field, sentence }) => (
            <li key={field}>
              <a href={`#${field}`}>{sentence}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
