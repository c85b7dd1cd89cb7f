import { parseArgs } from 'node:util';
import type { Command, CommandInput } from './commands.ts';

/** What the operator typed cannot be meant so: exit 2. */
export class WrongUse extends Error {
  readonly showUsage: boolean;

  constructor(message: string, showUsage = false) {
    super(message);
    this.showUsage = showUsage;
  }
}

const wrong = (message: string) => new WrongUse(message, true);

/** Values of options, given once each, in any order among the operands. */
function parse(command: Command, words: readonly string[]) {
  const names = Object.keys(command.options ?? {});
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    const parsed = parseArgs({
      args: [...words],
      options: { ...options, json: { type: 'boolean' as const } },
      allowPositionals: true,
    });
    return {
      values: parsed.values as Readonly<Record<string, string | boolean>>,
      operands: parsed.positionals,
    };
  } catch (error) {
    throw wrong((error as Error).message);
  }
}

/** Which command is meant and what it gets. Throws `WrongUse`. */
export function readWords(
  commands: readonly Command[],
  words: readonly string[],
): { command: Command; input: CommandInput } {
  const plain = words.filter((word) => word !== '--json');
  const command = commands.find(({ words: name }) => name.every((word, i) => plain[i] === word));
  if (command === undefined) throw wrong(`Unknown command: ${plain.join(' ')}`);
  const { values, operands } = parse(command, plain.slice(command.words.length));
  if (operands.length > command.operands.length)
    throw wrong(`Too many words: ${operands.slice(command.operands.length).join(' ')}`);
  const options: Record<string, string> = {};
  const missing = command.operands.slice(operands.length);
  for (const [name, stands] of Object.entries(command.options ?? {})) {
    const value = values[name];
    if (typeof value === 'string' && value.trim() !== '') options[name] = value;
    else missing.push(`--${name} ${stands}`);
  }
  if (missing.length > 0) throw wrong(`Missing: ${missing.join(' ')}`);
  return { command, input: { json: words.includes('--json'), operands, options } };
}
