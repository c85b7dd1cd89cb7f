import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Something to look through, by name. */
export type Places = Map<string, Buffer>;

/** Every file below a folder, as it lies on the disk: database pages, write-ahead log, messages. */
export function filesBelow(folder: string): Places {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [`file ${relative(folder, path)}`, readFileSync(path)];
    }),
  );
}

/** Every value of every table, whole, however the database spreads it over its pages. */
export function tablesOf(file: string): Places {
  const database = new DatabaseSync(file, { readOnly: true });
  const tables = database.prepare("select name from sqlite_master where type = 'table'").all() as {
    name: string;
  }[];
  const valuesOf = (name: string) =>
    database
      .prepare(`select * from "${name}"`)
      .all()
      .flatMap((row) => Object.values(row));
  const places: Places = new Map(
    tables.map(({ name }) => [`table ${name}`, Buffer.from(valuesOf(name).map(String).join('\n'))]),
  );
  database.close();
  return places;
}

/** The forms in which a secret might lie somewhere. */
function formsOf(secret: string): Buffer[] {
  const plain = Buffer.from(secret);
  return [
    plain,
    Buffer.from(secret, 'utf16le'),
    Buffer.from(encodeURIComponent(secret)),
    Buffer.from(JSON.stringify(secret).slice(1, -1)),
    Buffer.from(plain.toString('hex')),
    // Without the end, which depends on what follows.
    Buffer.from(plain.toString('base64').slice(0, -4)),
    Buffer.from(plain.toString('base64url').slice(0, -4)),
  ].filter((form) => form.length >= 6);
}

/** Where which secret lies, by their names: a finding must not print what it found. */
export function findings(secrets: ReadonlyMap<string, string>, places: Places): string[] {
  const found: string[] = [];
  for (const [name, secret] of secrets) {
    const forms = formsOf(secret);
    for (const [place, content] of places) {
      if (forms.some((form) => content.includes(form))) found.push(`${name} in ${place}`);
    }
  }
  return found;
}
