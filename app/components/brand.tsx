import { useMessages } from '../i18n/index.ts';
import { usePage } from './page-context.ts';

/** The portal's mark: the sign that tells a musician to take up again (a reprise), two dots and two bars. */
function Mark() {
  return (
    <svg className="mark" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false">
      <rect width="40" height="40" rx="11" className="mark-ground" />
      <circle cx="12.5" cy="15" r="3" className="mark-dot" />
      <circle cx="12.5" cy="25" r="3" className="mark-dot" />
      <rect x="19.5" y="9" width="2.5" height="22" rx="1.25" className="mark-bar" />
      <rect x="25.5" y="9" width="6" height="22" rx="1.5" className="mark-bar" />
    </svg>
  );
}

/** Mark and organisation. Not a link on a page that cannot be seen a second time. */
export function Brand({ linked }: { linked: boolean }) {
  const { settings } = usePage();
  const messages = useMessages();
  const face = (
    <>
      {settings.logo === null ? <Mark /> : <img className="logo" src={settings.logo} alt="" height="40" />}
      <span className="brand-words">
        <span className="brand-name">{messages.common.portal}</span>{' '}
        <span className="brand-organisation">{settings.organisation}</span>
      </span>
    </>
  );
  if (!linked) return <div className="brand">{face}</div>;
  return (
    <a className="brand" href="/" aria-label={messages.common.homeOf(settings.organisation)}>
      {face}
    </a>
  );
}
