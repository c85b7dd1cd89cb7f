import { resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import type { Estimate, Term } from '../../app/shared/password/strength.ts';
import type { StrengthAnswer, StrengthQuestion } from '../../app/shared/password/strength-worker.ts';

/** The worker as a browser gets it: bundled and minified by the same Vite as the pages. One classic script. */
export const bundleWorker = (): Promise<string> => bundle('strength-worker.ts');

/** What judging costs the page itself, without the worker. */
export const bundleJudge = (): Promise<string> => bundle('judge.ts');

async function bundle(module: string): Promise<string> {
  const entry = resolve(import.meta.dirname, '../../app/shared/password', module);
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry, formats: ['iife'], name: 'worker' },
      minify: 'esbuild',
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('Vite built nothing');
  return output.output[0].code;
}

export const compressedBytes = (code: string): number => gzipSync(code, { level: 9 }).length;

/**
 * Runs the bundle in a realm of its own that has nothing of Node or of a page: no fetch, no file, no timer. Whoever
 * asks gets the answer in the same turn.
 */
export function startWorker(code: string): (password: string, terms: readonly Term[]) => Estimate {
  const answers: StrengthAnswer[] = [];
  const realm: {
    postMessage: (answer: StrengthAnswer) => void;
    onmessage?: (event: { data: StrengthQuestion }) => void;
  } = {
    postMessage: (answer) => void answers.push(answer),
  };
  runInNewContext(code, realm);
  let id = 0;
  return (password, terms) => {
    id += 1;
    realm.onmessage?.({ data: { id, password, terms } });
    const answer = answers.at(-1);
    if (!answer || !('id' in answer) || answer.id !== id) throw new Error('the worker did not answer');
    return JSON.parse(JSON.stringify(answer.estimate)) as Estimate;
  };
}
