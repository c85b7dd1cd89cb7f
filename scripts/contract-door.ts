import { relative, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';

const root = resolve(import.meta.dirname, '..');
const inside = (folder: string, file: string) => relative(root, file).startsWith(folder + sep);

/**
 * Stops the build when a value of `server/` is imported from `app/`: it would carry server code, and the secrets it
 * closes over, into the browser. Imports of types are gone before a bundler resolves anything, so whatever still
 * arrives here is a value.
 */
export function contractDoor(): Plugin {
  return {
    name: 'reprise:contract-door',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (!importer || !inside('app', importer.split('?')[0] ?? importer)) return null;
      const target = await this.resolve(source, importer, { ...options, skipSelf: true });
      const file = target?.id.split('?')[0];
      if (file && inside('server', file)) {
        this.error(
          `${relative(root, importer)} imports a value from ${relative(root, file)}. ` +
            'app/ may import types only, from server/contract.ts (import type).',
        );
      }
      return target ?? null;
    },
  };
}
