import type { OrganisationRules, Person, Question } from '../../app/shared/password/verdict.ts';

/** An organisation with every rule of its own, and a person of it. */
export const organisation: OrganisationRules = {
  minLength: 8,
  minScore: 3,
  forbiddenWords: ['reprise', 'chu'],
  establishmentNames: ['Clinique des Trois Rivières', 'EHPAD Les Tilleuls'],
  breachedList: true,
};

export const person: Person = {
  login: 'c.legoff',
  displayName: 'LE GOFF Cécile',
  givenName: 'Cécile',
  surnames: ['Le Goff', 'Kermarrec'],
  agentNumber: '0104512',
};

export const policy = { minLength: 8, complexity: true, historyLength: 24, minAgeSeconds: 86_400 };

/** A question about a password, all else usual. */
export const ask = (password: string, change: Partial<Question> = {}): Question => ({
  password,
  oldPassword: null,
  person,
  policy,
  organisation,
  strength: null,
  breached: null,
  ...change,
});
