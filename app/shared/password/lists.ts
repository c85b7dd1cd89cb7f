import { french } from '../../../build/generated/strength-lists.js';
import { createDictionary } from './dictionary.ts';
import { english } from './english-lists.ts';
import { createStrength, type Strength } from './strength.ts';

/**
 * The estimate over all lists: zxcvbn's own and the French ones that scripts/strength-data.ts makes. Half a megabyte
 * compressed, and some tens of milliseconds: import this module on demand, in the browser from its worker alone.
 */
export function loadStrength(): Strength {
  return createStrength(createDictionary({ english, french }));
}
