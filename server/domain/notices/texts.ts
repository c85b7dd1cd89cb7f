import { linkPlace } from './link.ts';

/**
 * Texts that leave the portal by mail or SMS, and the public text of tickets. Plain words, no secret, ever.
 * French is the source; English must have the same keys or it does not compile. `linkPlace` stands where the
 * "it was not me" link goes. SMS keep to the GSM 03.38 alphabet, with straight apostrophes: one part, not three.
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

interface ThirdPerson extends Person {
  /** Whose account it is. */
  readonly agentName: string;
  readonly at: Date;
  /** IANA name. */
  readonly timeZone: string;
}

/** What somebody says not to have done. */
export type ToldAction = 'reset' | 'unlock' | 'change';

interface Disavowed {
  readonly action: ToldAction;
  readonly at: Date;
  readonly timeZone: string;
  /** Of the request that it was done for; null for a change of password. */
  readonly reference: string | null;
  readonly login: string;
  /** Class of the origin; null for a change of password. */
  readonly origin: string | null;
  readonly proofs: readonly string[];
  readonly scrambled: boolean;
}

const day = (locale: string, date: Date) =>
  new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(date);

const moment = (locale: string, date: Date, timeZone: string) =>
  new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(date);

/** A name as a line of text may hold it: no break, nothing unseen, nothing that stands for something else. */
export const plain = (name: string) => name.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();

const notMeFr = (helpDesk: string) =>
  `Si ce n’est pas vous, ouvrez cette page et appuyez sur le bouton : ${linkPlace}\nOu appelez tout de suite l’assistance : ${helpDesk}.\n\nCe message ne vous demande aucun mot de passe.`;

