import type { fr } from './fr.ts';

/** A message's shape without its French words: literals become `string`, parameters stay. */
type Widened<T> = T extends string
  ? string
  : T extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { readonly [Key in keyof T]: Widened<T[Key]> };

/** Every message of the portal. French is the source: a key that another language lacks does not compile. */
export type Messages = Widened<typeof fr>;
export type Locale = 'fr' | 'en';
/** What a form says at a field, by key. */
export type FieldErrorKey = keyof Messages['fieldErrors'];
