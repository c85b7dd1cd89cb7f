import type { Exclusion } from '../../systems/directory/port.ts';

/** Texts for the people who run the portal: tickets that nobody else reads, and alerts. No secret, ever. */
interface Excluded {
  readonly login: string;
  readonly exclusions: readonly Exclusion[];
  /** Its owner has said "it was not me". */
  readonly frozen: boolean;
  /** Number of the journal's row. */
  readonly seq: number;
}

const fr = {
  exclusion: {
    privileged: 'membre d’un groupe d’administration',
    'protected-user': 'membre des utilisateurs protégés',
    'excluded-group': 'membre d’un groupe exclu (techniciens, direction…)',
    'never-expires': 'mot de passe qui n’expire jamais',
    'smart-card-required': 'carte à puce obligatoire',
    'cannot-change-password': 'ne peut pas changer son mot de passe',
    'service-principal': 'compte de service',
  } satisfies Record<Exclusion, string>,
  frozen: 'son titulaire a signalé « ce n’est pas moi »',
  excluded: ({ login, exclusions, frozen, seq }: Excluded) => ({
    title: 'Demande d’un compte que le portail ne dépanne pas',
    text: [
      `Le nom et le numéro d’agent du compte « ${login} » ont été saisis sur le portail, qui ne dépanne pas ce compte : ${[...exclusions.map((each) => fr.exclusion[each]), ...(frozen ? [fr.frozen] : [])].join(', ')}.`,
      'Rien n’a été changé. La page invite à appeler l’assistance, sans dire pourquoi.',
      'Vérifiez l’identité de la personne avant d’agir. Si elle n’a rien demandé, quelqu’un d’autre connaît son nom et son numéro.',
      `Journal : ligne ${seq}.`,
    ].join('\n\n'),
  }),
  alert: ({ url }: { readonly url: string }) => ({
    subject: 'Portail : trop d’identifications en échec',
    text: [
      'Les identifications en échec dépassent ce qui est normal pour l’organisation (limits.failuresPerHour).',
      'Jusqu’à ce que cela cesse, une preuve de plus est demandée partout, sauf aux bornes. Personne n’est bloqué.',
      `Regardez le journal du portail (${url}) : événements « identification-refused », avec leurs adresses.`,
      'Ce message part une fois par heure au plus.',
    ].join('\n\n'),
  }),
};

const en: typeof fr = {
  exclusion: {
    privileged: 'member of an administrative group',
    'protected-user': 'member of Protected Users',
    'excluded-group': 'member of an excluded group (technicians, directors…)',
    'never-expires': 'password that never expires',
    'smart-card-required': 'smart card required',
    'cannot-change-password': 'cannot change its password',
    'service-principal': 'service account',
  },
  frozen: 'its owner has reported “it was not me”',
  excluded: ({ login, exclusions, frozen, seq }) => ({
    title: 'Request for an account that the portal does not serve',
    text: [
      `The surname and agent number of the account “${login}” were entered in the portal, which does not serve this account: ${[...exclusions.map((each) => en.exclusion[each]), ...(frozen ? [en.frozen] : [])].join(', ')}.`,
      'Nothing was changed. The page says to call the help desk, and not why.',
      'Check who the person is before you act. If they asked for nothing, somebody else knows their name and number.',
      `Journal: row ${seq}.`,
    ].join('\n\n'),
  }),
  alert: ({ url }) => ({
    subject: 'Portal: too many failed identifications',
    text: [
      'Failed identifications have passed what is normal for the organisation (limits.failuresPerHour).',
      'Until they stop, a further proof is asked everywhere except at kiosks. Nobody is locked out.',
      `Look into the journal of the portal (${url}): events “identification-refused”, with their addresses.`,
      'This message is sent once an hour at most.',
    ].join('\n\n'),
  }),
};

export const staffTexts = { fr, en };
