/**
 * `npm test`: everything. Installs what is missing and can be had (Debian, as root); elsewhere names each suite that it
 * skips and the command that would enable it. With CI=true a skipped suite is a failure.
 * Words after `--` go to vitest, e.g. `npm test -- --project unit`.
 */
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { components } from './support/components.ts';

const run = (command: string, args: string[], env: Record<string, string> = {}) =>
  spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1;

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly name: string;
    readonly assertionResults: readonly unknown[];
  }[];
}

/** Test files that import the support module of a component which this machine lacks. */
function filesNeeding(support: string): string[] {
  return globSync('tests/**/*.test.ts').filter((file) =>
    readFileSync(file, 'utf8').includes(`support/${support}`),
  );
}

const skipped: string[] = [];
for (const component of components) {
  if (component.available() || (component.install() && component.available())) continue;
  for (const file of filesNeeding(component.support)) {
    skipped.push(file);
    console.log(`skipped: ${file} needs ${component.name}. To enable it: ${component.command}`);
  }
}

const wanted = process.argv.slice(2);
if (run('npm', ['run', '-s', 'build']) !== 0) process.exit(1);

const folder = mkdtempSync(join(tmpdir(), 'reprise-report-'));
const outputFile = join(folder, 'report.json');
const status = run('vitest', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${outputFile}`,
  ...skipped.map((file) => `--exclude=${file}`),
  ...wanted,
]);
const report = JSON.parse(readFileSync(outputFile, 'utf8')) as Report;
rmSync(folder, { recursive: true });

const unrun = report.numPendingTests + report.numTodoTests;
// A file that fails to load has no failed test of its own, and counts as one.
const broken = report.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
).length;
const strict = process.env['CI'] === 'true';
const missed = strict ? skipped.length + unrun : 0;
if (missed > 0) console.log(`With CI=true nothing may be skipped: ${skipped.length} files, ${unrun} tests.`);
const failed = report.numFailedTests + broken + missed;
console.log(`${report.numPassedTests} passed, ${failed} failed`);
process.exit(status === 0 && failed === 0 ? 0 : 1);
