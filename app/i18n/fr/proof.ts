/** The further proof, where surname and agent number are not enough. */
export const proof = {
  choose: {
    title: 'Prouver que c’est vous',
    lead: 'Votre nom et votre numéro, vos collègues les connaissent aussi. Une preuve de plus protège votre compte.',
    compromised:
      'Quelqu’un connaît peut-être votre mot de passe : vous avez raison d’être prudent. Ne l’utilisez plus, ici ou ailleurs.',
    method: 'Comment voulez-vous le prouver ?',
    methods: {
      code: { title: 'Recevoir un code', text: 'Sur votre mobile ou votre adresse personnelle.' },
      colleague: { title: 'Avec un ou une collègue', text: 'De votre établissement, à côté de vous.' },
      phone: { title: 'Par téléphone', text: 'Avec l’assistance, depuis n’importe quel poste.' },
    },
    secondColleague: 'Une personne s’est portée garante. Il en faut une deuxième.',
    secondColleagueText:
      'Nous n’avons ni mobile ni adresse personnelle pour vous prévenir : deux collègues vous protègent mieux qu’un.',
    none: 'Aucune de ces façons ne vous convient ? Appelez l’assistance.',
    submit: 'Continuer',
    other: 'Choisir une autre façon',
    failedTitle: 'Cela n’a pas abouti',
  },
  colleague: {
    title: 'Votre collègue se porte garant',
    lead: (givenName: string) =>
      givenName === ''
        ? 'Laissez votre place un instant à votre collègue.'
        : `${givenName}, laissez votre place un instant à votre collègue.`,
    toColleague: 'Pour la personne qui se porte garante',
    points: [
      'Vérifiez que vous connaissez bien la personne à côté de vous.',
      'Votre mot de passe ne sert qu’une fois, ici. Aucune session ne s’ouvre à votre nom.',
      'Vous recevrez un message qui dit pour qui vous vous êtes porté garant.',
    ],
    login: 'L’identifiant Windows de votre collègue',
    loginHint: 'Ou son numéro d’agent.',
    password: 'Le mot de passe de votre collègue',
    submit: 'Je me porte garant',
  },
  code: {
    title: 'Un code pour prouver que c’est vous',
    choose: 'Où voulez-vous recevoir le code ?',
    sms: (masked: string) => `Par SMS, au ${masked}`,
    mail: (masked: string) => `Par courriel, à ${masked}`,
    contactText: 'Si ce n’est plus le vôtre, choisissez une autre façon.',
    send: 'Recevoir le code',
    sentTitle: 'Le code est parti',
    sentSms: (masked: string) => `Regardez vos SMS, au ${masked}.`,
    sentMail: (masked: string) => `Regardez vos courriels, à ${masked}, et les indésirables.`,
    valid: 'Il vaut dix minutes et ne sert qu’une fois.',
    expired: 'Le code n’est plus valable. Demandez-en un nouveau.',
    code: 'Le code reçu',
    codeHint: 'Six chiffres. Ne le dites à personne, même à l’assistance.',
    submit: 'Vérifier',
    again: 'Rien reçu ?',
    sendAgain: 'Envoyer un nouveau code',
    sendAgainText: 'Attendez une minute d’abord. Le code précédent cessera de marcher.',
  },
} as const;
