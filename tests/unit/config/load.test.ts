import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { ConfigurationError } from '../../../server/config/configuration-error.ts';
import { describeSettings } from '../../../server/config/describe.ts';
import { loadSettings, parseFile } from '../../../server/config/load.ts';

const example = readFileSync('reprise.example.yaml', 'utf8');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function findings(change: (file: Record<string, object>) => void): readonly string[] {
  const file = parse(example);
  change(file);
  try {
    parseFile(stringify(file), 'reprise.yaml');
    return [];
  } catch (error) {
    return (error as ConfigurationError).findings;
  }
}

describe('reprise.yaml', () => {
  it('the example is valid, and its commented settings are too', () => {
    expect(parseFile(example, 'reprise.yaml').publicUrl).toBe('https://reprise.example.org');
    const all = example.replace(/^(\s*)# (?=[a-zA-Z]+: )/gm, '$1');
    expect(parseFile(all, 'reprise.yaml').store.url).toEqual({ file: '/etc/reprise/postgres.url' });
  });

  it('every setting has a sentence and an example that is itself valid', () => {
    const settings = describeSettings();
    expect(settings.length).toBeGreaterThan(20);
    for (const { path, description, example: text } of settings) {
      expect(description, path).toMatch(/^[A-Z].*[.]$/);
      const wrong = findings((file) => {
        const keys = path.split('.');
        let at = file as Record<string, unknown>;
        for (const key of keys.slice(0, -1)) {
          at[key] ??= {};
          at = at[key] as Record<string, unknown>;
        }
        at[keys.at(-1) ?? ''] = JSON.parse(text);
      });
      expect(wrong, path).toEqual([]);
    }
  });

  it('names path, expectation and example of every wrong value at once', () => {
    const wrong = findings((file) => {
      Object.assign(file, { publicUrl: 'reprise.example.org', colour: 'red' });
      Object.assign(file['directory'] ?? {}, {
        urls: ['ldap://dc1.example.org'],
        bindPassword: 'in the clear',
      });
    });
    expect(wrong).toHaveLength(4);
    const text = wrong.join('\n');
    expect(text).toContain('reprise.yaml: publicUrl: expected');
    expect(text).toContain('directory.urls[0]: expected an ldaps:// URL');
    expect(text).toContain('e.g. directory.urls: ["ldaps://dc1.example.org:636"]');
    expect(text).toContain('directory.bindPassword: expected a secret given as');
    expect(text).toContain('colour: no such setting');
    expect(text).not.toContain('in the clear');
  });

  it('is refused kindly when it is no YAML', () => {
    expect(() => parseFile('a: [1', 'reprise.yaml')).toThrow(/not readable as YAML/);
  });
});

describe('the whole of it', () => {
  const secrets = { REPRISE_CA: 'PEM', REPRISE_BIND: 'Secret-of-the-service' };
  function write(
    change: (file: { directory: Record<string, unknown> }) => void = () => {},
  ): Record<string, string> {
    const file = parse(example);
    file.directory.ca = { env: 'REPRISE_CA' };
    file.directory.bindPassword = { env: 'REPRISE_BIND' };
    change(file);
    writeFileSync(join(folder, 'reprise.yaml'), stringify(file));
    return { ...secrets, REPRISE_CONFIG: join(folder, 'reprise.yaml'), DATA_DIR: join(folder, 'data') };
  }

  it('resolves secrets and makes a master key once, readable by its owner alone', () => {
    const environment = write();
    const first = loadSettings(environment);
    expect(first.directory.kind === 'active-directory' && first.directory.settings.bindPassword).toBe(
      secrets.REPRISE_BIND,
    );
    expect(loadSettings(environment).masterKey).toEqual(first.masterKey);
    expect(statSync(join(folder, 'data/master.key')).mode & 0o777).toBe(0o600);
    expect(JSON.stringify(first.public)).not.toContain(secrets.REPRISE_BIND);
  });

  it('says which secret is missing, and where', () => {
    const environment = write((file) => {
      file.directory['bindPassword'] = { file: join(folder, 'absent') };
    });
    expect(() => loadSettings(environment)).toThrow(/directory\.bindPassword: cannot read the file/);
    expect(() => loadSettings({ ...write(), REPRISE_BIND: '' })).toThrow(/has no REPRISE_BIND/);
  });

  it('without a file says how to get one', () => {
    expect(() => loadSettings({ DATA_DIR: folder, REPRISE_CONFIG: join(folder, 'none.yaml') })).toThrow(
      /reprise\.example\.yaml[\s\S]*npm run demo/,
    );
  });

  it.each([
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s', (name, value) => {
    expect(() => loadSettings({ ...write(), [name]: value })).toThrow(
      new RegExp(`environment ${name}: expected`),
    );
  });
});
