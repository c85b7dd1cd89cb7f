/** One open event stream, read as it comes. */
export async function openStream(url: string, headers: Record<string, string>) {
  const leaving = new AbortController();
  const response = await fetch(new URL('/recover/phone/events', url), { headers, signal: leaving.signal });
  let text = '';
  let over = response.body === null;
  const reading = (async () => {
    const decoder = new TextDecoder();
    try {
      for await (const part of (response.body ?? []) as unknown as AsyncIterable<Uint8Array>)
        text += decoder.decode(part, { stream: true });
    } catch {
      // Left by this side.
    }
    over = true;
  })();
  return {
    status: response.status,
    headers: response.headers,
    /** Everything received so far. */
    text: () => text,
    /** The states told so far. */
    states: () => [...text.matchAll(/^data: (.*)$/gm)].map((match) => match[1]),
    over: () => over,
    ended: () => reading,
    leave: () => leaving.abort(),
  };
}

export type EventStream = Awaited<ReturnType<typeof openStream>>;