const fr = {
  reset: ({ givenName, reference, helpDesk }: Person) => ({
    subject: 'Un mot de passe temporaire a été créé pour votre compte',
    text: `Bonjour ${plain(givenName)},\n\nUn mot de passe temporaire vient d’être créé pour votre compte, demande ${reference}. Votre ancien mot de passe ne fonctionne plus.\n\n${notMeFr(helpDesk)}`,
  }),
  unlock: ({ givenName, reference, helpDesk }: Person) => ({
    subject: 'Votre compte a été déverrouillé',
    text: `Bonjour ${plain(givenName)},\n\nVotre compte vient d’être déverrouillé, demande ${reference}. Votre mot de passe n’a pas changé.\n\n${notMeFr(helpDesk)}`,
  }),
  /** Short enough for one SMS. No name: whoever else reads it learns nothing. */
  code: ({ code, reference, minutes }: Code) => ({
    subject: 'Votre code pour retrouver votre accès',
    text: `Code ${code}, demande ${reference}, valable ${minutes} min. Tapez-le sur le portail. Ne le dites à personne, même à l’assistance.`,
  }),
  changed: ({ givenName, helpDesk }: Omit<Person, 'reference'>) => ({
    subject: 'Votre mot de passe a été changé',
    text: `Bonjour ${plain(givenName)},\n\nLe mot de passe de votre compte vient d’être changé. Mettez-le à jour sur votre téléphone, le Wi-Fi et vos lecteurs réseau.\n\n${notMeFr(helpDesk)}`,
  }),
  sms: {
    reset: (reference: string) =>
      `Reprise : mot de passe temporaire créé, demande ${reference}. Pas vous ? ${linkPlace}`,
    unlock: (reference: string) =>
      `Reprise : compte déverrouillé, demande ${reference}. Pas vous ? ${linkPlace}`,
    vouched: (reference: string, helpDesk: string) =>
      `Reprise : on s'est porté garant en votre nom, demande ${reference}. Pas vous ? ${helpDesk}`,
  },
  manager: {
    reset: ({ givenName, agentName, reference, at, timeZone, helpDesk }: ThirdPerson) => ({
      subject: `Mot de passe temporaire pour ${plain(agentName)}`,
      text: `Bonjour ${plain(givenName)},\n\n${plain(agentName)} a obtenu un mot de passe temporaire par le portail, demande ${reference}, ${moment('fr', at, timeZone)}.\n\nVous n’avez rien à faire. Si cela vous paraît anormal, appelez l’assistance : ${helpDesk}.`,
    }),
    unlock: ({ givenName, agentName, reference, at, timeZone, helpDesk }: ThirdPerson) => ({
      subject: `Compte déverrouillé pour ${plain(agentName)}`,
      text: `Bonjour ${plain(givenName)},\n\n${plain(agentName)} a déverrouillé son compte par le portail, demande ${reference}, ${moment('fr', at, timeZone)}.\n\nVous n’avez rien à faire. Si cela vous paraît anormal, appelez l’assistance : ${helpDesk}.`,
    }),
  },
  vouched: ({ givenName, agentName, reference, at, timeZone, helpDesk }: ThirdPerson) => ({
    subject: `Vous vous êtes porté garant de ${plain(agentName)}`,
    text: `Bonjour ${plain(givenName)},\n\nVous vous êtes porté garant de ${plain(agentName)} sur le portail, demande ${reference}, ${moment('fr', at, timeZone)}.\n\nSi ce n’est pas vous, quelqu’un connaît votre mot de passe : appelez tout de suite l’assistance : ${helpDesk}.`,
  }),
  expires: ({ givenName, expiresAt, link, helpDesk }: Expires) => ({
    subject: `Votre mot de passe expire ${day('fr', expiresAt)}`,
    text: `Bonjour ${plain(givenName)},\n\nLe mot de passe de votre compte expire ${day('fr', expiresAt)}. Changez-le avant, quand cela vous arrange : ${link}\n\nCe message ne vous demande aucun mot de passe par retour. En cas de doute, tapez vous-même l’adresse du portail, ou appelez l’assistance : ${helpDesk}.`,
  }),
  ticketExpired:
    'Le mot de passe temporaire n’a pas été changé à temps : il ne fonctionne plus. L’agent peut refaire une demande sur le portail.',
  ticketUntold:
    'L’agent n’a pu être prévenu par aucune autre voie que celle qui a reçu le code, ni son responsable.',
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
    disavowed: ({ action, at, timeZone, reference, login, origin, proofs, scrambled }: Disavowed) => ({
      title: 'L’agent signale : « ce n’était pas moi »',
      text: [
        `L’agent n’a pas demandé ceci : ${{ reset: 'mot de passe temporaire créé', unlock: 'compte déverrouillé', change: 'mot de passe changé' }[action]}, ${moment('fr', at, timeZone)}.`,
        `Compte : ${plain(login)}`,
        ...(reference === null ? [] : [`Demande d’origine : ${reference}`]),
        ...(origin === null ? [] : [`Origine : ${origin}`]),
        ...(proofs.length === 0 ? [] : [`Preuves données : ${proofs.join(', ')}`]),
        'Le libre-service est bloqué pour ce compte jusqu’à sa levée.',
        scrambled
          ? 'Le mot de passe est remplacé par un autre, que personne ne connaît.'
          : 'Le mot de passe n’est pas changé par le portail : à faire si le compte a pu servir.',
      ].join('\n'),
    }),
  },
};

const notMeEn = (helpDesk: string) =>
  `If this was not you, open this page and press the button: ${linkPlace}\nOr call the help desk now: ${helpDesk}.\n\nThis message asks for no password.`;

