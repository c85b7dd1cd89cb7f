/**
 * Makes build/generated/phrase-words-{fr,en}.js: the words that app/shared/password/phrases.ts draws from. English: the
 * long list of the EFF for dice, as @zxcvbn-ts/language-common carries it, which people chose one by one. French:
 * there is no kept list of the kind, so it is drawn from @zxcvbn-ts/language-fr by the rules below.
 */
import { dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as french } from '@zxcvbn-ts/language-fr';
import english from 'zxcvbn/lib/frequency_lists.js';
import { pack } from '../app/shared/password/packed.ts';
import { fold } from '../app/shared/password/text.ts';
import { writeGenerated } from './generated.ts';

const list = (source: object, name: string) => (source as Record<string, readonly string[]>)[name] ?? [];

/** Beginnings of words that nobody should be handed on a screen at work: violence, sex, insults, illness, death, creeds. */
const unwelcome = new RegExp(
  `^(${(
    'abatt abus agress alcool amant ammo angoiss anus arabe armement arme$ arnaq assass assaut attent attaqu autiste ' +
    'avort baise bandit barbar batar bible bigot bite blesse bomb bordel bouffon branl braqu brut burn cadavr ' +
    'calotte cancer castr catin cercueil chiant chiite chier chiott christ clando clochard cocai cochon con$ conne$ ' +
    'connard conner connar connasse coquin couill coupab crach crame crapul crasse creve crime crimin crott cruel ' +
    'croupe cruch cuit$ culott culte cul$ damne danger dealer deban debil deces defonc delit demon deuil diabl disput ' +
    'divorc drogu dose douleu ecorch egorg emmerd enfer ennemi enterr escla escroc espion eunuq excite execut exil ' +
    'expuls fasc fatal femell fess fetich fiel flic flingu fosse fou$ foutai foutr foutu foufou fraud fuck fumeu ' +
    'fusil gang garce gifl gitan gland gonz goulag grosse guerr guill gueul hadith haine handic hasch heroin heroi ' +
    'hideu hindou homicid homo$ honte horde horreu horrib hostil humili idiot ignob imam imbec impot infirm infect ' +
    'ingrat inhum injur insult intox invas islam ivre ivrogn jihad joui$ juif juiv junki kamik kill killer khmer ' +
    'laid$ larbin lepre libid loser lubriq lynch macab macho malad maladi malsain mamelo mamell marty massac maudi ' +
    'menac mensong menteu merd meurt milice miser missile minable moche mollah monstr morb mord mormon morsu mort ' +
    'mouran mourr mouru musul nain$ naine naz[ei] negr nichon nudi nul$ nulle obese obsc obus ordur orgas orgie ' +
    'orphel otage ovair papal pecheu pedo pendu penis perver peste pierc pillag piss pistol plaie pleur plouc ' +
    'plomb$ pogrom poison porc$ porno poubel pourri pret$ prison prostit pucell puni pute putain putsc ' +
    'rabbin racai racis rage$ raid$ rafle rapt ravag revolv ringard sadi salau sale$ salop sanct sanglan sang$ sangs ' +
    'satan scato secte sein$ sexe sexis sexu sida sinist sionis skin soul$ saoul soumis squel suceu suce$ sucer suicid ' +
    'sunnit supplic syphil talib taulard tatou terror terreu tombe tortur toxiq trahi traitre traum truand tuer tueur ' +
    'tueuse tumeur tutsi tyran tzig ulcer urin vagin vampir vaurie vengea verm veuf veuve victim vierg vilain viol$ ' +
    'viola violen violer violeu violon$x virus vomi voyou vulgai zizi zombi'
  )
    .split(' ')
    .join('|')})`,
);

/** Foreign words, characters of films and organs that the other rules let through. */
const noise = new Set(
  (
    'cueva fuente barclay bird black blue brown bear bull buck love lover king knight stone wood winter summer spring ' +
    'shadow shark shilling hill hawk horse hunter highland hampton hendrick griffith hodge varga willi welle wall ' +
    'wasp wilaya whig uvre toma toro tani tournon riker saurien sauron dalek klingon township pepper falcon flower ' +
    'fighter finger predator avenger panther raven isle mato mino niko nicola jesu juda devi fide dalla arti argo ' +
    'meadow monster mountain legend lord ghost slave sniper ghetto grenade poilu massage intestin muqueuse biliaire ' +
    'aisselle maverick brewer burger bagel record warrior wizard kurde kabyle touareg moche woreda starbuck gringo'
  ).split(' '),
);

/** Forms of verbs that make a poor picture: futures, conditionals, past tenses. */
const verbForm = /(r[ae]i|[eidvtu]ra|rra|[aeiou]ient|aient|ait|ez|ons|isse|enne)$/;

const rankIn = (lists: readonly (readonly string[])[]) => {
  const ranks = new Map<string, number>();
  for (const words of lists) {
    words.forEach((word, index) => {
      ranks.set(word, Math.min(index, ranks.get(word) ?? Number.POSITIVE_INFINITY));
    });
  }
  return ranks;
};

/** Masculine and feminine of one word sound alike in a phrase: the shorter one stays. */
const hasShorterForm = (word: string, words: ReadonlySet<string>) =>
  word.endsWith('e') &&
  (words.has(word.slice(0, -1)) ||
    words.has(word.slice(0, -2)) ||
    (word.endsWith('euse') && words.has(`${word.slice(0, -2)}r`)));

/**
 * Everyday French words of four to eight letters, typed without accents because they have none, that also have a
 * plural (so nouns and adjectives, hardly any verb forms), are no one's name and no English word, and offend nobody.
 */
function frenchPhraseWords(): readonly string[] {
  const ranks = rankIn([list(french, 'commonWords-fr'), list(french, 'wikipedia-fr')]);
  const abroad = rankIn([list(english, 'english_wikipedia'), list(english, 'us_tv_and_film')]);
  const names = new Set(['lastnames-fr'].flatMap((name) => list(french, name)).map(fold));
  for (const name of [...list(english, 'male_names'), ...list(english, 'female_names')]) names.add(name);
  const isFrench = (word: string, rank: number) => (abroad.get(word) ?? Number.POSITIVE_INFINITY) * 3 > rank;
  const chosen = [...ranks]
    .filter(
      ([word, rank]) =>
        /^[a-z]{4,8}$/.test(word) && !word.endsWith('s') && ranks.has(`${word}s`) && isFrench(word, rank),
    )
    .map(([word]) => word)
    .filter((word) => !names.has(word) && !noise.has(word) && !verbForm.test(word) && !unwelcome.test(word));
  const all = new Set(chosen);
  return chosen.filter((word) => !hasShorterForm(word, all)).sort();
}

/** The EFF's words of three to eight letters. */
function englishPhraseWords(): readonly string[] {
  return list(common, 'diceware-common')
    .filter((word) => /^[a-z]{3,8}$/.test(word))
    .toSorted();
}

export const phraseWordsFile = (locale: 'fr' | 'en') => `phrase-words-${locale}.js`;

export function generatePhraseWords(): void {
  const all = { fr: frenchPhraseWords(), en: englishPhraseWords() } as const;
  for (const locale of ['fr', 'en'] as const) {
    writeGenerated(phraseWordsFile(locale).replace('.js', '.d.ts'), 'export declare const packed: string;\n');
    writeGenerated(phraseWordsFile(locale), `export const packed = '${pack(all[locale])}';\n`);
  }
}

if (import.meta.main) generatePhraseWords();
