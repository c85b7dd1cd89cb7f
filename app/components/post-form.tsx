import type { ReactNode } from 'react';
import { useMessages } from '../i18n/index.ts';
import { usePage } from './page-context.ts';

interface PostFormProps {
  readonly action: string;
  /** Fields that nobody types. */
  readonly hidden?: Readonly<Record<string, string>>;
  /** Sent by itself when the page has been left alone. */
  readonly sentWhenIdle?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A form that changes something: carries the token against forgery; checked by the server, which speaks plainly. */
export function PostForm({ action, hidden = {}, sentWhenIdle = false, className, children }: PostFormProps) {
  const { formToken } = usePage();
  const { common } = useMessages();
  const idle = sentWhenIdle ? { 'data-idle-form': '' } : {};
  return (
    <form method="post" action={action} noValidate className={className} data-busy={common.busy} {...idle}>
      <input type="hidden" name="_token" value={formToken} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}
