/**
 * A process to be killed: adds one ticket after the other and says the reference of each once its commit is known.
 * Arguments: the store's URL and its folder.
 */
import { openStore } from '../../server/systems/store/store.ts';

const [url = '', folder = ''] = process.argv.slice(2);
const store = openStore({ url, folder });
const prefix = process.pid.toString(36);
const fields = { title: 't', level: 1, state: 'new', requesterLogin: null, establishment: null };
for (let n = 0; ; n += 1) {
  const reference = `${prefix}-${n}`;
  await store.transaction((unit) =>
    unit.tickets.open({ ...fields, reference, text: 'x'.repeat(500), createdAt: n, updatedAt: n }),
  );
  process.stdout.write(`${reference}\n`);
}
