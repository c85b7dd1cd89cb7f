/** Parts of the portal that are announced and not open yet. */
export const notOpen = {
  soon: 'Cette partie n’est pas encore ouverte.',
  until: 'En attendant, l’assistance s’en occupe avec vous, par téléphone.',
  mailbox: {
    title: 'Ma messagerie ne marche pas',
    tip: 'Préparez le message d’erreur affiché par Outlook, mot pour mot.',
  },
  access: {
    title: 'J’ai besoin d’un dossier',
    tip: 'Préparez le nom du dossier et celui de votre responsable.',
  },
  track: {
    title: 'Suivre une demande',
    tip: 'Préparez la référence de votre demande, si vous l’avez notée.',
  },
} as const;
