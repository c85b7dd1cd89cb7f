import { createHttpClient, type HttpClient, type Page } from './http-client.ts';

interface Identity {
  readonly surname: string;
  readonly agentNumber: string;
}

/** The text of the element that holds the temporary password; null when the page has none. */
export function temporaryPasswordOn(page: Page): string | null {
  const element = /<(\w+)[^>]*\bdata-temporary-password\b[^>]*>([\s\S]*?)<\/\1>/.exec(page.text);
  return element?.[2]?.replace(/<[^>]*>/g, '') ?? null;
}

export async function identify(client: HttpClient, person: Identity, reason = 'forgotten'): Promise<Page> {
  const start = await client.get('/recover');
  return client.submit(
    start,
    { surname: person.surname, agentNumber: person.agentNumber, reason },
    'name="surname"',
  );
}

/** Goes through the main job and returns the temporary password. */
export async function recoverOverHttp(base: string, person: Identity): Promise<string> {
  const client = createHttpClient(base);
  const confirm = await identify(client, person);
  const done = await client.submit(confirm, { understood: 'on', action: 'reset' }, 'name="understood"');
  const password = temporaryPasswordOn(done);
  if (password === null) throw new Error(`no temporary password at ${done.url} (${done.status})`);
  return password;
}
