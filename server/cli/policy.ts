import { loadSettings } from '../config/load.ts';
import { organisationRules } from '../domain/passwords/organisation.ts';
import { createActiveDirectory } from '../systems/directory/active-directory/active-directory.ts';
import type { CommandInput } from './commands.ts';
import { policyReport } from './policy-report.ts';

const patienceMillis = 20_000;

/** `reprise policy`: 0 when all rules go together, 1 when some contradict each other or cannot be read. */
export async function printPolicy({ json }: CommandInput): Promise<number> {
  const { directory: configured, passwordRules, expiryNoticeDays } = loadSettings();
  if (configured.kind !== 'active-directory') throw new TypeError('a configuration file names a directory');
  const directory = createActiveDirectory(configured.settings);
  try {
    const report = await policyReport(
      directory,
      { organisation: organisationRules(passwordRules), expiryNoticeDays },
      AbortSignal.timeout(patienceMillis),
    );
    console.log(json ? JSON.stringify(report.json, null, 2) : report.lines.join('\n'));
    return report.exitCode;
  } finally {
    await directory.close();
  }
}
