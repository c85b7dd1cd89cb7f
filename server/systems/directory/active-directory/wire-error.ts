/**
 * Why an LDAP operation did not succeed, without any text of the server's: its messages quote names and values.
 * - `not-sent`: no bound connection could be had, so the server has seen nothing of it;
 * - `no-answer`: it was sent and no answer came, so it may or may not have been carried out;
 * - `refused`: the server said no.
 */
export interface WireError extends Error {
  readonly name: 'WireError';
  readonly kind: 'not-sent' | 'no-answer' | 'refused';
  /** LDAP result code (RFC 4511 §4.1.9); null unless refused. */
  readonly result: number | null;
  /** The Win32 or NTSTATUS code that leads AD's messages, e.g. `0000052D`; null where there is none. */
  readonly hex: string | null;
  /** AD's sub-code of a refused bind, e.g. `52e`; null where there is none. */
  readonly data: string | null;
  /** Which rule of the password policy the message names; only Samba says. */
  readonly rule: PasswordRule | null;
  /** True when the caller's signal ended the wait; says nothing against the server. */
  readonly aborted: boolean;
  /** True when the server took longer than it may. */
  readonly timedOut: boolean;
}

export type PasswordRule = 'length' | 'complexity' | 'history' | 'age';

type Details = Partial<Pick<WireError, 'result' | 'hex' | 'data' | 'rule' | 'aborted' | 'timedOut'>>;

export function wireError(kind: WireError['kind'], what: string, details: Details = {}): WireError {
  const nothing = { result: null, hex: null, data: null, rule: null, aborted: false, timedOut: false };
  return Object.assign(new Error(what), { name: 'WireError' as const, kind, ...nothing, ...details });
}

export function isWireError(error: unknown): error is WireError {
  return (error as { name?: unknown } | null)?.name === 'WireError';
}

/** What Samba's texts have in common over its versions; AD itself sends no text that names the rule. */
const rules: readonly (readonly [RegExp, PasswordRule])[] = [
  [/too short/i, 'length'],
  [/complexity/i, 'complexity'],
  [/history|already used/i, 'history'],
  [/too young|until .* minimum|password age/i, 'age'],
];

/** From what ldapts throws: an error with a numeric result code when the server answered, anything else when not. */
export function fromLdapts(error: unknown): WireError {
  if (isWireError(error)) return error;
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code !== 'number') return wireError('no-answer', 'the connection was lost before the answer');
  const text = String(message);
  const hex = /^([0-9A-Fa-f]{8}):/.exec(text)?.[1]?.toUpperCase() ?? null;
  const data = /\bdata ([0-9a-f]{1,8})\b/i.exec(text)?.[1]?.toLowerCase() ?? null;
  const rule = hex === '0000052D' ? (rules.find(([pattern]) => pattern.test(text))?.[1] ?? null) : null;
  return wireError('refused', `LDAP result ${code}${hex ? ` ${hex}` : ''}`, {
    result: code,
    hex,
    data,
    rule,
  });
}
