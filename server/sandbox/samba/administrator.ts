import { readFile } from 'node:fs/promises';
import { Attribute, Change, Client, type Control } from 'ldapts';
import { baseOf, type Controller, caFileOf, ldapsUrl } from './controller.ts';

export type Values = string | Buffer | readonly string[];
type Operation = 'add' | 'delete' | 'replace';

/** The domain's Administrator over LDAPS: how everything in the sandbox is made. */
export interface Administrator {
  readonly controller: Controller;
  readonly base: string;
  readonly client: Client;
  add(dn: string, attributes: Readonly<Record<string, Values>>): Promise<void>;
  modify(dn: string, operation: Operation, type: string, values: Values, control?: Control): Promise<void>;
  /** One attribute of one entry as bytes; null when absent. */
  bytes(dn: string, attribute: string, control?: Control): Promise<Buffer | null>;
  close(): Promise<void>;
}

export async function signInAsAdministrator(controller: Controller): Promise<Administrator> {
  const ca = [await readFile(caFileOf(controller))];
  const tlsOptions = { ca, minVersion: 'TLSv1.2' as const };
  const client = new Client({ url: ldapsUrl(controller), timeout: 20_000, connectTimeout: 5000, tlsOptions });
  await client.bind(`Administrator@${controller.realm}`, controller.administratorPassword);
  return {
    controller,
    base: baseOf(controller),
    client,
    add: (dn, attributes) =>
      client.add(
        dn,
        Object.entries(attributes).map(([type, values]) => attribute(type, values)),
      ),
    modify: (dn, operation, type, values, control) =>
      client.modify(dn, new Change({ operation, modification: attribute(type, values) }), control),
    bytes: async (dn, name, control) => {
      const options = { scope: 'base' as const, attributes: [name], explicitBufferAttributes: [name] };
      const { searchEntries } = await client.search(dn, options, control);
      const value = searchEntries[0]?.[name];
      return Buffer.isBuffer(value) ? value : null;
    },
    close: () => client.unbind(),
  };
}

function attribute(type: string, values: Values): Attribute {
  const list = typeof values === 'string' || Buffer.isBuffer(values) ? [values] : [...values];
  return new Attribute({ type, values: list as string[] });
}

/** `unicodePwd` as the directory takes it: quoted, UTF-16LE (MS-ADTS 3.1.1.3.1.5.1). */
export function unicodePassword(password: string): Buffer {
  return Buffer.from(`"${password}"`, 'utf16le');
}
