import { useMessages } from '../i18n/index.ts';

/** Where to look: a badge and a payslip, the number marked on both. The words under it say the same. */
export function AgentNumberPicture() {
  const { number } = useMessages().help;
  return (
    <div className="where-number">
      <div className="where-number-pair">
        <figure>
          <Badge />
          <figcaption>
            <strong>{number.badgeWord}</strong> {number.badge}
          </figcaption>
        </figure>
        <figure>
          <Payslip />
          <figcaption>
            <strong>{number.payslipWord}</strong> {number.payslip}
          </figcaption>
        </figure>
      </div>
      <p>{number.either}</p>
    </div>
  );
}

/** What is drawn around the number, as markup that never changes: as elements it was a third of a page's rendering. */
const badge = [
  '<rect class="paper" x="20" y="18" width="200" height="130" rx="12"/>',
  '<rect class="line" x="104" y="10" width="32" height="14" rx="7"/>',
  '<rect class="photo" x="38" y="44" width="56" height="72" rx="8"/>',
  '<circle class="face" cx="66" cy="70" r="13"/>',
  '<path class="face" d="M44 116c2-18 12-26 22-26s20 8 22 26z"/>',
  '<rect class="line" x="110" y="50" width="86" height="9" rx="4.5"/>',
  '<rect class="line faint" x="110" y="68" width="60" height="7" rx="3.5"/>',
  '<rect class="marked" x="104" y="88" width="106" height="42" rx="8"/>',
].join('');

const payslip = [
  '<path class="paper" d="M44 8h152v152H44z"/>',
  '<rect class="line" x="60" y="22" width="54" height="9" rx="4.5"/>',
  '<rect class="line faint" x="60" y="38" width="40" height="7" rx="3.5"/>',
  '<rect class="marked" x="120" y="18" width="84" height="42" rx="8"/>',
].join('');

const payslipLines = [76, 92, 108, 124, 140]
  .map(
    (y) =>
      `<g><rect class="line faint" x="60" y="${y}" width="78" height="6" rx="3"/>` +
      `<rect class="line faint" x="156" y="${y}" width="26" height="6" rx="3"/></g>`,
  )
  .join('');

/** The number under its word. */
const numbered = (x: number, y: number, word: string) =>
  `<text x="${x}" y="${y}" class="small">${word}</text><text x="${x}" y="${y + 18}">0012345</text>`;

function Badge() {
  const { number } = useMessages().help;
  return <Drawing markup={badge + numbered(113, 104, number.numberWord)} />;
}

function Payslip() {
  const { number } = useMessages().help;
  return <Drawing markup={payslip + numbered(128, 34, number.numberWord) + payslipLines} />;
}

function Drawing({ markup }: { markup: string }) {
  return (
    <svg
      className="drawing"
      viewBox="0 0 240 160"
      aria-hidden="true"
      focusable="false"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: constants of this file and one word of the messages
      dangerouslySetInnerHTML={{ __html: markup }}
    />
  );
}
