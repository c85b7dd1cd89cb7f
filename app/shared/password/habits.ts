import type { WordKind } from './dictionary.ts';

/**
 * Words that people in France reach for when a password is asked, which no frequency list ranks as high as it should:
 * the calendar, towns and regions, and stock phrases of sign-in pages and of work in care. Folded; the first of a list
 * is guessed first.
 */
export const habits: readonly (readonly [WordKind, string])[] = [
  ['season', 'printemps ete automne hiver spring summer autumn winter'],
  [
    'month',
    'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre january february march ' +
      'april june july august september october november december',
  ],
  [
    'weekday',
    'lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday saturday sunday',
  ],
  [
    'place',
    'paris marseille lyon toulouse nice nantes montpellier strasbourg bordeaux lille rennes reims toulon saintetienne ' +
      'lehavre grenoble dijon angers nimes villeurbanne clermont clermontferrand aix aixenprovence brest tours amiens ' +
      'limoges annecy perpignan metz besancon orleans rouen mulhouse caen nancy argenteuil saintdenis montreuil ' +
      'roubaix tourcoing avignon dunkerque poitiers versailles creteil pau larochelle calais cannes antibes beziers ' +
      'colmar bourges quimper valence troyes chambery lorient niort saintnazaire cholet vannes laval bayonne biarritz ' +
      'auxerre nevers albi tarbes carcassonne blois chartres evreux dieppe cherbourg lens arras douai evry bobigny ' +
      'ajaccio bastia guadeloupe martinique reunion guyane mayotte normandie bretagne alsace lorraine picardie ' +
      'bourgogne auvergne aquitaine provence corse occitanie champagne ardenne savoie vendee limousin gascogne france ' +
      'finistere morbihan gironde landes ardeche drome isere jura vosges moselle somme oise eure calvados manche orne ' +
      'sarthe mayenne charente dordogne correze creuse cantal lozere aveyron herault gard vaucluse var',
  ],
  [
    'common-password',
    'motdepasse monmotdepasse nouveaumotdepasse motdepasseoublie mdp changemoi changezmoi achanger bienvenue bonjour ' +
      'bonsoir coucou salut bisous bisou jetaime jetadore jtm tjm monamour moncoeur mavie monbebe mafamille mesenfants ' +
      'azerty azertyuiop qsdfghjklm wxcvbn admin administrateur utilisateur provisoire temporaire secret ordinateur ' +
      'securitesociale secusociale assurancemaladie cpam urssaf ugecam infirmier infirmiere aidesoignant ' +
      'aidesoignante medecin docteur clinique hopital ehpad urgences travail boulot vacances soleil retraite ' +
      'olympiquedemarseille olympiquelyonnais parissaintgermain psg allezlom allezlesbleus equipedefrance ' +
      'vivelafrance vivelesvacances joyeuxnoel bonneannee onvagagner cestlavie liberteegalitefraternite romeoetjuliette ' +
      'starwars harrypotter johnnyhallyday zidane mbappe',
  ],
];

/** Departments whose prefecture has the postal code NN000, and so a number that follows a town's name. */
const departments = Array.from({ length: 95 }, (_, index) => String(index + 1).padStart(2, '0')).filter(
  (n) => n !== '20',
);

/** The postal codes of the prefectures, in the order of their numbers. */
export const postalCodes: readonly string[] = departments.map((number) => `${number}000`);
