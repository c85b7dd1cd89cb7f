import { questionUnder, type RulesInForce } from '../shared/password/in-force.ts';
import { judge } from '../shared/password/judge.ts';
import { phraseWords } from '../shared/password/phrase-words.ts';
import { createPhrases } from '../shared/password/phrases.ts';

/** Draws new phrases in the browser, so that nobody else ever has them. */
export async function drawPhrases(): Promise<void> {
  const list = document.querySelector<HTMLElement>('[data-phrases]');
  if (list === null) return;
  const inForce = JSON.parse(list.dataset['phrases'] ?? '') as RulesInForce;
  const words = await phraseWords[document.documentElement.lang === 'en' ? 'en' : 'fr']();
  const phrases = createPhrases(words);
  for (const item of list.querySelectorAll('li'))
    item.textContent = phrases.phrase((phrase) => judge(questionUnder(inForce, phrase)).acceptable) ?? '';
  const status = document.querySelector<HTMLElement>('[data-phrases-drawn]');
  if (status !== null) status.textContent = status.dataset['phrasesDrawn'] ?? '';
}
