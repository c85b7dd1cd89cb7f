import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where the scripts put what is made from packages: git-ignored, and made again by every build. */
const generatedFolder = resolve(import.meta.dirname, '../build/generated');

/** Writes beside the file and renames, so that a reader, or another run, never meets half of it. */
export function writeGenerated(name: string, content: string | Uint8Array): void {
  mkdirSync(generatedFolder, { recursive: true });
  const draft = join(generatedFolder, `.${name}.${process.pid}.${performance.now()}`);
  writeFileSync(draft, content);
  renameSync(draft, join(generatedFolder, name));
}

export const isGenerated = (name: string): boolean => existsSync(join(generatedFolder, name));
