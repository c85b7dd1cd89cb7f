/**
 * Sorted words in one text, each as one digit (letters shared with the word before, 9 at most) and the rest: a third
 * smaller once compressed than the words with commas. The scripts pack, the browser and the server unpack.
 */
export function unpack(packed: string): readonly string[] {
  let last = '';
  return Array.from(packed.matchAll(/([0-9])([^0-9]*)/g), ([, shared, rest]) => {
    last = last.slice(0, Number(shared)) + rest;
    return last;
  });
}

/** The text for words of letters alone, in alphabetical order. */
export function pack(sorted: readonly string[]): string {
  let last = '';
  return sorted
    .map((word) => {
      let shared = 0;
      while (shared < 9 && shared < word.length && word[shared] === last[shared]) shared += 1;
      last = word;
      return shared + word.slice(shared);
    })
    .join('');
}
