import { failureCode } from '../../app/shared/failure.ts';
import { ConfigurationError } from '../config/configuration-error.ts';
import { commands, usage } from './commands.ts';
import { readWords, WrongUse } from './words.ts';

/** 0 well, 1 findings, 2 wrong use (docs/operating.md). */
async function run(words: readonly string[]): Promise<number> {
  if (words.length === 0 || words.includes('--help') || words[0] === 'help') {
    console.log(usage());
    return words.length === 0 ? 2 : 0;
  }
  const { command, input } = readWords(commands, words);
  return command.run(input);
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const known =
    error instanceof ConfigurationError || error instanceof WrongUse || failureCode(error) !== null;
  console.error(known ? (error as Error).message : ((error as Error).stack ?? String(error)));
  if (error instanceof WrongUse && error.showUsage) console.error(`\n${usage()}`);
  process.exitCode = 2;
}
