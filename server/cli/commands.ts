import { liftFreeze, listFreezes } from './freeze.ts';
import { verifyJournal } from './journal.ts';
import { enrolKiosk, listKiosks, revokeKiosk } from './kiosk.ts';
import { printPolicy } from './policy.ts';
import { printSettings } from './settings.ts';

export interface CommandInput {
  readonly json: boolean;
  readonly operands: readonly string[];
  /** By name, without the dashes; each of the command's own is there. */
  readonly options: Readonly<Record<string, string>>;
}

export interface Command {
  /** How it is called, e.g. `['journal', 'verify']`. */
  readonly words: readonly string[];
  /** Names of what must follow, in upper case. */
  readonly operands: readonly string[];
  /** Options that must be given, each with a value: name → what the value stands for. */
  readonly options?: Readonly<Record<string, string>>;
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
    words: ['kiosk', 'enrol'],
    operands: ['NAME'],
    options: { establishment: 'E' },
    does: 'makes a one-time link that turns the device which opens it into a kiosk of that establishment',
    run: enrolKiosk,
  },
  {
    words: ['kiosk', 'list'],
    operands: [],
    does: 'lists the kiosks: waiting for their device, enrolled with the day they were last seen, revoked',
    run: listKiosks,
  },
  {
    words: ['kiosk', 'revoke'],
    operands: ['NAME'],
    does: 'ends a kiosk from its next request on, or its link while it waits',
    run: revokeKiosk,
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

const optionsIn = (options: Readonly<Record<string, string>>) =>
  Object.entries(options).map(([name, value]) => `--${name} ${value}`);

export function usage(): string {
  const calls = commands.map(
    ({ words, operands, options = {}, does }) =>
      [[...words, ...operands, ...optionsIn(options)].join(' '), does] as const,
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
