import { Icon } from '../../components/icon.tsx';
import { usePage } from '../../components/page-context.ts';
import { useMessages } from '../../i18n/index.ts';
import { spellAloud } from '../../shared/spelling.ts';

/** Characters read at a glance. */
const groupSize = 4;

/**
 * The temporary password: its element's text is exactly the password, so the gaps are drawn and not typed. Without the
 * browser script it opens like any details; with it, it is held, or kept for a while, and hides by itself. It is not
 * printed and cannot be selected: it goes to another screen by eye.
 */
export function TemporaryPassword({ password }: { password: string }) {
  const { done } = useMessages().recover;
  return (
    <div className="credential secret" data-secret data-shown={done.shown} data-hidden={done.hidden}>
      <h2>{done.password}</h2>
      <details data-secret-plain>
        <summary>{done.reveal}</summary>
        <p className="secret-value">
          <code data-temporary-password translate="no">
            {groups(password).map(({ at, text }) => (
              <span key={at}>{text}</span>
            ))}
          </code>
        </p>
      </details>
      <Controls />
      <p className="hint">{done.spacing}</p>
      <Spelled password={password} />
    </div>
  );
}

/** Groups of four at most, as even as they can be: 13 characters are read as 4 3 3 3. */
function groups(password: string): readonly { at: number; text: string }[] {
  const count = Math.ceil(password.length / groupSize);
  const edge = (index: number) => Math.ceil((index * password.length) / count);
  return Array.from({ length: count }, (_, index) => ({
    at: edge(index),
    text: password.slice(edge(index), edge(index + 1)),
  }));
}

/** Stays hidden without the browser script, which alone can work it. */
function Controls() {
  const { done } = useMessages().recover;
  return (
    <div className="secret-controls" data-secret-controls hidden>
      <button type="button" className="button" data-secret-hold aria-pressed="false">
        <Icon name="eye" />
        {done.hold}
      </button>
      <button
        type="button"
        className="button quiet"
        data-secret-keep
        data-keep={done.keep}
        data-release={done.keepHide}
        aria-pressed="false"
      >
        {done.keep}
      </button>
      <p className="visually-hidden" role="status" data-secret-status />
    </div>
  );
}

function Spelled({ password }: { password: string }) {
  const { done } = useMessages().recover;
  const { locale } = usePage();
  return (
    <details className="spelled" data-secret-spelled>
      <summary>{done.spell}</summary>
      <p className="hint">{done.spellHint}</p>
      <ol translate="no">
        {spellAloud(password, locale).map(({ words }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: characters repeat, and their order is what they are
          <li key={index}>{words}</li>
        ))}
      </ol>
    </details>
  );
}
