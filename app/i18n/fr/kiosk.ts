/** A shared screen in an establishment, and the page that makes a device one. */
export const kiosk = {
  finish: 'J’ai terminé',
  finishHint: 'Efface tout ce qui est à l’écran pour la personne suivante.',
  closes: (minutes: number) =>
    `Sans action de votre part, cette page se ferme au bout de ${minutes} minutes. Ce que vous avez tapé est alors effacé.`,
  noPrint: 'On ne peut pas imprimer à cette borne. Pour toute question, appelez l’assistance.',
  enrol: {
    title: 'Faire de cet appareil une borne',
    lead: 'À faire sur l’appareil lui-même, par la personne qui l’installe. Ce lien ne sert qu’une fois.',
    name: 'Borne',
    establishment: 'Établissement',
    careful: 'Sur cet appareil, le nom et le numéro d’agent pourront suffire.',
    carefulText:
      'Il doit rester dans un lieu surveillé de l’établissement. Si ce n’est pas votre rôle, fermez cette page : rien n’a été fait.',
    submit: 'Cet appareil devient la borne',
  },
  enrolled: {
    title: 'Cet appareil est maintenant une borne',
    text: (name: string, establishment: string) => `${name}, ${establishment}`,
    keep: 'Le navigateur garde cette borne en mémoire. S’il efface ses cookies, il faut refaire un lien.',
    start: 'Ouvrir la page d’accueil',
  },
} as const;
