/** Everything that is made from packages before a build, a check or a test. `--missing` makes only what is not there. */
import { breachedFile, generateBreachedList } from './breached-list.ts';
import { isGenerated } from './generated.ts';
import { generatePhraseWords, phraseWordsFile } from './phrase-words.ts';
import { generateStrengthLists, strengthListsFile } from './strength-data.ts';

const products = [
  { file: strengthListsFile, generate: generateStrengthLists },
  { file: phraseWordsFile('en'), generate: generatePhraseWords },
  { file: breachedFile, generate: generateBreachedList },
] as const;

/** Makes what is not there yet. */
export function generateMissing(): void {
  for (const { file, generate } of products) if (!isGenerated(file)) generate();
}

if (import.meta.main) {
  if (process.argv.includes('--missing')) generateMissing();
  else for (const { generate } of products) generate();
}
