export const learn = {
  title: 'Apprendre à choisir un mot de passe',
  lead: 'Un bon mot de passe se retient facilement et se devine difficilement. Voici comment faire.',
  ways: {
    title: 'Trois façons d’en trouver un bon',
    example: (text: string) => `Exemple : ${text}`,
    warning: 'Ne reprenez pas les exemples : tout le monde peut les lire ici.',
    items: [
      {
        title: 'Des mots sans rapport',
        text: 'Regardez autour de vous, ouvrez un livre : prenez quatre mots qui ne vont pas ensemble, et un nombre.',
        example: 'moulin-trombone-427-coffre-tulipe',
      },
      {
        title: 'Une scène absurde',
        text: 'Imaginez une scène que personne n’a jamais vue, et écrivez-la avec ses espaces et sa ponctuation.',
        example: 'Six girafes tricotent sous la neige !',
      },
      {
        title: 'Une phrase à vous, abrégée',
        text: 'Prenez une longue phrase que vous seul dites, et gardez les deux premières lettres de chaque mot.',
        example: 'Lemamavoreesveor?7 (Le mardi, ma voisine repeint en secret son vélo orange ? 7 fois)',
      },
    ],
  },
  phrases: {
    title: 'Des phrases tirées au hasard',
    lead: 'Choisissez celle dont vous pouvez faire une petite histoire. Elle n’est tirée qu’une fois.',
    strength: (bits: number) =>
      `La trouver sans la connaître, c’est deviner ${bits} fois de suite pile ou face : il y en a plus de mille milliards de milliards.`,
    none: 'Aucune phrase ne convient à vos règles : composez la vôtre.',
    more: 'En tirer d’autres',
    drawn: 'Trois nouvelles phrases.',
  },
  practice: {
    title: 'Essayer',
    lead: 'Ce que vous tapez ici reste dans ce navigateur : rien n’est envoyé, rien n’est gardé.',
    label: 'Un mot de passe à essayer',
    hint: 'Une idée nouvelle, pas le mot de passe que vous utilisez.',
    withoutScript:
      'L’essai en direct demande JavaScript, que ce navigateur n’exécute pas. Le reste de la page marche, et le portail vous dira tout au moment de changer.',
  },
  questions: {
    title: 'Bonnes questions',
    items: [
      {
        question: 'Pourquoi ne pas reprendre l’ancien ?',
        answer:
          'Il a pu être vu, noté ou volé sans que personne ne le sache. Et changer un chiffre à la fin ne gêne pas un pirate : c’est la première chose qu’il essaie.',
      },
      {
        question: 'Pourquoi pas le prénom de mon enfant ?',
        answer:
          'Parce qu’il se trouve : sur un réseau social, sur une photo de votre bureau, dans une conversation. Il en va de même pour une date de naissance, un animal, une ville ou un club.',
      },
      {
        question: 'Faut-il des signes compliqués ?',
        answer:
          'Non. Écrire « @ » à la place de « a » ne trompe plus personne. La longueur protège bien mieux, et des mots se tapent plus facilement que des signes.',
      },
      {
        question: 'Ai-je le droit de le noter ?',
        answer:
          'Pas sur un papier près de l’écran. Un gestionnaire de mots de passe est une bonne mémoire : vous pouvez y coller et en coller votre mot de passe sur ce portail.',
      },
      {
        question: 'Quelqu’un me le demande. Que faire ?',
        answer:
          'Ne le donnez à personne, pas même à l’assistance : elle n’en a jamais besoin. Si quelqu’un le connaît, changez-le tout de suite.',
      },
    ],
  },
  leaflet: {
    print: 'Imprimer la fiche',
    hint: 'Une page A4 à garder ou à afficher. Elle ne contient aucun mot de passe. Sans bouton : Ctrl + P.',
    title: 'Choisir un bon mot de passe',
    never: 'Jamais',
    nevers: [
      'Votre nom, un prénom, une date, une saison, une ville, votre établissement.',
      'Un ancien mot de passe avec un autre chiffre à la fin.',
      'Une suite de touches comme azerty ou 123456.',
      'Le même mot de passe ailleurs qu’au travail.',
    ],
    help: 'Un doute ? Appelez l’assistance :',
  },
  change: 'Changer mon mot de passe',
} as const;
