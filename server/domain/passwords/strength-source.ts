import type { Strength } from '../../../app/shared/password/strength.ts';

/** Gives the estimate over all lists. The lists cost half a second and tens of megabytes: loaded when first asked for. */
export type StrengthSource = () => Promise<Strength>;

export function createStrengthSource(): StrengthSource {
  let loading: Promise<Strength> | null = null;
  return () => {
    loading ??= import('../../../app/shared/password/lists.ts').then(({ loadStrength }) => loadStrength());
    return loading;
  };
}
