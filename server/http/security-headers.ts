/**
 * Headers of every answer. The policy allows this origin and one nonce a page; no page may be framed, no form may
 * leave the portal (OWASP Secure Headers).
 */
function contentSecurityPolicy(
  nonce: string,
  options: { readonly secure: boolean; readonly live: boolean },
): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    // The development server talks to its own page; production pages talk to nobody but this origin.
    options.live ? "connect-src 'self' ws:" : "connect-src 'self'",
    "font-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    ...(options.secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}

export const fixedHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // Under no-referrer a browser sends forms with `Origin: null`, which is refused (Fetch §3.2.2).
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'X-Robots-Tag': 'noindex, nofollow',
};

/** Only on answers over https: one year (RFC 6797). */
const strictTransport = { 'Strict-Transport-Security': 'max-age=31536000' } as const;

/** Pages leave nothing behind: not in caches, not in the back-forward list of a shared machine. */
const notKept = { 'Cache-Control': 'no-store', Vary: 'Cookie, Accept-Language' } as const;

/** Completes the headers of a page whose scripts and styles carry `nonce`. */
export type PageHeaders = (headers: Headers, nonce: string) => void;

export function createPageHeaders(options: {
  readonly secure: boolean;
  readonly live: boolean;
}): PageHeaders {
  const constant = Object.entries({
    ...fixedHeaders,
    ...notKept,
    ...(options.secure ? strictTransport : {}),
  });
  return (headers, nonce) => {
    for (const [name, value] of constant) headers.set(name, value);
    headers.set('Content-Security-Policy', contentSecurityPolicy(nonce, options));
  };
}
