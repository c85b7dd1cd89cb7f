/**
 * How long a guesser needs, in the words of every day. The guesser has stolen a list of slowly hashed passwords and
 * tries 10,000 a second (zxcvbn's `offline_slow_hashing_1e4_per_second`); someone who types at a logon screen needs
 * far longer.
 */
const guessesPerSecond = 1e4;

type TimeUnit = 'second' | 'minute' | 'hour' | 'day' | 'month' | 'year';

/** `instant`: below a second; `centuries`: a hundred years and more; else about `count` units. */
export type GuessTime =
  | { readonly unit: 'instant' | 'centuries' }
  | { readonly unit: TimeUnit; readonly count: number };

const units: readonly (readonly [TimeUnit, number])[] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** The largest unit of which it takes at least one. */
export function guessTime(guesses: number): GuessTime {
  const seconds = guesses / guessesPerSecond;
  const found = units.find(([, length]) => seconds >= length);
  if (!found) return { unit: 'instant' };
  const [unit, length] = found;
  const count = Math.floor(seconds / length);
  return unit === 'year' && count >= 100 ? { unit: 'centuries' } : { unit, count };
}
