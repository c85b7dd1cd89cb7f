/**
 * A whole portal in a process of its own, to be killed, starved or flooded. Argument: `ChildOptions` as JSON. Says
 * `{ url }` to its parent when it answers and `{ reset }` each time the directory is asked for one; told `{ arm }`, it
 * ends itself with SIGKILL at that step of the next reset that reaches it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Settings } from '../../server/config/settings.ts';
import { createContainer } from '../../server/container.ts';
import { builtAssets, builtPages } from '../../server/http/built-pages.ts';
import { demoOriginOf } from '../../server/http/origin.ts';
import { createLog } from '../../server/log.ts';
import { startPortal, stopOnSignals } from '../../server/portal.ts';
import { createActiveDirectory } from '../../server/systems/directory/active-directory/active-directory.ts';
import { createEmbeddedDirectory } from '../../server/systems/directory/embedded/embedded-directory.ts';
import type { Directory } from '../../server/systems/directory/port.ts';
import type { Store } from '../../server/systems/store/port.ts';
import { openStore } from '../../server/systems/store/store.ts';
import type { Arm, ChildOptions, KillStep } from './child-process.ts';

const options = JSON.parse(process.argv[2] ?? '') as ChildOptions;
const settings: Settings = { ...options.settings, masterKey: Buffer.from(options.masterKey, 'hex') };
const clock = { now: () => Date.now() + options.clockOffset };
const die = () => process.kill(process.pid, 'SIGKILL');

let armed: Arm | null = null;
process.on('message', ({ arm }: { arm: Arm }) => {
  armed = { ...arm };
  process.send?.({ armed: true });
});
process.on('disconnect', () => process.exit(1));

/** The n-th time that the armed step is reached is the end. */
function at(step: KillStep): void {
  if (armed?.step !== step) return;
  armed.nth -= 1;
  if (armed.nth > 0) return;
  if (armed.afterMillis === 0) die();
  else setTimeout(die, armed.afterMillis);
}

function dyingStore(store: Store): Store {
  return {
    ...store,
    async transaction(work, options) {
      let [intended, ended] = [false, false];
      const result = await store.transaction(
        (unit) =>
          work({
            ...unit,
            intents: {
              ...unit.intents,
              async insert(row) {
                at('before-intent');
                await unit.intents.insert(row);
                intended = true;
              },
              async resolve(id, state, now) {
                ended = state === 'done';
                return unit.intents.resolve(id, state, now);
              },
            },
          }),
        options,
      );
      if (intended) at('after-intent');
      if (ended) at('after-outcome');
      return result;
    },
  };
}

const dyingDirectory = (directory: Directory): Directory => ({
  ...directory,
  async reset(...asked) {
    process.send?.({ reset: asked[0].id });
    const writing = directory.reset(...asked);
    at('modify-sent');
    const result = await writing;
    at('after-answer');
    return result;
  },
});

/** Sends half of the page that holds the temporary password, and dies. */
function dyingAnswer(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  const whole = response.end.bind(response);
  const half = (body: unknown) => {
    const bytes = Buffer.from(body as Uint8Array);
    response.write(bytes.subarray(0, bytes.length / 2), () => at('mid-answer'));
  };
  const isPage = request.url === '/recover/done' && request.method === 'GET';
  response.end = ((body?: unknown, ...rest: never[]) => {
    const dies = isPage && armed?.step === 'mid-answer' && body !== undefined;
    if (dies) half(body);
    else whole(body, ...rest);
    return response;
  }) as typeof response.end;
  next();
}

const log = createLog(settings.logLevel);
const directory =
  settings.directory.kind === 'active-directory'
    ? createActiveDirectory(settings.directory.settings)
    : createEmbeddedDirectory({
        store: openStore({ url: 'sqlite', folder: options.directoryFolder }),
        clock,
      });
const store = openStore({ url: 'sqlite', folder: settings.dataFolder });
const container = await createContainer(settings, log, {
  clock,
  store: dyingStore(store),
  directory: dyingDirectory(directory),
});
const pages = await builtPages();
const portal = await startPortal(container, {
  pages,
  assets: builtAssets,
  originOf: demoOriginOf,
  before: dyingAnswer,
});
stopOnSignals(portal, log);
process.send?.({ url: portal.url });
