import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

type Tone = 'calm' | 'good' | 'careful' | 'wrong';

const icons: Readonly<Record<Tone, IconName>> = {
  calm: 'info',
  good: 'check',
  careful: 'alert',
  wrong: 'alert',
};

interface NoticeProps {
  readonly tone: Tone;
  readonly title?: string;
  /** Takes the focus when the page arrives, so that a screen reader starts with it. */
  readonly arrives?: boolean;
  readonly children?: ReactNode;
}

/** Something to know before going on. The tone is a drawing and a colour, never the colour alone. */
export function Notice({ tone, title, arrives = false, children }: NoticeProps) {
  const announced = arrives ? { role: 'alert', tabIndex: -1, 'data-arrives': '' } : {};
  return (
    <div className="notice" data-tone={tone} {...announced}>
      <Icon name={icons[tone]} />
      <div>
        {title === undefined ? null : <p className="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}
