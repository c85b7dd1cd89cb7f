import graphs from 'zxcvbn/lib/adjacency_graphs.js';
import { azertyRows } from './azerty.ts';

/** Neighbours of a character, clockwise from the left: each is the key's characters, unshifted first, or null. */
export type KeyboardGraph = Readonly<Record<string, readonly (string | null)[]>>;

/** Column and row steps to the six neighbours of a key on a slanted keyboard, in zxcvbn's order. */
const steps = [
  [-1, 0],
  [0, -1],
  [1, -1],
  [1, 0],
  [0, 1],
  [-1, 1],
] as const;

function graphOf(rows: readonly (readonly (string | null)[])[]): KeyboardGraph {
  const graph: Record<string, readonly (string | null)[]> = Object.create(null);
  rows.forEach((row, y) => {
    row.forEach((key, x) => {
      const neighbours = steps.map(([dx, dy]) => rows[y + dy]?.[x + dx] ?? null);
      for (const character of key ?? '') graph[character] = neighbours;
    });
  });
  return graph;
}

const own = (graph: KeyboardGraph): KeyboardGraph => Object.assign(Object.create(null), graph);

/** The keyboards on which walks are looked for; the two others that zxcvbn knows are not used in France. */
export const keyboards = {
  azerty: graphOf(azertyRows),
  qwerty: own(graphs.qwerty),
  keypad: own(graphs.keypad),
} as const;

export type KeyboardName = keyof typeof keyboards;
