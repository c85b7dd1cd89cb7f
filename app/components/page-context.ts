import { createContext, useContext } from 'react';
import type { PublicSettings } from '../../server/contract.ts';
import type { Locale } from '../i18n/messages.ts';

/** What every piece of a page may use; made once per answer by `entry.server.tsx`, even when loaders failed. */
export interface PageContext {
  readonly locale: Locale;
  readonly settings: PublicSettings;
  readonly nonce: string;
  /** Value of the hidden field `_token`. */
  readonly formToken: string;
  /** Path of the page, without its query. */
  readonly path: string;
  /** Shown at a kiosk: people use it one after another, and nobody watches over it. */
  readonly kiosk: boolean;
  /** The browser script and the modules that it needs. */
  readonly script: { readonly url: string; readonly imports: readonly string[] };
  /**
   * Where the page being rendered leaves its title. A document is rendered whole, as one string, and its `<title>`
   * is filled in afterwards, so that a page can name its own state ("Error: …"). `refreshTo` is the path that a browser
   * without JavaScript asks for again every few seconds.
   */
  readonly head: { title: string; refreshTo: string | null };
}

const Context = createContext<PageContext | null>(null);

export const PageProvider = Context.Provider;

export function usePage(): PageContext {
  const page = useContext(Context);
  if (page === null) throw new Error('A page was rendered outside entry.server.tsx');
  return page;
}
