export const help = {
  title: 'Aide',
  lead: 'Quelqu’un peut toujours vous répondre.',
  hours: 'Horaires',
  ready: {
    title: 'À avoir sous la main',
    items: [
      'Votre nom de famille.',
      'Votre numéro d’agent : il est sur votre badge et sur votre bulletin de paie.',
      'La référence de votre demande, si le portail vous en a donné une.',
      'Le message affiché à l’écran, mot pour mot.',
    ],
  },
  number: {
    title: 'Où est mon numéro d’agent ?',
    badge: 'Sur votre badge, sous votre nom.',
    payslip: 'Sur votre bulletin de paie, en haut, près de votre nom.',
    either: 'Espaces et zéros au début n’ont pas d’importance. Majuscules et minuscules non plus.',
    badgeWord: 'Badge',
    payslipWord: 'Bulletin de paie',
    numberWord: 'N° d’agent',
  },
  worries: {
    title: 'Ce qui inquiète souvent',
    items: [
      {
        question: 'Est-ce que je vais perdre mes fichiers ou mes messages ?',
        answer: 'Non. Seul votre mot de passe change. Vos fichiers et vos messages ne bougent pas.',
      },
      {
        question: 'Puis-je retrouver mon ancien mot de passe ?',
        answer:
          'Non. Personne ne peut le lire, pas même l’assistance. Vous recevez un mot de passe temporaire, puis vous en choisissez un nouveau.',
      },
      {
        question: 'Je suis sur l’ordinateur d’un collègue. Est-ce un problème ?',
        answer:
          'Non. Votre collègue reste dans sa session et n’a pas à donner son mot de passe. À la fin, appuyez sur « J’ai terminé » : il ne reste rien de vous dans le navigateur.',
      },
      {
        question: 'Mon compte se verrouille sans cesse. Pourquoi ?',
        answer:
          'Le plus souvent, un téléphone ou un lecteur réseau essaie encore l’ancien mot de passe. Mettez-les à jour juste après l’avoir changé.',
      },
      {
        question: 'Je pense que quelqu’un connaît mon mot de passe.',
        answer: 'Appelez l’assistance tout de suite. Vous faites bien de le signaler.',
      },
      {
        question: 'On me demande mon mot de passe par téléphone ou par message.',
        answer: 'Ne le donnez jamais. L’assistance n’en a pas besoin et ne le demande pas.',
      },
    ],
  },
} as const;
