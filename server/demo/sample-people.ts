import type { DemoPerson, PersonState, Role } from './people.ts';

/** The places of « Santé Val-d’Ormes », a health-care body that does not exist. */
export const establishments = {
  headquarters: 'Siège régional',
  rehabilitation: 'Centre de rééducation des Ormes',
  clinic: 'Clinique Sainte-Odile',
  institute: 'Institut médico-éducatif Les Tilleuls',
  home: 'EHPAD La Roseraie',
  convalescence: 'Soins de suite du Haut-Pré',
  dayHospital: 'Hôpital de jour Émile-Gallé',
  shelter: 'Maison d’accueil L’Étang-Neuf',
} as const;

interface Extra {
  readonly birthName?: string;
  readonly roles?: readonly Role[];
  readonly state?: PersonState;
  readonly policyName?: string;
  /** Without one, and without a private mail, nobody can be reached outside the work mailbox. */
  readonly mobile?: string;
  readonly privateMail?: string;
  readonly manager?: string;
}

type Place = keyof typeof establishments;

function person(
  scenario: string,
  [givenName, surname]: readonly [string, string],
  agentNumber: string,
  login: string,
  place: Place,
  password: string | null,
  { roles = ['agent'], state = {}, ...extra }: Extra = {},
): DemoPerson {
  return {
    scenario,
    surname,
    birthName: extra.birthName ?? null,
    givenName,
    agentNumber,
    login,
    mail: `${login}@sante-val-d-ormes.example`,
    mobile: extra.mobile ?? null,
    privateMail: extra.privateMail ?? null,
    manager: extra.manager ?? null,
    password,
    establishment: establishments[place],
    roles,
    state,
    policyName: extra.policyName ?? null,
  };
}

const sensitive = 'Comptes-sensibles';
const technician = (role: Role) => ({
  roles: ['agent', role] as const,
  state: { excludedGroup: true },
  policyName: sensitive,
});

/** Everybody whom the scenarios of demo.json name. Passwords are samples, known to whoever runs the demo. */
export const samplePeople: readonly DemoPerson[] = [
  person('forgotten', ['Camille', 'Bertrand'], '004217', 'c.bertrand', 'rehabilitation', null, {
    mobile: '+33639980017',
    privateMail: 'camille.bertrand@courriel.example',
    manager: 'p.destienne',
  }),
  person('locked', ['Karim', 'Ben Salah'], '007730', 'k.bensalah', 'rehabilitation', 'Canoe-Tulipe-47', {
    state: { locked: true },
    mobile: '+33639980030',
  }),
  person('expired', ['Sylvie', 'Le Goff'], '003096', 's.legoff', 'clinic', 'Horloge-Pivoine-62', {
    state: { passwordExpired: true },
  }),
  person('must-change', ['Mamadou', 'Diallo'], '011854', 'm.diallo', 'home', 'Bvk4tnx7rhd3cyj2', {
    state: { mustChange: true },
  }),
  person(
    'never-expires',
    ['Ghislaine', 'Kowalczyk'],
    '001508',
    'g.kowalczyk',
    'dayHospital',
    'Falaise-Cerise-35',
    {
      state: { neverExpires: true },
    },
  ),
  person('disabled', ['Thierry', 'Vasseur'], '002941', 't.vasseur', 'institute', 'Boussole-Mimosa-71', {
    state: { disabled: true },
  }),
  person(
    'privileged',
    ['Nadège', 'Hoarau'],
    '000112',
    'n.hoarau',
    'headquarters',
    'Granit-Libellule-58-Phare',
    {
      state: { privileged: true },
      policyName: sensitive,
    },
  ),
  person('accented-name', ['Zoé', 'Lefèvre-Œuvrard'], '009463', 'z.lefevre', 'clinic', null, {
    mobile: '+33639980063',
  }),
  person(
    'compound-name',
    ['Jean-Noël', 'de la Tour d’Aubigné'],
    '005872',
    'jn.delatour',
    'convalescence',
    null,
  ),
  person('apostrophe-name', ['Maëlle', 'N’Guessan'], '010239', 'm.nguessan', 'shelter', null),
  person('birth-name', ['Hélène', 'Garnier'], '006648', 'h.garnier', 'home', null, { birthName: 'Müller' }),
  person('number-with-letters', ['Duc', 'Nguyễn'], 'B20417', 'd.nguyen', 'dayHospital', null),
  person('fine-grained', ['Solène', 'Castaing'], '008305', 's.castaing', 'headquarters', null, {
    policyName: sensitive,
  }),

  person('mailbox-healthy', ['Rachid', 'El Amrani'], '012077', 'r.elamrani', 'clinic', 'Violon-Noisette-26'),
  person(
    'mailbox-full',
    ['Françoise', 'Dubois-Marchand'],
    '002386',
    'f.dubois',
    'institute',
    'Armoire-Genet-93',
  ),
  person('mailbox-unlicensed', ['Théo', 'Picard'], '013911', 't.picard', 'convalescence', 'Rivage-Citron-48'),
  person('mailbox-rule', ['Inès', 'Moreau'], '009920', 'i.moreau', 'shelter', 'Lanterne-Prune-64'),
  person(
    'mailbox-forwarded',
    ['Gaëtan', 'O’Sullivan'],
    '007154',
    'g.osullivan',
    'rehabilitation',
    'Sentier-Myrte-39',
  ),
  person('mailbox-auto-reply', ['Aïcha', 'Benoît'], '010687', 'a.benoit', 'dayHospital', 'Parasol-Coing-52'),
  person(
    'mailbox-on-premises',
    ['Yves', 'Saint-Aubin'],
    '001733',
    'y.saintaubin',
    'home',
    'Tambour-Figue-87',
  ),
  person('sign-in-blocked', ['Lucie', 'Fontaine'], '012540', 'l.fontaine', 'institute', 'Charrue-Olive-75'),
  person(
    'service-incident',
    ['Étienne', 'Mac Carthy'],
    '008868',
    'e.maccarthy',
    'convalescence',
    'Moulin-Groseille-23',
  ),

  person('colleague', ['Béatrice', 'Roussel'], '003527', 'b.roussel', 'rehabilitation', 'Plume-Abricot-84', {
    mobile: '+33639980027',
  }),
  person(
    'director',
    ['Philippe', 'd’Estienne'],
    '000896',
    'p.destienne',
    'rehabilitation',
    'Octave-Lavande-57',
    {
      roles: ['agent', 'director'],
      state: { excludedGroup: true },
    },
  ),
  person(
    'technician-1',
    ['Noémie', 'Lacroix'],
    '006015',
    'n.lacroix',
    'rehabilitation',
    'Ecluse-Mandarine-82-Volet',
    technician('technician-1'),
  ),
  person(
    'technician-2',
    ['Bastien', 'Çelik'],
    '011396',
    'b.celik',
    'headquarters',
    'Cabane-Myrtille-94-Quai',
    technician('technician-2'),
  ),
  person(
    'technician-3',
    ['Agnès', 'Van den Bossche'],
    '004779',
    'a.vandenbossche',
    'headquarters',
    'Glacier-Amande-36-Pont',
    technician('technician-3'),
  ),
];
