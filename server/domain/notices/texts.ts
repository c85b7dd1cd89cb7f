/**
 * Texts that leave the portal by mail or SMS, and the public text of tickets. Plain words, no secret, ever.
 * French is the source; English must have the same keys or it does not compile.
 */
interface Person {
  readonly givenName: string;
  readonly reference: string;
  readonly helpDesk: string;
}

interface Code {
  readonly code: string;
  readonly reference: string;
  readonly minutes: number;
}

interface Expires {
  readonly givenName: string;
  readonly expiresAt: Date;
  /** Address of the change page. */
  readonly link: string;
  readonly helpDesk: string;
}

const day = (locale: string, date: Date) =>
  new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(date);

const fr = {
  reset: ({ givenName, reference, helpDesk }: Person) => ({
    subject: 'Un mot de passe temporaire a été créé pour votre compte',
    text: `Bonjour ${givenName},\n\nUn mot de passe temporaire vient d’être créé pour votre compte, demande ${reference}. Votre ancien mot de passe ne fonctionne plus.\n\nSi ce n’est pas vous, appelez tout de suite l’assistance : ${helpDesk}.`,
  }),
  unlock: ({ givenName, reference, helpDesk }: Person) => ({
    subject: 'Votre compte a été déverrouillé',
    text: `Bonjour ${givenName},\n\nVotre compte vient d’être déverrouillé, demande ${reference}. Votre mot de passe n’a pas changé.\n\nSi ce n’est pas vous, appelez tout de suite l’assistance : ${helpDesk}.`,
  }),
  /** Short enough for one SMS. No name: whoever else reads it learns nothing. */
  code: ({ code, reference, minutes }: Code) => ({
    subject: 'Votre code pour retrouver votre accès',
    text: `Code ${code}, demande ${reference}, valable ${minutes} min. Tapez-le sur le portail. Ne le dites à personne, même à l’assistance.`,
  }),
  changed: ({ givenName, helpDesk }: Omit<Person, 'reference'>) => ({
    subject: 'Votre mot de passe a été changé',
    text: `Bonjour ${givenName},\n\nLe mot de passe de votre compte vient d’être changé. Mettez-le à jour sur votre téléphone, le Wi-Fi et vos lecteurs réseau.\n\nSi ce n’est pas vous, appelez tout de suite l’assistance : ${helpDesk}.`,
  }),
  expires: ({ givenName, expiresAt, link, helpDesk }: Expires) => ({
    subject: `Votre mot de passe expire ${day('fr', expiresAt)}`,
    text: `Bonjour ${givenName},\n\nLe mot de passe de votre compte expire ${day('fr', expiresAt)}. Changez-le avant, quand cela vous arrange : ${link}\n\nCe message ne vous demande aucun mot de passe par retour. En cas de doute, tapez vous-même l’adresse du portail, ou appelez l’assistance : ${helpDesk}.`,
  }),
  ticket: {
    compromised: {
      title: 'Mot de passe peut-être connu de quelqu’un',
      text: 'L’agent signale par le portail que quelqu’un connaît peut-être son mot de passe et demande à en changer. À vérifier : connexions récentes, règles de la messagerie, postes utilisés.',
    },
    reset: {
      title: 'Mot de passe réinitialisé par l’agent',
      text: 'L’agent a obtenu un mot de passe temporaire par le portail et doit le changer à la prochaine ouverture de session.',
    },
    unlock: {
      title: 'Compte déverrouillé par l’agent',
      text: 'L’agent a déverrouillé son compte par le portail. Le mot de passe n’a pas changé.',
    },
  },
};

const en: typeof fr = {
  reset: ({ givenName, reference, helpDesk }) => ({
    subject: 'A temporary password was made for your account',
    text: `Hello ${givenName},\n\nA temporary password has just been made for your account, request ${reference}. Your old password no longer works.\n\nIf this was not you, call the help desk now: ${helpDesk}.`,
  }),
  unlock: ({ givenName, reference, helpDesk }) => ({
    subject: 'Your account was unlocked',
    text: `Hello ${givenName},\n\nYour account has just been unlocked, request ${reference}. Your password has not changed.\n\nIf this was not you, call the help desk now: ${helpDesk}.`,
  }),
  code: ({ code, reference, minutes }) => ({
    subject: 'Your code to get back in',
    text: `Code ${code}, request ${reference}, valid ${minutes} min. Type it on the portal. Tell it to nobody, not even the help desk.`,
  }),
  changed: ({ givenName, helpDesk }) => ({
    subject: 'Your password was changed',
    text: `Hello ${givenName},\n\nThe password of your account has just been changed. Update it on your phone, Wi-Fi and network drives.\n\nIf this was not you, call the help desk now: ${helpDesk}.`,
  }),
  expires: ({ givenName, expiresAt, link, helpDesk }) => ({
    subject: `Your password expires on ${day('en-GB', expiresAt)}`,
    text: `Hello ${givenName},\n\nThe password of your account expires on ${day('en-GB', expiresAt)}. Change it before then, when it suits you: ${link}\n\nThis message asks for no password in reply. If in doubt, type the address of the portal yourself, or call the help desk: ${helpDesk}.`,
  }),
  ticket: {
    compromised: {
      title: 'Somebody may know a password',
      text: 'The agent reports through the portal that somebody may know the password, and asks for a new one. To be checked: recent sign-ins, mailbox rules, computers in use.',
    },
    reset: {
      title: 'Password reset by the agent',
      text: 'The agent obtained a temporary password through the portal and must change it at the next sign-in.',
    },
    unlock: {
      title: 'Account unlocked by the agent',
      text: 'The agent unlocked the account through the portal. The password has not changed.',
    },
  },
};

export const noticeTexts = { fr, en };
