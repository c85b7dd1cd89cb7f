import type { PublicSettings } from '../config/public-settings.ts';

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');

/**
 * The page that needs nothing: no renderer, no store, no directory. In both languages, since whatever failed may
 * have been what knows the language.
 */
export function lastResortPage({ organisation, helpDesk }: PublicSettings, nonce: string): string {
  const phone = escapeHtml(helpDesk.phone);
  return `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(organisation)}</title>
<style nonce="${nonce}">body{font:1.25rem/1.6 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1.25rem;color:#14202b;background:#fff}strong{font-size:1.75rem}a{color:#14477a}@media(prefers-color-scheme:dark){body{color:#eef3f7;background:#10161c}a{color:#9cc9f5}}</style>
</head><body><main>
<h1>Le portail ne peut pas répondre pour le moment</h1>
<p>Rien n’est perdu. Réessayez dans une minute, ou appelez l’assistance&nbsp;: <strong>${phone}</strong></p>
<p><a href="/help">Aide</a> · <a href="/">Accueil</a></p>
<section lang="en"><h2>The portal cannot answer right now</h2>
<p>Nothing is lost. Try again in a minute, or call the help desk: <strong>${phone}</strong></p></section>
</main></body></html>`;
}
