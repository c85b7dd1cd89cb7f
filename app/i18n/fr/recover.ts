export const recover = {
  steps: ['Vous', 'Ce qui va se passer', 'Votre accès'],
  identify: {
    title: 'Retrouver mon accès',
    lead: 'Deux minutes suffisent. Votre compte et vos fichiers ne risquent rien.',
    reason: 'Que se passe-t-il ?',
    reasons: {
      forgotten: { title: 'J’ai oublié mon mot de passe', text: '' },
      locked: { title: 'Mon compte est verrouillé', text: 'Trop d’essais, souvent.' },
      expired: { title: 'Mon mot de passe a expiré', text: '' },
      compromised: {
        title: 'Quelqu’un le connaît peut-être',
        text: 'Il faudra une preuve de plus.',
      },
      first: { title: 'Je n’en ai jamais eu', text: 'Vous venez d’arriver.' },
    },
    who: 'Qui êtes-vous ?',
    surname: 'Votre nom de famille',
    surnameHint: 'Votre nom d’usage ou votre nom de naissance. Les accents ne comptent pas.',
    agentNumber: 'Votre numéro d’agent',
    agentNumberHint: 'Avec ou sans espaces, comme sur votre badge.',
    whereNumber: 'Où est mon numéro d’agent ?',
    submit: 'Continuer',
    refusedTitle: 'Nous ne pouvons pas continuer ainsi',
    refusedAdvice: [
      'Vérifiez le nom : d’usage ou de naissance, sans prénom.',
      'Vérifiez le numéro d’agent sur votre badge ou votre bulletin de paie.',
      'Si tout est juste, appelez l’assistance : elle finira avec vous.',
    ],
  },
  confirm: {
    title: (givenName: string) => (givenName === '' ? 'Bonjour' : `Bonjour ${givenName}`),
    lead: 'Voici ce qui va se passer.',
    plan: [
      'Un mot de passe temporaire s’affiche sur cet écran, une seule fois.',
      'Il vous ouvre votre session Windows.',
      'Vous choisissez aussitôt votre propre mot de passe.',
    ],
    neverAgain: 'L’ancien mot de passe ne pourra plus jamais servir.',
    neverAgainForReset:
      'Avec un mot de passe temporaire, l’ancien mot de passe ne pourra plus jamais servir.',
    neverAgainText: 'Même si vous vous en souvenez plus tard. C’est définitif, et c’est ce qui vous protège.',
    action: 'Votre compte est verrouillé. Que voulez-vous faire ?',
    actions: {
      unlock: {
        title: 'Déverrouiller seulement',
        text: 'Je connais mon mot de passe et je le garde.',
      },
      reset: {
        title: 'Recevoir un mot de passe temporaire',
        text: 'Je ne connais plus mon mot de passe.',
      },
    },
    understood: 'J’ai compris : l’ancien mot de passe ne pourra plus jamais servir.',
    understoodForReset:
      'Si je reçois un mot de passe temporaire, j’ai compris : l’ancien ne pourra plus jamais servir.',
    submit: 'Recevoir mon mot de passe temporaire',
    submitChoice: 'Continuer',
    notMe: 'Ce n’est pas moi',
    notLocked: 'Votre compte n’est pas verrouillé en ce moment.',
    notLockedText:
      'Si votre mot de passe est refusé, c’est qu’il a changé ou expiré. Un mot de passe temporaire règle les deux cas.',
    expired: 'Vous connaissez encore votre mot de passe expiré ?',
    expiredLink: 'Changez-le directement',
    alone: 'Avant de continuer, assurez-vous que personne ne lit par-dessus votre épaule.',
    failedTitle: 'Cela n’a pas abouti',
  },
  done: {
    title: 'Votre mot de passe temporaire',
    lead: 'Il ne s’affiche qu’une fois. Ne le recopiez pas dans un message : lisez-le ici, tapez-le là où vous ouvrez votre session.',
    login: 'Votre identifiant',
    password: 'Votre mot de passe temporaire',
    reveal: 'Afficher le mot de passe',
    hold: 'Maintenez pour voir',
    keep: 'Garder affiché 30 secondes',
    keepHide: 'Masquer maintenant',
    shown: 'Mot de passe affiché.',
    hidden: 'Mot de passe masqué.',
    spacing: 'Les espaces aident à lire. Ne les tapez pas.',
    spell: 'L’épeler avec des mots',
    spellHint: 'Une ligne par caractère, dans l’ordre. « Majuscule » annonce une grande lettre.',
    change: 'Choisir mon mot de passe maintenant',
    changeHint: 'Le plus simple : en une minute, ici même, sans rien retaper.',
    changeOther: 'Ou ouvrir la page de changement dans un nouvel onglet, et tout taper moi-même',
    finish: 'J’ai terminé',
    finishHint: 'Efface tout de cet écran.',
    next: 'Et maintenant ?',
    steps: {
      signIn: (login: string) => `Ouvrez votre session avec l’identifiant ${login} et ce mot de passe.`,
      mustChange: 'Windows vous demande aussitôt d’en choisir un autre. C’est normal.',
      validFor: (hours: number) =>
        `Ce mot de passe marche pendant ${hours} heures. Ensuite, il faudra recommencer.`,
      laptop:
        'Un portable hors du réseau ouvre encore avec l’ancien mot de passe, jusqu’à ce qu’il retrouve le réseau.',
      devices:
        'Dès que vous avez choisi le vôtre, mettez à jour votre téléphone, le Wi-Fi et les lecteurs réseau. Sinon, le compte se verrouille à nouveau.',
      microsoft:
        'Microsoft 365 (Outlook, Teams) garde votre ancien mot de passe tant que vous n’avez pas choisi le nouveau.',
    },
    gone: {
      title: 'Ce mot de passe a déjà été affiché',
      lead: 'Il ne s’affiche qu’une fois, pour que personne d’autre ne le voie.',
      mayRepeat: 'Vous n’avez pas pu le lire ? Demandez-en un autre. Le précédent cessera de marcher.',
      repeat: 'Recevoir un autre mot de passe temporaire',
      mayNotRepeat: 'Vous n’avez pas pu le lire ? Appelez l’assistance.',
    },
    unlocked: {
      title: 'Votre compte est déverrouillé',
      lead: 'Votre mot de passe n’a pas changé. Ouvrez votre session comme d’habitude.',
      steps: {
        signIn: (login: string) =>
          `Ouvrez votre session avec l’identifiant ${login} et votre mot de passe habituel.`,
        devices:
          'Vérifiez votre téléphone, le Wi-Fi et les lecteurs réseau : un ancien mot de passe enregistré verrouille à nouveau le compte.',
        again: 'Si cela recommence, revenez ici et demandez un mot de passe temporaire.',
      },
    },
  },
} as const;
