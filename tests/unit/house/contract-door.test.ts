import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build, type Plugin } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contractDoor } from '../../../scripts/contract-door.ts';

const root = resolve(import.meta.dirname, '../../..');
type Files = Readonly<Record<string, string>>;

/** Files that exist for the bundler alone; `server/` may also be the real one. */
function imagined(files: Files): Plugin {
  const at = (path: string) => join(root, path);
  return {
    name: 'imagined',
    resolveId(source, importer) {
      const path = source.startsWith('.') && importer ? join(dirname(importer), source) : source;
      return Object.keys(files).some((name) => at(name) === path) ? path : null;
    },
    load: (id) => Object.entries(files).find(([name]) => at(name) === id)?.[1] ?? null,
  };
}

async function bundled(files: Files): Promise<string> {
  const result = await build({
    configFile: false,
    root,
    logLevel: 'silent',
    plugins: [contractDoor(), imagined(files)],
    build: {
      write: false,
      minify: false,
      rollupOptions: { input: join(root, 'app/imagined/entry.ts'), preserveEntrySignatures: 'strict' },
    },
  });
  const [output] = [result].flat();
  return output && 'output' in output
    ? output.output.map((part) => ('code' in part ? part.code : '')).join('\n')
    : '';
}

const secret = "export const secret = 'never in a browser';\nexport type Secret = typeof secret;\n";

describe('the build', () => {
  it.each<[string, Files]>([
    [
      'a value from server/',
      {
        'app/imagined/entry.ts':
          "import { secret } from '../../server/imagined.ts';\nexport const shown = secret;",
      },
    ],
    ['a whole module for its effects', { 'app/imagined/entry.ts': "import '../../server/imagined.ts';" }],
    [
      'a value behind a dynamic import',
      { 'app/imagined/entry.ts': "export const load = () => import('../../server/imagined.ts');" },
    ],
    ['a value handed on', { 'app/imagined/entry.ts': "export { secret } from '../../server/imagined.ts';" }],
    [
      'a value through a file of app/',
      {
        'app/imagined/entry.ts': "export * from './between.ts';",
        'app/imagined/between.ts': "export * from '../../server/imagined.ts';",
      },
    ],
    [
      'a value beside a type',
      {
        'app/imagined/entry.ts':
          "import { secret, type Secret } from '../../server/imagined.ts';\nexport const shown: Secret = secret;",
      },
    ],
  ])(
    'refuses %s',
    async (_name, files) => {
      await expect(bundled({ ...files, 'server/imagined.ts': secret })).rejects.toThrow(
        /imports a value from server\/imagined\.ts/,
      );
    },
    30_000,
  );

  it('lets types pass, and then nothing of server/ is in what it made', async () => {
    const code = await bundled({
      'app/imagined/entry.ts':
        "import type { Secret } from '../../server/imagined.ts';\nexport const shown = (value: Secret) => value.length;",
      'server/imagined.ts': secret,
    });
    expect(code).toContain('.length');
    expect(code).not.toContain('never in a browser');
  }, 30_000);
});

/** Runs a program of the house to its end; it may end with findings. */
async function output(program: string, args: string[], cwd: string): Promise<string> {
  const run = promisify(execFile)(process.execPath, [join(root, 'node_modules', program), ...args], {
    cwd,
    maxBuffer: 64 << 20,
  });
  return run.then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
}

describe('the lint', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-door-'));
  const files: Files = {
    'server/contract.ts': "export type { Secret } from './secrets.ts';\nexport const value = 1;\n",
    'server/secrets.ts': secret,
    'app/shared/pure.ts': 'export const pure = 1;\n',
    'app/good.ts': "import type { Secret } from '../server/contract.ts';\nexport type Mine = Secret;\n",
    'app/value.ts': "import { value } from '../server/contract.ts';\nexport const mine = value;\n",
    'app/past-the-door.ts':
      "import type { Secret } from '../server/secrets.ts';\nexport type Mine = Secret;\n",
    'app/both.ts': "import { secret } from '../server/secrets.ts';\nexport const mine = secret;\n",
    'server/good.ts': "import { pure } from '../app/shared/pure.ts';\nexport const mine = pure;\n",
    'server/page.ts': "import { mine } from '../app/value.ts';\nexport const hers = mine;\n",
  };
  let violations: string[];

  beforeAll(async () => {
    for (const name of ['.dependency-cruiser.js', 'tsconfig.json'])
      cpSync(join(root, name), join(folder, name));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const args = ['--config', '.dependency-cruiser.js', '--output-type', 'json', 'app', 'server'];
    const report = JSON.parse(await output('dependency-cruiser/bin/dependency-cruiser.mjs', args, folder));
    violations = report.summary.violations.map(
      (found: { rule: { name: string }; from: string; to: string }) =>
        `${found.from} → ${found.to}: ${found.rule.name}`,
    );
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('refuses a value, and a type from anywhere but the door', () => {
    expect(violations.sort()).toEqual([
      'app/both.ts → server/secrets.ts: contract-door',
      'app/both.ts → server/secrets.ts: contract-door-types-only',
      'app/past-the-door.ts → server/secrets.ts: contract-door',
      'app/value.ts → server/contract.ts: contract-door-types-only',
      'server/page.ts → app/value.ts: server-takes-values-from-shared-only',
    ]);
  });
});

describe('the compiler', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-words-'));
  const from = (path: string) => JSON.stringify(join(root, path));
  const files: Files = {
    'good.ts': `import { Failure } from ${from('app/shared/failure.ts')};\nexport const known = new Failure('identification-refused');\n`,
    'unknown-code.ts': `import { Failure } from ${from('app/shared/failure.ts')};\nexport const unknown = new Failure('nobody-translated-this');\n`,
    'whole.ts': `import { en } from ${from('app/i18n/en.ts')};\nimport type { Messages } from ${from('app/i18n/messages.ts')};\nexport const whole: Messages = { ...en, failure: { ...en.failure } };\n`,
    'missing.ts': `import { en } from ${from('app/i18n/en.ts')};\nimport type { Messages } from ${from('app/i18n/messages.ts')};\nconst { internal, ...rest } = en.failure;\nexport const left = internal;\nexport const missing: Messages = { ...en, failure: rest };\n`,
  };
  let errors: string;

  beforeAll(async () => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const config = {
      extends: join(root, 'tsconfig.json'),
      include: ['*.ts'],
      exclude: [],
      compilerOptions: { types: [], typeRoots: [] },
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    errors = await output('typescript/bin/tsc', ['--project', folder, '--pretty', 'false'], folder);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('refuses a failure that has no sentence and a language that lacks one, and nothing else', () => {
    const found = errors.split('\n').filter((line) => /^[\w-]+\.ts\(.*error TS/.test(line));
    expect(found.map((line) => line.replace(/\(.*?\): error (TS\d+).*/, ' $1')).sort()).toEqual([
      'missing.ts TS2741',
      'unknown-code.ts TS2345',
    ]);
    expect(errors).toContain("'internal' is missing");
    expect(errors).toContain('nobody-translated-this');
  });
});
