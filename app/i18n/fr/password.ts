export const password = {
  title: 'Changer mon mot de passe',
  lead: 'Choisissez un mot de passe que vous seul connaissez.',
  handedOver: (login: string) =>
    `Identifiant : ${login}. Votre mot de passe temporaire est déjà pris en compte.`,
  handOverLate: 'Trop de temps a passé. Écrivez ici votre identifiant et votre mot de passe temporaire.',
  login: 'Votre identifiant',
  loginHint: 'Celui que vous tapez pour ouvrir votre session, ou votre numéro d’agent.',
  currentPassword: 'Votre mot de passe actuel',
  currentPasswordHint:
    'Ou votre mot de passe temporaire. Attention : plusieurs erreurs de suite verrouillent le compte.',
  newPassword: 'Votre nouveau mot de passe',
  newPasswordHint: 'Long et facile à retenir vaut mieux que court et compliqué.',
  confirmPassword: 'Le même, une seconde fois',
  confirmPasswordHint: 'Pour être sûr qu’aucune faute ne s’est glissée.',
  tips: {
    title: 'Une bonne idée en trois gestes',
    items: [
      'Prenez trois ou quatre mots sans rapport entre eux.',
      'Ajoutez une majuscule et un chiffre là où vous vous en souviendrez.',
      'Évitez votre nom, une date, une saison, votre établissement.',
    ],
  },
  submit: 'Changer mon mot de passe',
  advice: {
    'password-wrong-old':
      'Vérifiez la touche Verr. Maj et recommencez calmement. Encore quelques erreurs et le compte se verrouille.',
    'sign-in-refused':
      'Vérifiez l’identifiant et le mot de passe actuel. Encore quelques erreurs et le compte se verrouille.',
    'password-too-short': 'Ajoutez un mot : c’est le plus simple et le plus solide.',
    'password-complexity':
      'Mélangez majuscules, minuscules, chiffres ou signes, et n’y mettez ni votre nom ni votre prénom.',
    'password-with-name': 'Prenez des mots qui n’ont rien à voir avec vous.',
    'password-too-weak': 'Ajoutez un ou deux mots sans rapport entre eux : voyez le détail sous le champ.',
    'password-breached': 'Prenez une autre idée.',
    'password-forbidden-word': 'Enlevez ce mot, même écrit autrement.',
    'password-establishment': 'Enlevez ce nom, même écrit autrement.',
    'password-untypeable': 'Remplacez-le par un signe du clavier.',
    'password-history':
      'Changer seulement un chiffre à la fin ne suffit pas à vous protéger. Prenez une autre idée.',
    'password-too-young':
      'Gardez-le pour aujourd’hui, ou appelez l’assistance si vous pensez que quelqu’un le connaît.',
    'password-policy': 'Essayez plus long et plus varié, sans votre nom et sans un ancien mot de passe.',
    'account-locked': 'Vous pouvez le déverrouiller vous-même, ici, en moins de deux minutes.',
  },
  possibleFrom: (moment: string) => `Vous pourrez le changer à partir du ${moment}.`,
  learnLink: 'Voir comment trouver un bon mot de passe',
  handOverRefused:
    'Votre mot de passe temporaire ne marche plus : il a déjà été changé, ou son temps est passé.',
  unlockLink: 'Déverrouiller mon compte',
  againLink: 'Retrouver mon accès',
  forgotLink: 'J’ai oublié mon mot de passe actuel',
  changed: {
    title: (givenName: string) => (givenName === '' ? 'C’est fait' : `C’est fait, ${givenName}`),
    lead: 'Votre nouveau mot de passe est en place.',
    signIn: (login: string) => `Ouvrez votre session avec l’identifiant ${login} et ce nouveau mot de passe.`,
    next: 'À faire tout de suite, pour ne pas être bloqué à nouveau',
    steps: [
      'Sur votre téléphone : mettez à jour le mot de passe de la messagerie et du Wi-Fi.',
      'Sur vos ordinateurs : reconnectez les lecteurs réseau qui le demandent.',
      'Sur un portable resté hors du réseau : l’ancien mot de passe marche jusqu’à ce qu’il retrouve le réseau.',
      'Outlook et Teams vous demanderont le nouveau dans les prochaines minutes.',
    ],
  },
} as const;
