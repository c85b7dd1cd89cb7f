import { resolve } from 'node:path';
import { generateMissing } from '../../scripts/generate.ts';

/** Import this before anything that reads build/generated/, so that a fresh clone's tests make it themselves. */
generateMissing();

export const breachedPath = resolve(import.meta.dirname, '../../build/generated/breached.bin');
