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

function Badge() {
  const { number } = useMessages().help;
  return (
    <svg className="drawing" viewBox="0 0 240 160" aria-hidden="true" focusable="false">
      <rect className="paper" x="20" y="18" width="200" height="130" rx="12" />
      <rect className="line" x="104" y="10" width="32" height="14" rx="7" />
      <rect className="photo" x="38" y="44" width="56" height="72" rx="8" />
      <circle className="face" cx="66" cy="70" r="13" />
      <path className="face" d="M44 116c2-18 12-26 22-26s20 8 22 26z" />
      <rect className="line" x="110" y="50" width="86" height="9" rx="4.5" />
      <rect className="line faint" x="110" y="68" width="60" height="7" rx="3.5" />
      <rect className="marked" x="104" y="88" width="106" height="42" rx="8" />
      <text x="113" y="104" className="small">
        {number.numberWord}
      </text>
      <text x="113" y="122">
        0012345
      </text>
    </svg>
  );
}

function Payslip() {
  const { number } = useMessages().help;
  return (
    <svg className="drawing" viewBox="0 0 240 160" aria-hidden="true" focusable="false">
      <path className="paper" d="M44 8h152v152H44z" />
      <rect className="line" x="60" y="22" width="54" height="9" rx="4.5" />
      <rect className="line faint" x="60" y="38" width="40" height="7" rx="3.5" />
      <rect className="marked" x="120" y="18" width="84" height="42" rx="8" />
      <text x="128" y="34" className="small">
        {number.numberWord}
      </text>
      <text x="128" y="52">
        0012345
      </text>
      {[76, 92, 108, 124, 140].map((y) => (
        <g key={y}>
          <rect className="line faint" x="60" y={y} width="78" height="6" rx="3" />
          <rect className="line faint" x="156" y={y} width="26" height="6" rx="3" />
        </g>
      ))}
    </svg>
  );
}
