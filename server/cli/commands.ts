import { liftFreeze, listFreezes } from './freeze.ts';
import { verifyJournal } from './journal.ts';
import { printPolicy } from './policy.ts';
import { printSettings } from './settings.ts';

export interface CommandInput {
  readonly json: boolean;
  readonly operands: readonly string[];
}

export interface Command {
  /** How it is called, e.g. `['journal', 'verify']`. */
  readonly words: readonly string[];
  /** Names of what must follow, in upper case. */
  readonly operands: readonly string[];
  readonly does: string;
  /** Resolves with the exit code: 0 well, 1 findings. */
  run(input: CommandInput): Promise<number>;
}

export const commands: readonly Command[] = [
  {
    words: ['freeze', 'list'],
    operands: [],
    does: 'lists the agents whose self-service is stopped since they said “it was not me”',
    run: listFreezes,
  },
  {
    words: ['freeze', 'lift'],
    operands: ['LOGIN'],
    does: 'gives self-service back to an agent, once the third level has looked into it',
    run: liftFreeze,
  },
  {
    words: ['journal', 'verify'],
    operands: [],
    does: 'checks the seal of every journal row and names the first that is not as it was written',
    run: verifyJournal,
  },
  {
    words: ['policy'],
    operands: [],
    does: 'shows the rules for passwords, the directory’s and the organisation’s, and where they contradict',
    run: printPolicy,
  },
  {
    words: ['settings'],
    operands: [],
    does: 'lists every setting of reprise.yaml with its meaning and an example',
    run: printSettings,
  },
];

export function usage(): string {
  const calls = commands.map(
    ({ words, operands, does }) => [[...words, ...operands].join(' '), does] as const,
  );
  const width = Math.max(...calls.map(([call]) => call.length)) + 2;
  return [
    'reprise: the operator’s tool. Usage: npm run -s reprise -- COMMAND [--json]',
    '',
    ...calls.map(([call, does]) => `  ${call.padEnd(width)}${does}`),
    '',
    'Reads the same configuration as the portal (REPRISE_CONFIG, DATA_DIR).',
    'Exit: 0 well, 1 findings, 2 wrong use.',
  ].join('\n');
}
