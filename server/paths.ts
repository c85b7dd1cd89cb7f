import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

function upwards(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  return upwards(dirname(folder));
}

/** Where package.json lies, seen from the source as well as from the bundled server. */
export const packageRoot = upwards(import.meta.dirname);
