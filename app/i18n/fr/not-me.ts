/** "It was not me": the page behind the link of a notice. */
export const notMe = {
  title: 'Ce n’était pas vous ?',
  happened: {
    reset: (when: string) => `Un mot de passe temporaire a été créé pour votre compte ${when}.`,
    unlock: (when: string) => `Votre compte a été déverrouillé ${when}.`,
    change: (when: string) => `Le mot de passe de votre compte a été changé ${when}.`,
  },
  itWasMe: 'C’était bien vous ?',
  itWasMeText: 'Il n’y a rien à faire : fermez cette page.',
  willHappen: 'Ce n’était pas vous ? Voici ce que fait le bouton :',
  blocks: 'Plus personne ne peut se servir de ce portail pour obtenir un mot de passe à votre place.',
  tells: 'L’équipe informatique est prévenue et regarde ce qui s’est passé.',
  scrambles: 'Le mot de passe actuel de votre compte cesse de fonctionner.',
  submit: 'Ce n’était pas moi',
  done: {
    title: 'Merci, c’est bien noté',
    lead: 'L’équipe informatique est prévenue. Le portail est bloqué pour votre compte.',
    scrambled:
      'Le mot de passe actuel de votre compte cesse de fonctionner dans les minutes qui viennent. L’assistance vous en donnera un nouveau.',
    next: 'Et maintenant ?',
    call: 'Appelez l’assistance et donnez la référence ci-dessous. Elle vérifie avec vous et vous rend l’accès.',
    change: 'Si vous connaissez encore votre mot de passe, changez-le dès maintenant.',
    changeLink: 'Changer mon mot de passe',
    noAnswer: 'Ne donnez votre mot de passe à personne, même si l’on vous appelle.',
  },
  spent: {
    title: 'Ce lien ne fonctionne plus',
    justPressed: 'Si vous venez d’appuyer sur le bouton, votre signalement est enregistré.',
    call: 'Dans tous les cas, l’assistance peut vérifier votre compte avec vous, par téléphone.',
  },
} as const;
