/** What surrounds every page. */
export const common = {
  portal: 'Reprise',
  title: (page: string) => `${page} – Reprise`,
  titleWithError: (page: string) => `Erreur : ${page}`,
  skip: 'Aller au contenu',
  home: 'Accueil',
  homeOf: (organisation: string) => `Reprise, ${organisation} : retour à l’accueil`,
  otherLanguage: 'English',
  languages: 'Langue',
  demo: 'Démonstration : toutes les personnes sont inventées.',
  helpDesk: {
    title: 'Une question, un doute ?',
    call: 'Appelez l’assistance',
    more: 'Aide et questions fréquentes',
    calm: 'Rien de ce que vous faites ici ne peut abîmer votre ordinateur.',
  },
  steps: {
    label: 'Où vous en êtes',
    position: (step: number, total: number) => `Étape ${step} sur ${total}`,
  },
  summary: {
    title: 'Quelque chose est à revoir',
    hint: 'Choisissez une ligne pour aller au bon endroit.',
  },
  errorPrefix: 'À corriger :',
  busy: 'Un instant…',
  reference: 'Référence de votre demande',
  referenceHint: 'Notez-la si vous appelez l’assistance.',
  show: 'Afficher',
  hide: 'Masquer',
  showField: (label: string) => `Afficher : ${label}`,
  capsLock: 'La touche Verr. Maj est active.',
  otherKeyboard:
    'Ce clavier n’est pas en AZERTY : à l’ouverture de session, des lettres et des signes peuvent être à une autre place.',
  back: 'Retour',
  backHome: 'Revenir à l’accueil',
  startAgain: 'Recommencer depuis le début',
  wait: (minutes: number) =>
    minutes <= 1
      ? 'Vous pourrez réessayer dans une minute.'
      : `Vous pourrez réessayer dans ${minutes} minutes.`,
  idle: {
    title: 'Êtes-vous toujours là ?',
    text: 'Pour protéger vos informations, cette page va se fermer.',
    seconds: 'secondes restantes',
    stay: 'Je suis là, rester sur la page',
  },
  wrong: {
    title: 'Nous n’avons pas pu continuer',
    notFound: 'Page introuvable',
    still: 'Ce qui marche toujours',
    stillCall: 'Appeler l’assistance, qui peut tout faire avec vous par téléphone.',
    stillRetry: 'Recommencer dans quelques minutes : rien n’est perdu.',
  },
} as const;
