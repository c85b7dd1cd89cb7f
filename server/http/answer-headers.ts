/** Headers that use of the session adds to an answer which does not exist yet. The last cookie of a name wins. */
export function createAnswerHeaders() {
  const cookies = new Map<string, string>();
  const others = new Map<string, string>();
  return {
    /** `value` with its attributes, without the name. */
    setCookie(name: string, value: string): void {
      cookies.set(name, value);
    },
    set(name: string, value: string): void {
      others.set(name, value);
    },
    applyTo(headers: Headers): void {
      for (const [name, value] of others) headers.set(name, value);
      for (const [name, value] of cookies) headers.append('Set-Cookie', `${name}=${value}`);
    },
  };
}

export type AnswerHeaders = ReturnType<typeof createAnswerHeaders>;
