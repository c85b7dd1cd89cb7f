/**
 * What people read when something was refused or failed. The keys are the failure codes of the whole program
 * (`FailureCode`): a new code needs its sentence here, and the same in English, or nothing compiles.
 * Each sentence says what happened and what to do next, without blame.
 */
export const failure = {
  // What was sent
  'input-malformed': 'Le formulaire reçu est incomplet ou abîmé. Rouvrez la page et recommencez.',
  'input-too-large': 'Ce qui a été envoyé est trop long. Rouvrez la page et recommencez.',
  'input-type': 'Ce type d’envoi n’est pas accepté. Rouvrez la page et recommencez.',
  'origin-foreign': 'Cette demande ne vient pas du portail. Ouvrez le portail et recommencez.',
  'form-expired': 'Cette page est restée ouverte trop longtemps. Recommencez, rien n’a été changé.',
  'page-not-found': 'Cette page n’existe pas. Revenez à l’accueil.',
  'method-not-allowed': 'Cette page ne reçoit pas ce type d’envoi. Revenez à l’accueil.',
  'too-many-tries': 'Trop d’essais. Attendez un peu, ou appelez l’assistance.',
  // Recovery
  'identification-refused':
    'Nous ne pouvons pas continuer avec ces informations. Vérifiez le nom et le numéro d’agent, ou appelez l’assistance.',
  'recovery-not-found': 'Cette demande n’est plus ouverte. Recommencez depuis le début.',
  'recovery-already-done': 'Cette demande est déjà terminée.',
  'account-changed': 'Votre compte a changé entre-temps. Rien n’a été fait. Recommencez depuis le début.',
  'unlock-not-possible':
    'Votre compte n’est pas verrouillé. Choisissez un nouveau mot de passe, ou appelez l’assistance.',
  // Further proofs
  'proof-needed': 'Il manque encore une preuve que c’est bien vous.',
  'proof-not-offered':
    'Cette façon de prouver n’est pas possible pour vous. Choisissez-en une autre, ou appelez l’assistance.',
  'voucher-same-person': 'On ne peut pas se porter garant de soi-même. Demandez à un ou une collègue.',
  'voucher-other-establishment':
    'Il faut une personne du même établissement que vous. Demandez à quelqu’un d’autre, ou choisissez une autre façon.',
  'voucher-password-recent':
    'Le mot de passe de cette personne a été changé il y a moins de trois jours. Demandez à quelqu’un d’autre.',
  'voucher-not-allowed': 'Cette personne ne peut pas se porter garante ici. Demandez à quelqu’un d’autre.',
  'voucher-again': 'Cette personne s’est déjà portée garante. Il faut une deuxième personne.',
  'voucher-locked':
    'Le compte de cette personne est verrouillé pour le moment. Demandez à quelqu’un d’autre.',
  'voucher-must-change':
    'Cette personne doit d’abord changer son propre mot de passe. Demandez à quelqu’un d’autre.',
  'code-not-sent':
    'Le code n’a pas pu être envoyé. Choisissez une autre façon, ou réessayez dans quelques minutes.',
  'code-wrong': 'Ce n’est pas le bon code. Vérifiez le dernier message reçu.',
  'code-expired': 'Ce code n’est plus valable. Demandez-en un nouveau.',
  'approval-not-found': 'Aucune demande n’attend avec ce code. Vérifiez le code lu par l’agent.',
  'approval-taken': 'Un autre technicien s’occupe déjà de cette demande.',
  'approval-own': 'Vous ne pouvez pas approuver votre propre demande, ni une demande ouverte sur cet écran.',
  'approval-refused': 'Le technicien n’a pas pu confirmer votre identité. Appelez l’assistance.',
  'approval-other-establishment': 'Cette demande vient d’un établissement dont vous ne vous occupez pas.',
  'approval-excluded':
    'Ce compte ne peut pas reprendre son accès par lui-même. Transmettez la demande à un technicien de niveau 3.',
  'approval-no-number':
    'L’annuaire n’a aucun numéro sûr pour cette personne. Proposez-lui une autre façon de prouver son identité.',
  'approval-code-wrong':
    'Ce n’est pas le code affiché chez l’agent. Demandez-lui de le relire, chiffre par chiffre.',
  'approval-code-spent': 'Trois codes faux : cette demande est refusée. L’agent peut en ouvrir une autre.',
  'desk-sign-in-needed': 'Ouvrez d’abord une session de technicien.',
  'desk-refused': 'Ce compte n’ouvre pas l’espace technicien.',
  'link-spent': 'Ce lien a déjà servi, ou il n’est plus valable.',
  // Sign-in and change
  'sign-in-refused': 'L’identifiant ou le mot de passe n’est pas reconnu.',
  'password-too-short': 'Ce mot de passe est trop court.',
  'password-complexity': 'Ce mot de passe n’a pas assez de sortes de caractères, ou contient votre nom.',
  'password-with-name': 'Ce mot de passe contient votre nom, votre prénom ou votre identifiant.',
  'password-too-weak': 'Ce mot de passe est trop facile à deviner.',
  'password-breached':
    'Ce mot de passe se trouve dans des listes volées, que les pirates essaient en premier.',
  'password-forbidden-word': 'Ce mot de passe contient un mot que votre organisation interdit.',
  'password-establishment': 'Ce mot de passe contient le nom d’un établissement.',
  'password-untypeable':
    'Ce mot de passe contient un caractère que l’on ne peut pas taper à l’ouverture de session.',
  'password-history': 'Vous avez déjà utilisé ce mot de passe. Choisissez-en un que vous n’avez jamais eu.',
  'password-too-young': 'Votre mot de passe a été changé il y a trop peu de temps.',
  'password-policy': 'Ce mot de passe ne respecte pas les règles de votre organisation.',
  'password-wrong-old': 'Le mot de passe actuel n’est pas le bon.',
  'account-locked': 'Votre compte est verrouillé.',
  // Outside systems
  'directory-unavailable': 'L’annuaire ne répond pas pour le moment. Rien n’a été changé.',
  'directory-busy': 'Beaucoup de demandes en même temps. Réessayez dans une minute.',
  'directory-moved': 'Votre compte a changé entre-temps. Rien n’a été fait.',
  'directory-forbidden': 'Ce compte ne peut pas être traité ici. Appelez l’assistance.',
  'directory-outcome-unknown':
    'L’annuaire n’a pas confirmé la demande. Attendez une minute, puis recommencez depuis le début.',
  'directory-refused': 'L’annuaire a refusé la demande. Appelez l’assistance.',
  'store-unavailable': 'Le portail ne peut pas enregistrer pour le moment. Rien n’a été changé.',
  'store-misuse': 'Une erreur interne s’est produite. Appelez l’assistance.',
  'messages-unavailable': 'Le message n’est pas encore parti. Il sera renvoyé.',
  'tickets-unavailable': 'Le ticket n’est pas encore créé. Il le sera dès que possible.',
  'deadline-passed': 'La réponse a pris trop de temps. Réessayez, ou appelez l’assistance.',
  internal: 'Une erreur s’est produite. Réessayez, ou appelez l’assistance.',
} as const;
