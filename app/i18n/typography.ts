const rules: readonly (readonly [RegExp, string])[] = [
  [/ ([;!?])/g, '\u202f$1'],
  [/ :/g, '\u00a0:'],
  [/« /g, '«\u00a0'],
  [/ »/g, '\u00a0»'],
  [/(\d) (?=\p{L}|\d)/gu, '$1\u00a0'],
];

/** French spacing of one sentence: narrow no-break space before ; ! ? and no-break space with : « » and numbers. */
function spaced(text: string): string {
  return rules.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}

/**
 * The same for a whole tree of messages, those with parameters included, so that no source file has to carry
 * invisible characters and no sentence can be forgotten.
 */
export function typeset<T>(messages: T): T {
  if (typeof messages === 'string') return spaced(messages) as T;
  if (typeof messages === 'function') {
    return ((...values: unknown[]) => spaced(String(messages(...values)))) as T;
  }
  if (Array.isArray(messages)) return messages.map(typeset) as T;
  return Object.fromEntries(
    Object.entries(messages as object).map(([key, value]) => [key, typeset(value)]),
  ) as T;
}
