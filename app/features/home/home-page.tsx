import { Frame } from '../../components/frame.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { Notice } from '../../components/notice.tsx';
import { useMessages } from '../../i18n/index.ts';
import type { Messages } from '../../i18n/messages.ts';

const doors: readonly (readonly [keyof Messages['home']['doors'], string, IconName])[] = [
  ['recover', '/recover', 'key'],
  ['mailbox', '/mailbox', 'mail'],
  ['access', '/access', 'folder'],
  ['track', '/track', 'follow'],
];

/** Four doors, the first of them the widest: it is why most people come. */
export function HomePage({ finished }: { finished: boolean }) {
  const { home } = useMessages();
  return (
    <Frame title={finished ? home.done.title : home.title} switchTo="/" wide>
      {finished ? (
        <Notice tone="good" title={home.done.title} arrives>
          <p>{home.done.text}</p>
        </Notice>
      ) : null}
      <h1>{home.title}</h1>
      <p className="lead">{home.lead}</p>
      <ul className="doors">
        {doors.map(([name, path, icon]) => (
          <Door key={name} path={path} icon={icon} {...home.doors[name]} />
        ))}
      </ul>
      <Also />
    </Frame>
  );
}

function Door({ path, icon, title, text }: { path: string; icon: IconName; title: string; text: string }) {
  return (
    <li>
      <a className="door" href={path}>
        <Icon name={icon} />
        <span>
          <strong>{title}</strong>
          <span>{text}</span>
        </span>
        <Icon name="arrow" />
      </a>
    </li>
  );
}

function Also() {
  const { home } = useMessages();
  return (
    <section className="also" aria-labelledby="also-title">
      <h2 id="also-title">{home.also}</h2>
      <ul>
        <li>
          <a href="/password/learn">{home.learn}</a>
        </li>
        <li>
          <a href="/password/change">{home.change}</a>
        </li>
        <li>
          <a href="/desk/sign-in">{home.desk}</a>
        </li>
      </ul>
    </section>
  );
}
