/** The page of somebody who waits for a technician on the phone. */
export const phone = {
  title: 'Appelez l’assistance',
  lead: 'Un technicien vérifie avec vous que c’est bien vous. Gardez cette page ouverte.',
  call: 'Appelez ce numéro',
  code: 'Puis dictez ce code',
  spelled: 'Pour le dicter sans erreur',
  next: 'Ce qui va se passer',
  plan: [
    'Avec ce code, le technicien trouve votre demande.',
    'Il vous rappelle au numéro que votre organisation connaît. C’est normal.',
    'Pendant ce second appel, un autre code s’affiche ici : vous le lui lirez.',
    'Dès qu’il a confirmé, cette page continue toute seule.',
  ],
  waiting: 'Nous attendons l’assistance. Cette page se met à jour toute seule.',
  validFor: (minutes: number) =>
    minutes <= 1 ? 'Ce code vaut encore une minute.' : `Ce code vaut encore ${minutes} minutes.`,
  calling: {
    title: 'Le technicien vous rappelle',
    lead: 'Décrochez, puis lisez ce code à voix haute.',
    code: 'Votre second code',
    careful: 'Personne ne vous a rappelé ?',
    carefulText: 'Alors ne lisez ce code à personne, et choisissez « Annuler ma demande ».',
    waiting: 'Nous attendons que le technicien confirme. Cette page continue ensuite toute seule.',
  },
  refused: {
    title: 'L’assistance n’a pas pu confirmer',
    lead: 'Cela arrive : un appel manqué, un numéro qui a changé. Rien n’a été changé sur votre compte.',
  },
  expired: {
    title: 'L’attente a été trop longue',
    lead: 'Le code affiché n’est plus valable. Rien n’a été changé sur votre compte.',
  },
  cancelled: {
    title: 'Vous avez arrêté d’attendre',
    lead: 'Le code affiché n’est plus valable. Rien n’a été changé sur votre compte.',
  },
  failedTitle: 'Cela n’a pas abouti',
  again: 'Demander un nouveau code',
  otherWay: 'Choisir une autre façon',
  cancel: 'Annuler ma demande',
} as const;
