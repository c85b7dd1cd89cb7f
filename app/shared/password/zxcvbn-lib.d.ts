/** The parts of zxcvbn 4.4.2 that are used, under their own names; @types/zxcvbn knows only the main function. */

declare module 'zxcvbn/lib/frequency_lists.js' {
  const lists: Record<string, string[]>;
  export default lists;
}

declare module 'zxcvbn/lib/adjacency_graphs.js' {
  const graphs: Record<'qwerty' | 'dvorak' | 'keypad' | 'mac_keypad', Record<string, (string | null)[]>>;
  export default graphs;
}

declare module 'zxcvbn/lib/matching.js' {
  export interface Match {
    pattern: 'dictionary' | 'spatial' | 'repeat' | 'sequence' | 'regex' | 'date' | 'bruteforce';
    /** First and last position, both inclusive. */
    i: number;
    j: number;
    token: string;
    guesses?: number;
    rank?: number;
    matched_word?: string;
    dictionary_name?: string;
    reversed?: boolean;
    l33t?: boolean;
    sub?: Record<string, string>;
    graph?: string;
    turns?: number;
    shifted_count?: number;
    base_token?: string;
    repeat_count?: number;
    ascending?: boolean;
    year?: number;
    separator?: string;
  }
  export interface Matching {
    omnimatch(password: string): Match[];
    dictionary_match(password: string): Match[];
    reverse_dictionary_match(password: string): Match[];
    l33t_match(password: string): Match[];
    spatial_match(password: string): Match[];
    spatial_match_helper(password: string, graph: object, name: string): Match[];
    regex_match(password: string, patterns?: Record<string, RegExp>): Match[];
    sorted(matches: Match[]): Match[];
  }
  const matching: Matching;
  export default matching;
}

declare module 'zxcvbn/lib/scoring.js' {
  import type { Match } from 'zxcvbn/lib/matching.js';

  const scoring: {
    /** `excludeAdditive`: without the guesses that a guesser spends on all paths of fewer parts. */
    most_guessable_match_sequence(
      password: string,
      matches: Match[],
      excludeAdditive?: boolean,
    ): { guesses: number; sequence: Match[] };
    estimate_guesses(match: Match, password: string): number;
    spatial_guesses(match: Match): number;
  };
  export default scoring;
}

declare module 'zxcvbn/lib/time_estimates.js' {
  const estimates: { guesses_to_score(guesses: number): 0 | 1 | 2 | 3 | 4 };
  export default estimates;
}
