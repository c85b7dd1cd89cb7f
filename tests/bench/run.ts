/** `npm run bench`: every stated figure, each against its floor in the same run. Exit 1 when one is missed. */
import { benchFlood, benchLimits } from './limits.ts';
import { benchPages } from './pages.ts';
import { type Figure, table } from './report.ts';
import { benchReset } from './reset.ts';
import { benchStrength } from './strength.ts';
import { benchWaiting } from './waiting.ts';
import { benchWeight } from './weight.ts';

const parts: Record<string, () => Promise<Figure[]>> = {
  reset: benchReset,
  pages: benchPages,
  limits: benchLimits,
  flood: benchFlood,
  strength: benchStrength,
  weight: benchWeight,
  waiting: benchWaiting,
};
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

const figures: Figure[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  figures.push(...(await measure()));
}
console.log(`\n${table(figures)}`);
process.exit(figures.every((figure) => figure.holds) ? 0 : 1);
