import { failureCode } from '../../app/shared/failure.ts';
import { ConfigurationError } from '../config/configuration-error.ts';
import { commands, usage } from './commands.ts';

/** 0 well, 1 findings, 2 wrong use (docs/operating.md). */
async function run(words: readonly string[]): Promise<number> {
  const json = words.includes('--json');
  const plain = words.filter((word) => word !== '--json');
  if (plain.length === 0 || plain.includes('--help') || plain[0] === 'help') {
    console.log(usage());
    return plain.length === 0 ? 2 : 0;
  }
  const command = commands.find(({ words: name }) => name.every((word, i) => plain[i] === word));
  if (!command || plain.length > command.words.length + command.operands.length) {
    console.error(`Unknown command: ${plain.join(' ')}\n\n${usage()}`);
    return 2;
  }
  const operands = plain.slice(command.words.length);
  if (operands.length < command.operands.length) {
    console.error(`Missing: ${command.operands.slice(operands.length).join(' ')}\n\n${usage()}`);
    return 2;
  }
  return command.run({ json, operands });
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const known = error instanceof ConfigurationError || failureCode(error) !== null;
  console.error(known ? (error as Error).message : ((error as Error).stack ?? String(error)));
  process.exitCode = 2;
}