const en: typeof fr = {
  reset: ({ givenName, reference, helpDesk }) => ({
    subject: 'A temporary password was made for your account',
    text: `Hello ${plain(givenName)},\n\nA temporary password has just been made for your account, request ${reference}. Your old password no longer works.\n\n${notMeEn(helpDesk)}`,
  }),
  unlock: ({ givenName, reference, helpDesk }) => ({
    subject: 'Your account was unlocked',
    text: `Hello ${plain(givenName)},\n\nYour account has just been unlocked, request ${reference}. Your password has not changed.\n\n${notMeEn(helpDesk)}`,
  }),
  code: ({ code, reference, minutes }) => ({
    subject: 'Your code to get back in',
    text: `Code ${code}, request ${reference}, valid ${minutes} min. Type it on the portal. Tell it to nobody, not even the help desk.`,
  }),
  changed: ({ givenName, helpDesk }) => ({
    subject: 'Your password was changed',
    text: `Hello ${plain(givenName)},\n\nThe password of your account has just been changed. Update it on your phone, Wi-Fi and network drives.\n\n${notMeEn(helpDesk)}`,
  }),
  sms: {
    reset: (reference) => `Reprise: temporary password made, request ${reference}. Not you? ${linkPlace}`,
    unlock: (reference) => `Reprise: account unlocked, request ${reference}. Not you? ${linkPlace}`,
    vouched: (reference, helpDesk) =>
      `Reprise: somebody vouched in your name, request ${reference}. Not you? ${helpDesk}`,
  },
  manager: {
    reset: ({ givenName, agentName, reference, at, timeZone, helpDesk }) => ({
      subject: `Temporary password for ${plain(agentName)}`,
      text: `Hello ${plain(givenName)},\n\n${plain(agentName)} obtained a temporary password through the portal, request ${reference}, ${moment('en-GB', at, timeZone)}.\n\nYou need not do anything. If this seems wrong to you, call the help desk: ${helpDesk}.`,
    }),
    unlock: ({ givenName, agentName, reference, at, timeZone, helpDesk }) => ({
      subject: `Account unlocked for ${plain(agentName)}`,
      text: `Hello ${plain(givenName)},\n\n${plain(agentName)} unlocked the account through the portal, request ${reference}, ${moment('en-GB', at, timeZone)}.\n\nYou need not do anything. If this seems wrong to you, call the help desk: ${helpDesk}.`,
    }),
  },
  vouched: ({ givenName, agentName, reference, at, timeZone, helpDesk }) => ({
    subject: `You vouched for ${plain(agentName)}`,
    text: `Hello ${plain(givenName)},\n\nYou vouched for ${plain(agentName)} on the portal, request ${reference}, ${moment('en-GB', at, timeZone)}.\n\nIf this was not you, somebody knows your password: call the help desk now: ${helpDesk}.`,
  }),
  expires: ({ givenName, expiresAt, link, helpDesk }) => ({
    subject: `Your password expires on ${day('en-GB', expiresAt)}`,
    text: `Hello ${plain(givenName)},\n\nThe password of your account expires on ${day('en-GB', expiresAt)}. Change it before then, when it suits you: ${link}\n\nThis message asks for no password in reply. If in doubt, type the address of the portal yourself, or call the help desk: ${helpDesk}.`,
  }),
  ticketExpired:
    'The temporary password was not changed in time and no longer works. The agent can start again on the portal.',
  ticketUntold:
    'The agent could be told in no other way than the one that received the code, nor could the manager.',
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
    disavowed: ({ action, at, timeZone, reference, login, origin, proofs, scrambled }) => ({
      title: 'The agent says: “it was not me”',
      text: [
        `The agent did not ask for this: ${{ reset: 'temporary password made', unlock: 'account unlocked', change: 'password changed' }[action]}, ${moment('en-GB', at, timeZone)}.`,
        `Account: ${plain(login)}`,
        ...(reference === null ? [] : [`Original request: ${reference}`]),
        ...(origin === null ? [] : [`Origin: ${origin}`]),
        ...(proofs.length === 0 ? [] : [`Proofs given: ${proofs.join(', ')}`]),
        'Self-service is blocked for this account until somebody lifts it.',
        scrambled
          ? 'The password is replaced by another one that nobody knows.'
          : 'The portal does not change the password: do so if the account may have been used.',
      ].join('\n'),
    }),
  },
};

export const noticeTexts = { fr, en };
