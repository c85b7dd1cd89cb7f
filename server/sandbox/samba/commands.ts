import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What Samba's programs get of the environment: where they live, plain messages, and no fsync of throw-away data. */
export const commandEnvironment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C.UTF-8',
  TDB_NO_FSYNC: '1',
} as unknown as NodeJS.ProcessEnv & { readonly PATH: string };

/**
 * Runs a program to its end and returns what it printed. Rejects with the end of its error output; the arguments are
 * left out of the error because they may hold a password.
 */
export async function command(file: string, args: readonly string[], cwd?: string): Promise<string> {
  try {
    const { stdout } = await run(file, [...args], {
      env: commandEnvironment,
      maxBuffer: 8 << 20,
      ...(cwd === undefined ? {} : { cwd }),
    });
    return stdout;
  } catch (error) {
    const { stderr = '', code } = error as { stderr?: string; code?: unknown };
    throw new Error(`${file} failed (${String(code)}): ${stderr.trim().slice(-600)}`);
  }
}
