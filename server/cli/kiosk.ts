import { randomUUID } from 'node:crypto';
import { loadStoreSettings } from '../config/load.ts';
import { derivedKey } from '../config/master-key.ts';
import { system } from '../domain/actors/actor.ts';
import { createClock } from '../domain/clock.ts';
import { createJournal } from '../domain/journal/journal.ts';
import { createKiosks, type Kiosks } from '../domain/kiosks/kiosks.ts';
import { openStore } from '../systems/store/store.ts';
import type { CommandInput } from './commands.ts';
import { kioskLines, kioskSentences, unknownEstablishment } from './kiosk-report.ts';
import { WrongUse } from './words.ts';

const longestName = 60;
const longestEstablishment = 120;

/** One line of readable text; an operator's slip is told, never cut to fit. */
function readable(what: string, text: string, longest: number): string {
  const plain = text.normalize('NFC').trim().replace(/\s+/g, ' ');
  if (plain === '' || plain.length > longest || /\p{C}/u.test(plain))
    throw new WrongUse(`${what}: expected 1 to ${longest} readable characters.`);
  return plain;
}

type StoreSettings = ReturnType<typeof loadStoreSettings>;

/** Works on the store itself, beside a running portal or without one. */
async function withKiosks<T>(work: (kiosks: Kiosks, settings: StoreSettings) => Promise<T>): Promise<T> {
  const settings = loadStoreSettings();
  const store = openStore({ url: settings.url, folder: settings.folder });
  const clock = createClock();
  try {
    await store.migrate();
    const journal = createJournal({ store, sealKey: derivedKey(settings.key, 'journal'), clock });
    return await work(createKiosks({ store, clock, journal }), settings);
  } finally {
    await store.close();
  }
}

const operator = () => system(randomUUID());

/** `reprise kiosk enrol`: 0 and the link; 1 when the name is taken. */
export function enrolKiosk({ json, operands, options }: CommandInput): Promise<number> {
  const name = readable('NAME', operands[0] ?? '', longestName);
  const establishment = readable('--establishment', options['establishment'] ?? '', longestEstablishment);
  return withKiosks(async (kiosks, { publicUrl, networks }) => {
    const known = [...networks, ...(await kiosks.list()).filter(({ revokedAt }) => revokedAt === null)];
    const warning = unknownEstablishment(establishment, known);
    const made = await kiosks.enrol(operator(), { name, establishment });
    if (!made.enrolled) {
      console.error(`There is a kiosk ${name} already. Choose another name, or revoke it first.`);
      return 1;
    }
    const link = `${publicUrl}/kiosk/${made.code}`;
    const until = new Date(made.until).toISOString();
    if (warning !== null) console.error(`Careful: ${warning}`);
    if (json) console.log(JSON.stringify({ name, establishment, link, until, warning }, null, 2));
    else console.log(howToGoOn({ name, establishment, link, until }).join('\n'));
    return 0;
  });
}

function howToGoOn(made: { name: string; establishment: string; link: string; until: string }): string[] {
  return [
    `Kiosk ${made.name} of ${made.establishment} waits for its device.`,
    '',
    `  ${made.link}`,
    '',
    'Open this link in the browser of that device, in the profile that stays, and press its button.',
    `It works once, until ${made.until}. Whoever has it can make their own device this kiosk: do not send it on.`,
    `Then check with: reprise kiosk list. If it was used elsewhere: reprise kiosk revoke "${made.name}"`,
  ];
}

/** `reprise kiosk list`: always 0. */
export function listKiosks({ json }: CommandInput): Promise<number> {
  return withKiosks(async (kiosks) => {
    const all = await kiosks.list();
    const now = Date.now();
    if (json) console.log(JSON.stringify(kioskLines(all, now), null, 2));
    else console.log(kioskSentences(all, now).join('\n'));
    return 0;
  });
}

/** `reprise kiosk revoke`: 0 when it was there, 1 otherwise. */
export function revokeKiosk({ json, operands }: CommandInput): Promise<number> {
  const name = readable('NAME', operands[0] ?? '', longestName);
  return withKiosks(async (kiosks) => {
    const revoked = await kiosks.revoke(operator(), name);
    if (json) console.log(JSON.stringify({ name, revoked }));
    else if (revoked) console.log(`Kiosk ${name} is revoked: its device counts as any other from now on.`);
    else console.error(`There is no kiosk ${name}. See: reprise kiosk list`);
    return revoked ? 0 : 1;
  });
}
