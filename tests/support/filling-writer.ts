/**
 * A process whose files may not grow beyond a limit: writes until the store refuses, says so, waits for the end of its
 * input (the limit is lifted meanwhile), writes again and says what became of its rows. Argument: the store's folder.
 */
import { once } from 'node:events';
import { failureCode } from '../../app/shared/failure.ts';
import { openStore } from '../../server/systems/store/store.ts';

const store = openStore({ url: 'sqlite', folder: process.argv[2] ?? '' });
const fields = {
  title: 't',
  level: 1,
  state: 'new',
  requesterLogin: null,
  establishment: null,
  updatedAt: 1,
};
const ticket = (reference: string) => ({ ...fields, reference, text: 'x'.repeat(8_000), createdAt: 1 });

/** Two rows in one transaction. */
const write = (n: number) =>
  store
    .transaction(async (unit) => {
      await unit.tickets.open(ticket(`${n}-a`));
      await unit.tickets.open(ticket(`${n}-b`));
    })
    .then(() => null, failureCode);

let acknowledged = 0;
let code = await write(0);
while (code === null && acknowledged < 10_000) code = await write(++acknowledged);
const codes = [code, await write(acknowledged + 1)];
console.log(JSON.stringify({ codes, acknowledged }));

process.stdin.resume();
await once(process.stdin, 'end');
const writable = (await store.writable()) && (await write(acknowledged + 2)) === null;
let lost = 0;
let halves = 0;
for (let n = 0; n <= acknowledged + 2; n += 1) {
  const rows = [await store.tickets.find(`${n}-a`), await store.tickets.find(`${n}-b`)].filter(
    Boolean,
  ).length;
  if (rows === 1) halves += 1;
  if (rows === 0 && n < acknowledged) lost += 1;
}
console.log(JSON.stringify({ writable, lost, halves }));
await store.close();
