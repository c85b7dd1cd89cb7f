export const home = {
  title: 'Que vous arrive-t-il ?',
  lead: 'Choisissez ce qui ressemble le plus à votre situation. Nous vous guidons, une étape à la fois.',
  doors: {
    recover: {
      title: 'J’ai oublié mon mot de passe, ou je suis bloqué',
      text: 'De retour dans votre session en moins de deux minutes.',
    },
    mailbox: { title: 'Ma messagerie ne marche pas', text: 'Outlook affiche une erreur, ou rien n’arrive.' },
    access: { title: 'J’ai besoin d’un dossier', text: 'Demander l’accès à un dossier du réseau.' },
    track: { title: 'Suivre une demande', text: 'Savoir où elle en est, avec sa référence.' },
  },
  also: 'Vous pouvez aussi',
  change: 'Changer mon mot de passe, que je connais',
  learn: 'Apprendre à choisir un bon mot de passe',
  desk: 'Espace des techniciens',
  done: {
    title: 'C’est terminé.',
    text: 'Rien de ce que vous avez vu ne reste sur cet écran. Vous pouvez partir.',
  },
} as const;
