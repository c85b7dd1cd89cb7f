import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface BenchServer {
  readonly url: string;
  readonly process: ChildProcess;
  /** Seconds of processor time used so far, user and system. */
  cpuSeconds(): number;
  stop(): Promise<void>;
}

/** Starts a server on one core (where `taskset` exists) and resolves with the URL that it prints. */
export async function startServer(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<BenchServer> {
  const child = spawn('taskset', ['-c', '0', command, ...args], {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      const found = /https?:\/\/[\w.:[\]]+/.exec(String(text));
      if (found) resolve(found[0]);
    });
    child.once('exit', (code) => reject(new Error(`${command} ended with ${code}`)));
    child.once('error', reject);
  });
  return {
    url,
    process: child,
    cpuSeconds() {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      // utime and stime in clock ticks of 10 ms (proc(5)).
      return (Number(fields[11]) + Number(fields[12])) / 100;
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}
