import { usePage } from '../../components/page-context.ts';
import { spellAloud } from '../../shared/spelling.ts';

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A code as it is said on the phone, one line a character: `K comme Kléber`, `Sept`. */
export function SpokenCode({ code, title }: { code: string; title: string }) {
  const { locale } = usePage();
  const lines = spellAloud(code.replace('-', '').toLowerCase(), locale);
  return (
    <details className="spelled">
      <summary>{title}</summary>
      <ol translate="no" data-spelled-code>
        {lines.map(({ words }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: characters repeat, and their order is what they are
          <li key={index}>{capitalised(words)}</li>
        ))}
      </ol>
    </details>
  );
}
