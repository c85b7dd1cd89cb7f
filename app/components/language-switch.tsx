import { useMessages } from '../i18n/index.ts';
import { Icon } from './icon.tsx';
import { usePage } from './page-context.ts';
import { PostForm } from './post-form.tsx';

export interface Again {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
}

/** The same page in the other language, named in that language. A page that only answers a form is asked by it again. */
export function LanguageSwitch({ to, again }: { to: string; again?: Again | undefined }) {
  const { locale } = usePage();
  const other = locale === 'fr' ? 'en' : 'fr';
  const { common } = useMessages();
  const face = (
    <>
      <Icon name="globe" />
      {common.otherLanguage}
    </>
  );
  if (again !== undefined) {
    return (
      <PostForm action={`${again.action}?lang=${other}`} hidden={again.hidden}>
        <button type="submit" className="language" lang={other}>
          {face}
        </button>
      </PostForm>
    );
  }
  return (
    <nav aria-label={common.languages}>
      <a className="language" href={`${to}?lang=${other}`} hrefLang={other} lang={other}>
        {face}
      </a>
    </nav>
  );
}
