/** `npm run dev`: the demo with pages built as they are asked for; a change of app/ shows at once. */
import { type AppLoadContext, createRequestHandler, type ServerBuild } from '@remix-run/node';
import { createServer } from 'vite';
import { startDemo } from '../server/demo/demo.ts';
import { peopleTable } from '../server/demo/people-table.ts';
import { builtAssets } from '../server/http/built-pages.ts';
import { stopOnSignals } from '../server/portal.ts';

const vite = await createServer({ server: { middlewareMode: true }, appType: 'custom' });

const demo = await startDemo(
  { directory: 'embedded', keep: false },
  {
    assets: builtAssets,
    live: true,
    before: (request, response, next) => vite.middlewares(request, response, next),
    async pages(request, context) {
      const build = (await vite.ssrLoadModule('virtual:remix/server-build')) as ServerBuild;
      return createRequestHandler(build, 'development')(request, context as unknown as AppLoadContext);
    },
  },
);
console.log(peopleTable(demo.url));
stopOnSignals(demo, demo.log, () => vite.close());
