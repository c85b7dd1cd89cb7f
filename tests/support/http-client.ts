/** A browser without JavaScript: keeps cookies, follows redirects with GET, fills and sends the forms of a page. */
export interface Page {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export type Fields = Readonly<Record<string, string>>;

const attribute = (tag: string, name: string) => {
  const match = new RegExp(`\\b${name}="([^"]*)"`).exec(tag);
  return match?.[1]?.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&') ?? null;
};

/** The hidden fields of a form on the page, the first whose HTML contains `marker`. */
export function hiddenFields(html: string, marker = ''): Record<string, string> {
  const form = [...html.matchAll(/<form\b[\s\S]*?<\/form>/g)]
    .map((match) => match[0])
    .find((text) => text.includes(marker) && /method="post"/i.test(text));
  const inputs = [...(form ?? '').matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)].map((match) => match[0]);
  return Object.fromEntries(
    inputs.map((tag) => [attribute(tag, 'name') ?? '', attribute(tag, 'value') ?? '']),
  );
}

export function createHttpClient(base: string, headers: Fields = {}) {
  const cookies = new Map<string, string>();

  function keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';');
      const at = pair.indexOf('=');
      const gone = attributes.some((text) => /^\s*max-age=0/i.test(text));
      if (gone) cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  async function send(path: string, init: RequestInit = {}): Promise<Page> {
    const url = new URL(path, base);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...headers, ...(init.headers as Fields), ...(cookie ? { cookie } : {}) },
    });
    keepCookies(response);
    const text = await response.text();
    const next = response.headers.get('location');
    if (next && response.status >= 300 && response.status < 400) return send(new URL(next, url).href);
    return { url: url.pathname + url.search, status: response.status, headers: response.headers, text };
  }

  return {
    cookies,
    get: (path: string) => send(path),
    /** Posts exactly these fields. */
    post: (path: string, fields: Fields, more: Fields = {}) =>
      send(path, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { origin: new URL(base).origin, ...more },
      }),
    /** Fills the form of `page` that contains `marker` and sends it to the page's own URL or the form's action. */
    submit(page: Page, fields: Fields, marker = '') {
      const form =
        [...page.text.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)]
          .map((match) => match[0])
          .find((text) => text.includes(marker) && /method="post"/i.test(text)) ?? '';
      return this.post(attribute(form.split('>')[0] ?? '', 'action') ?? page.url, {
        ...hiddenFields(page.text, marker),
        ...fields,
      });
    },
    send,
  };
}

export type HttpClient = ReturnType<typeof createHttpClient>;
