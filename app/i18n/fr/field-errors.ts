/** What a form says at a field. Each sentence says what to do. */
export const fieldErrors = {
  'surname-missing': 'Écrivez votre nom de famille.',
  'surname-long': 'Ce nom est trop long. Écrivez seulement votre nom de famille.',
  'agent-number-missing': 'Écrivez votre numéro d’agent. Il est sur votre badge.',
  'agent-number-long': 'Ce numéro est trop long. Écrivez seulement votre numéro d’agent.',
  'reason-missing': 'Choisissez ce qui vous arrive.',
  'understood-missing': 'Cochez la case pour dire que vous avez compris.',
  'action-missing': 'Choisissez ce que vous voulez faire.',
  'login-missing': 'Écrivez votre identifiant Windows ou votre numéro d’agent.',
  'login-long': 'Cet identifiant est trop long.',
  'current-password-missing': 'Écrivez votre mot de passe actuel.',
  'new-password-missing': 'Écrivez votre nouveau mot de passe.',
  'confirm-password-missing': 'Écrivez une seconde fois votre nouveau mot de passe.',
  'password-long': 'Ce mot de passe est trop long. Restez sous 128 caractères.',
  'confirm-password-different':
    'Les deux saisies ne sont pas identiques. Écrivez de nouveau votre mot de passe, deux fois.',
  'pairing-code-missing': 'Écrivez le code que l’agent vous lit.',
  'second-code-missing': 'Écrivez les quatre chiffres que lit la personne rappelée.',
  'refusal-missing': 'Choisissez pourquoi vous refusez.',
  'new-password-same': 'C’est votre mot de passe actuel. Choisissez-en un autre.',
} as const;
