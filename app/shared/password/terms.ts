import type { Term } from './strength.ts';
import { fold } from './text.ts';
import type { OrganisationRules, Person } from './verdict.ts';

/** Words so common in establishments' names that holding one names no establishment. */
const generic = new Set(
  (
    'centre hospitalier hospitaliere hopital hopitaux clinique maison residence foyer institut service site groupe ' +
    'regional regionale region departemental departementale universitaire general generale medical medicale medico ' +
    'social sociale sante soins readaptation reeducation convalescence retraite ehpad ecole direction siege antenne ' +
    'pole unite union caisse agence saint sainte notre dame des les aux sur sous bois pont ville mont grand grande ' +
    'jour nuit haut haute neuf neuve accueil educatif educative parc fort belle'
  ).split(' '),
);

const shortestTerm = 3;
/** An establishment's word needs this much to be recognised inside another word. */
const shortestDistinctive = 4;
/** Terms beyond this are left out; the person's own come first. */
const mostTerms = 400;

const parts = (text: string) => fold(text).split(/[^a-z0-9]+/);
const joined = (text: string) => parts(text).join('');

/** A name's parts, and all of it in one: `Le Goff` gives goff and legoff. */
const namePieces = (name: string) => [joined(name), ...parts(name)];

/** The words by which an establishment is recognised: its whole name in one, and its distinctive words. Folded. */
export function establishmentWords(name: string): readonly string[] {
  const distinctive = parts(name).filter((part) => part.length >= shortestDistinctive && !generic.has(part));
  return [...new Set([joined(name), ...distinctive])].filter(
    (word) => word.length >= shortestDistinctive && !generic.has(word),
  );
}

function unique(terms: readonly Term[]): readonly Term[] {
  const seen = new Map<string, Term>();
  for (const term of terms)
    if (term.text.length >= shortestTerm && !seen.has(term.text)) seen.set(term.text, term);
  return [...seen.values()].slice(0, mostTerms);
}

/**
 * What a guesser who knows the person and the place tries first, for `Strength.estimate`: names, login and number,
 * then the establishments, then the forbidden words. Folded, each once.
 */
export function termsOf(person: Person | null, organisation: OrganisationRules): readonly Term[] {
  const own = person
    ? [person.givenName, ...person.surnames, person.displayName, person.login, person.agentNumber]
    : [];
  return unique([
    ...own.flatMap(namePieces).map((text) => ({ text, kind: 'personal' as const })),
    ...organisation.establishmentNames
      .flatMap(establishmentWords)
      .map((text) => ({ text, kind: 'establishment' as const })),
    ...organisation.forbiddenWords.map((word) => ({ text: joined(word), kind: 'forbidden-word' as const })),
  ]);
}
