import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type AppLoadContext,
  createRequestHandler,
  type RequestHandler,
  type ServerBuild,
} from '@remix-run/node';
import { packageRoot } from '../paths.ts';
import type { PageHandler } from './page.ts';

export const builtAssets = join(packageRoot, 'build/remix/client');

/** The pages of the last `npm run build`. */
export async function builtPages(): Promise<PageHandler> {
  const build = (await import(
    pathToFileURL(join(packageRoot, 'build/remix/server/index.js')).href
  )) as ServerBuild;
  const whole = createRequestHandler(build, 'production');
  const handlers = new Map<string, () => RequestHandler>(pagesOf(build));
  return (request, context) => {
    const handle = handlers.get(new URL(request.url).pathname)?.() ?? whole;
    return handle(request, context as unknown as AppLoadContext);
  };
}

/**
 * Every page with a fixed path as an application of its own, made when it is first asked for. Remix matches a request
 * against all its routes three times over, without keeping anything; against one page that costs next to nothing.
 */
function pagesOf(build: ServerBuild): [path: string, handler: () => RequestHandler][] {
  return Object.values(build.routes).flatMap((route) => {
    if (route?.parentId !== 'root' || route.path === undefined || /[:*?]/.test(route.path)) return [];
    let handler: RequestHandler | undefined;
    const made = () => {
      handler ??= createRequestHandler(only(build, ['root', route.id]), 'production');
      return handler;
    };
    return [[`/${route.path}`, made]];
  });
}

function only(build: ServerBuild, ids: readonly string[]): ServerBuild {
  const kept = <T>(routes: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(routes).filter(([id]) => ids.includes(id)));
  const { routes, assets } = build;
  return { ...build, routes: kept(routes), assets: { ...assets, routes: kept(assets.routes) } };
}
