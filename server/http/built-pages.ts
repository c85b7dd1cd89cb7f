import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type AppLoadContext, createRequestHandler, type ServerBuild } from '@remix-run/node';
import { packageRoot } from '../paths.ts';
import type { PageHandler } from './page.ts';

export const builtAssets = join(packageRoot, 'build/remix/client');

/** The pages of the last `npm run build`. */
export async function builtPages(): Promise<PageHandler> {
  const build = (await import(
    pathToFileURL(join(packageRoot, 'build/remix/server/index.js')).href
  )) as ServerBuild;
  const handle = createRequestHandler(build, 'production');
  return (request, context) => handle(request, context as unknown as AppLoadContext);
}
