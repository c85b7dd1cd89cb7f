import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { defaultPasswordRules, defaultSafety, type Settings } from '../../server/config/settings.ts';
import { openPort } from './ports.ts';

/** Where in the order of a reset (docs/security.md) the process ends. */
export const killSteps = [
  'before-intent',
  'after-intent',
  'modify-sent',
  'after-answer',
  'after-outcome',
  'mid-answer',
] as const;
export type KillStep = (typeof killSteps)[number];

export interface Arm {
  readonly step: KillStep;
  /** The how-many-th time that the step is reached. */
  nth: number;
  readonly afterMillis: number;
}

export interface ChildOptions {
  readonly settings: Omit<Settings, 'masterKey'>;
  /** Hex. */
  readonly masterKey: string;
  /** The embedded directory has a store of its own here, as a real one has. */
  readonly directoryFolder: string;
  /** Milliseconds that the child's clock is ahead. */
  readonly clockOffset: number;
}

const program = fileURLToPath(new URL('./child-portal.ts', import.meta.url));

export const newMasterKey = () => randomBytes(32).toString('hex');

/** Settings of a portal on a port of its own that keeps its data in `folder`. */
export async function childSettings(
  folder: string,
  directory: Settings['directory'],
): Promise<ChildOptions['settings']> {
  const port = await openPort();
  return {
    host: '127.0.0.1',
    port,
    dataFolder: folder,
    logLevel: 'warn',
    origins: [`http://127.0.0.1:${port}`],
    proxies: [],
    ...defaultSafety,
    directory,
    storeUrl: 'sqlite',
    passwordRules: defaultPasswordRules,
    expiryNoticeDays: [],
    failuresPerHour: 60,
    // Every test comes from one address, which is one kiosk here.
    limits: { kiosk: { capacity: 10_000, secondsPerTry: 1 } },
    messagesFolder: `${folder}/messages`,
    metricsToken: null,
    public: {
      organisation: 'Santé Val-d’Ormes',
      helpDesk: { phone: '01 99 00 12 34', hours: '7 h – 19 h' },
      theme: {},
      logo: null,
      temporaryPasswordHours: 24,
      demo: true,
    },
  };
}

export interface ChildPortal {
  readonly url: string;
  readonly pid: number;
  /** Everything that it has written to its standard output, its log. */
  readonly output: readonly string[];
  /** Accounts that the directory was asked to reset, in order. */
  readonly resets: readonly string[];
  /** Resolves when the process has gone, with what ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  arm(step: KillStep, options?: { readonly nth?: number; readonly afterMillis?: number }): Promise<void>;
  kill(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>;
}

type Said = { readonly url: string } | { readonly armed: true } | { readonly reset: string };

export async function startChild(
  options: ChildOptions,
  env: Readonly<Record<string, string>> = {},
): Promise<ChildPortal> {
  const child: ChildProcess = fork(program, [JSON.stringify(options)], {
    execArgv: [],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const output: string[] = [];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const resets: string[] = [];
  child.on('message', (message: Said) => 'reset' in message && resets.push(message.reset));
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? code ?? -1));
  });
  const gone = ended.then((how): never => {
    throw new Error(`the child portal ended: ${how}`);
  });
  gone.catch(() => undefined);
  const next = (): Promise<Said> =>
    Promise.race([once(child, 'message').then(([said]) => said as Said), gone]);
  const first = await next();
  const url = 'url' in first ? first.url : '';
  return {
    url,
    pid: child.pid as number,
    ended,
    output,
    resets,
    async arm(step, { nth = 1, afterMillis = 0 } = {}) {
      const answer = next();
      child.send({ arm: { step, nth, afterMillis } satisfies Arm });
      await answer;
    },
    kill(signal) {
      child.kill(signal);
      return ended;
    },
  };
}
