/** Longest input that is looked at; work before this cut would be the sender's to choose. */
const maxLength = 100;

/** Letters that Unicode does not decompose but people type, or are printed on a badge, as plain ones. */
const folded: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
  ς: 'σ',
};

/** `\p{Lm}` stays out on purpose: it holds the apostrophe-like modifier letters (U+02BC, U+02BB, U+A78C …). */
const notInName = /[^\p{Lu}\p{Ll}\p{Lt}\p{Lo}\p{Nd}]+/u;

const trailingParticle = /^(?:d|de|du|des|la|le|les|l)$/;
const abbreviations: Readonly<Record<string, string>> = { st: 'saint', ste: 'sainte' };

function fold(text: string): string {
  return (
    text
      .normalize('NFKD')
      .toUpperCase()
      .toLowerCase()
      .normalize('NFKD')
      // Invisible characters and marks vanish without cutting a word; everything else that is no letter cuts.
      .replace(/[\p{Default_Ignorable_Code_Point}\p{M}]+/gu, '')
      .replace(/[œæßøłđðþħıŧς]/g, (letter) => folded[letter] ?? letter)
  );
}

/** `TOUR (DE LA)` and `VILLEPIN DE`, as payrolls sort them, become `de la tour` and `de villepin`. */
function particlesFirst(words: readonly string[]): readonly string[] {
  const start = words.findLastIndex((word) => !trailingParticle.test(word)) + 1;
  // Only what begins with de/du/des/d' is a displaced particle: "Martin Le" is left as it is.
  if (start === 0 || !words[start]?.startsWith('d')) return words;
  return [...words.slice(start), ...words.slice(0, start)];
}

function truncate(text: string): string {
  if (text.length <= maxLength) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > maxLength) break;
    kept += character;
  }
  return kept;
}

/**
 * The one form in which a surname is compared and counted: lower-case letters and digits without accents,
 * ligatures, apostrophes, hyphens, spaces or invisible characters, in any Unicode form. Idempotent; at most
 * 100 UTF-16 units of the input are read. Empty when nothing of a name is left.
 *
 * Particles and the parts of a double name are kept and run together: `Le Gall` = `LEGALL`, `O’Brien` = `o brien`,
 * `de la Tour` = `Delatour` = `TOUR (DE LA)`, `Martin-Durand` = `martin durand`. Nothing is ever left out: half of a
 * double name, or a name without its particle, is another name (`Roy` is not `Leroy`, and accepting `Martin` for
 * every `Martin-…` would make the commonest surname the best guess). `St` before another word reads `Saint`.
 */
export function canonicalSurname(text: string): string {
  const words = fold(text.slice(0, maxLength)).split(notInName).filter(Boolean);
  const whole = words.map((word, index) => (index < words.length - 1 ? (abbreviations[word] ?? word) : word));
  return truncate(particlesFirst(whole).join(''));
}

const marker = /(?:^|\s)(?:n[ée]e?|[ée]p\.|[ée]pouse|[ée]poux|veuve|vve|nom d['’]usage)\s+/iu;
const onlyParticles = /^(?:d|de|du|des|dela|del|la|le|les|l)$/;

/**
 * The surnames in one attribute: `DUPONT née MARTIN` and `DUPONT (ép. MARTIN)` are two of one person, and what stands
 * in brackets without such a word (`DUPONT (EXT)`) is none. Brackets around a particle, `TOUR (DE LA)`, belong to it.
 */
function namesHeld(held: string): string[] {
  const text = held.slice(0, maxLength).normalize('NFC');
  const whole = canonicalSurname(text);
  const inside = /\(([^)]*)\)/u.exec(text)?.[1];
  if (inside === undefined) return [whole, ...text.split(marker).map(canonicalSurname)];
  if (onlyParticles.test(canonicalSurname(inside))) return [whole];
  const outside = text.replace(/\([^)]*\)?/gu, ' ');
  return [whole, ...outside.split(marker), ...inside.split(marker).slice(1)].map(canonicalSurname);
}

/**
 * Whether the typed surname is one of those that the directory holds for the person (`sn`, birth name …).
 * Two inputs with the same `canonicalSurname` always get the same answer, so a limit counted on it cannot be
 * walked around by another spelling. An empty name equals nothing.
 */
export function sameSurname(typed: string, held: readonly string[]): boolean {
  const canonical = canonicalSurname(typed);
  return canonical !== '' && held.some((name) => namesHeld(name).includes(canonical));
}
