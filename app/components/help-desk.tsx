import { useMessages } from '../i18n/index.ts';
import { Icon } from './icon.tsx';
import { usePage } from './page-context.ts';

/** The help desk's number, large, to be read or pressed. A kiosk does not telephone: there it is only read. */
export function PhoneNumber() {
  const { kiosk, settings } = usePage();
  const { phone } = settings.helpDesk;
  const face = (
    <>
      <Icon name="phone" />
      <span>{phone}</span>
    </>
  );
  if (kiosk) return <span className="phone">{face}</span>;
  return (
    <a className="phone" href={`tel:${phone.replace(/[^+\d]/g, '')}`}>
      {face}
    </a>
  );
}

/** Stands at the end of every page: no page is a dead end. */
export function HelpDesk({ linked }: { linked: boolean }) {
  const { settings } = usePage();
  const { helpDesk } = useMessages().common;
  return (
    <section className="help-desk" aria-labelledby="help-desk-title">
      <div>
        <h2 id="help-desk-title">{helpDesk.title}</h2>
        <p>{helpDesk.calm}</p>
        {linked ? <a href="/help">{helpDesk.more}</a> : null}
      </div>
      <div>
        <p className="help-desk-call">{helpDesk.call}</p>
        <PhoneNumber />
        {settings.helpDesk.hours === '' ? null : <p className="help-desk-hours">{settings.helpDesk.hours}</p>}
      </div>
    </section>
  );
}
