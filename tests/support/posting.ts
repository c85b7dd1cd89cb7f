import { createHttpClient, type Fields, hiddenFields } from './http-client.ts';

export interface Answer {
  readonly status: number;
  readonly ms: number;
  readonly headers: Headers;
  readonly text: string;
}

/**
 * One browser on the identification page that posts without following: 303 = identified. Its token stays good, so one
 * page serves many posts.
 */
export async function identifyPoster(base: string, headers: Fields = {}) {
  const client = createHttpClient(base, headers);
  const page = await client.get('/recover');
  const hidden = hiddenFields(page.text, 'name="surname"');
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return async (who: { surname: string; agentNumber: string }, more: Fields = {}): Promise<Answer> => {
    const { surname, agentNumber } = who;
    const body = new URLSearchParams({ ...hidden, surname, agentNumber, reason: 'forgotten' });
    const started = performance.now();
    const answer = await fetch(`${base}/recover`, {
      method: 'POST',
      redirect: 'manual',
      body,
      headers: { ...headers, ...more, cookie, origin: base },
    });
    const text = await answer.text();
    return { status: answer.status, ms: performance.now() - started, headers: answer.headers, text };
  };
}
