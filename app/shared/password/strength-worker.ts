/**
 * The worker's entry: estimates without holding up the page. Start it with
 * `new Worker(new URL('../shared/password/strength-worker.ts', import.meta.url), { type: 'module' })`.
 * Says `{ ready: true }` once, then answers each question under its own `id`, in order. A page that has asked anew
 * ignores older answers. Nothing is ever sent anywhere else.
 */
import { loadStrength } from './lists.ts';
import type { Estimate, Term } from './strength.ts';

export interface StrengthQuestion {
  readonly id: number;
  readonly password: string;
  readonly terms: readonly Term[];
}

export type StrengthAnswer = { readonly ready: true } | { readonly id: number; readonly estimate: Estimate };

interface WorkerScope {
  onmessage: ((event: { readonly data: StrengthQuestion }) => void) | null;
  postMessage(answer: StrengthAnswer): void;
}

const scope = globalThis as unknown as WorkerScope;
const strength = loadStrength();

scope.onmessage = ({ data: { id, password, terms } }) => {
  scope.postMessage({ id, estimate: strength.estimate(password, terms) });
};
scope.postMessage({ ready: true });
