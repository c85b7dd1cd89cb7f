import type { OrganisationRules } from '../../../app/shared/password/verdict.ts';

/** The judge's form of the configured rules; the breached list is always asked. */
export function organisationRules(settings: Omit<OrganisationRules, 'breachedList'>): OrganisationRules {
  const { minLength, minScore, forbiddenWords, establishmentNames } = settings;
  return { minLength, minScore, forbiddenWords, establishmentNames, breachedList: true };
}
