import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connect } from 'node:tls';
import { commandEnvironment } from './commands.ts';
import { type Controller, caFileOf, configurationOf, ldapsUrl, loadController } from './controller.ts';

export interface RunningSamba {
  readonly controller: Controller;
  readonly url: string;
  readonly caFile: string;
  readonly pid: number;
  /** Ends this process, and no other, and waits until it has gone. */
  stop(): Promise<void>;
}

const readyWithinMs = 30_000;

/**
 * Starts a provisioned controller as one process and resolves when LDAPS answers with its own certificate.
 * The process ends with its parent: an interactive Samba leaves when its standard input closes.
 */
export async function startSamba(folder: string): Promise<RunningSamba> {
  const controller = await loadController(folder);
  const output = await open(join(controller.folder, 'samba.out'), 'a');
  const options = ['--interactive', '--no-process-group', '--model=single'];
  const child = spawn('samba', [...options, `--configfile=${configurationOf(controller)}`], {
    env: commandEnvironment,
    stdio: ['pipe', output.fd, output.fd],
  });
  try {
    await ready(child, controller);
  } catch (error) {
    await stop(child);
    throw error;
  } finally {
    await output.close();
  }
  const url = ldapsUrl(controller);
  return { controller, url, caFile: caFileOf(controller), pid: child.pid!, stop: () => stop(child) };
}

async function ready(child: ChildProcess, controller: Controller): Promise<void> {
  const ca = await readFile(caFileOf(controller));
  let failed = false;
  child.once('error', () => {
    failed = true;
  });
  for (const end = Date.now() + readyWithinMs; Date.now() < end; await wait(30)) {
    if (failed || child.exitCode !== null) break;
    if (await answers(controller.address, ca)) return;
  }
  throw new Error(`samba did not start: see ${controller.folder}/samba.out`);
}

function answers(host: string, ca: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: 636, ca, timeout: 1000 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('secureConnect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 5000);
  await gone;
  clearTimeout(patience);
}
