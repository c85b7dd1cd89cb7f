import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { BerReader, BerWriter } from 'ldapts';

/** Application tags of the operations that the portal sends, and of their answers (RFC 4511 §4.2–4.6). */
const tags = {
  bind: 0x60,
  bound: 0x61,
  unbind: 0x42,
  search: 0x63,
  entry: 0x64,
  done: 0x65,
  modify: 0x66,
  modified: 0x67,
};

export interface Answer {
  /** LDAP result code; 0 = success. */
  readonly result: number;
  readonly message?: string;
  /** For result 10. */
  readonly referral?: string;
}

export type Attributes = Readonly<Record<string, readonly (string | Buffer)[]>>;

/** What the server answers; each may be replaced while it runs. */
export interface Script {
  /** `scope`: 0 = the entry itself, 2 = the whole subtree. */
  search(
    base: string,
    scope: number,
  ): { readonly entries: readonly { readonly dn: string; readonly attributes: Attributes }[] } | Answer;
  modify(dn: string): Answer;
}

export interface ScriptedLdap {
  readonly url: string;
  /** Every modify as it came over the wire. */
  readonly modifies: readonly Buffer[];
  /** Connections taken since the start. */
  readonly taken: number;
  /** Ends every open connection. */
  cut(): void;
  stop(): Promise<void>;
}

/** A server that speaks as much LDAPS as it takes to say what a real one cannot be made to say. Every bind succeeds. */
export async function startScriptedLdap(
  tls: { readonly key: Buffer; readonly cert: Buffer },
  script: Script,
): Promise<ScriptedLdap> {
  const modifies: Buffer[] = [];
  let taken = 0;
  const open = new Set<TLSSocket>();
  const server = createServer({ ...tls, minVersion: 'TLSv1.2' }, (socket) => {
    taken += 1;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    let pending: Buffer = Buffer.alloc(0);
    socket.on('data', (data) => {
      pending = Buffer.concat([pending, data]);
      for (let length = messageLength(pending); length !== null; length = messageLength(pending)) {
        for (const answer of answersTo(pending.subarray(0, length))) socket.write(answer);
        pending = pending.subarray(length);
      }
    });
  });

  function answersTo(message: Buffer): Buffer[] {
    const reader = new BerReader(message);
    reader.readSequence();
    const id = reader.readInt()!;
    const tag = reader.readSequence();
    if (tag === tags.bind) return [result(id, tags.bound, { result: 0 })];
    if (tag === tags.modify) {
      modifies.push(Buffer.from(message));
      return [result(id, tags.modified, script.modify(reader.readString() ?? ''))];
    }
    if (tag !== tags.search) return [];
    const searchBase = reader.readString() ?? '';
    const said = script.search(searchBase, reader.readEnumeration() ?? 0);
    if ('result' in said) return [result(id, tags.done, said)];
    return [
      ...said.entries.map(({ dn, attributes }) => entry(id, dn, attributes)),
      result(id, tags.done, { result: 0 }),
    ];
  }

  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `ldaps://127.0.0.1:${(server.address() as AddressInfo).port}`,
    modifies,
    get taken() {
      return taken;
    },
    cut,
    async stop() {
      cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** The length of the first whole message, or null while it has not all come. */
function messageLength(buffer: Buffer): number | null {
  const reader = new BerReader(buffer);
  return reader.readSequence() !== null && reader.remain >= reader.length
    ? reader.offset + reader.length
    : null;
}

function envelope(id: number, tag: number, write: (writer: BerWriter) => void): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(id);
  writer.startSequence(tag);
  write(writer);
  writer.endSequence();
  writer.endSequence();
  return writer.buffer;
}

const result = (id: number, tag: number, answer: Answer): Buffer =>
  envelope(id, tag, (writer) => {
    writer.writeEnumeration(answer.result);
    writer.writeString('');
    writer.writeString(answer.message ?? '');
    if (answer.referral === undefined) return;
    writer.startSequence(0xa3);
    writer.writeString(answer.referral);
    writer.endSequence();
  });

const entry = (id: number, dn: string, attributes: Attributes): Buffer =>
  envelope(id, tags.entry, (writer) => {
    writer.writeString(dn);
    writer.startSequence();
    for (const [name, values] of Object.entries(attributes)) {
      writer.startSequence();
      writer.writeString(name);
      writer.startSequence(0x31);
      for (const value of values) writer.writeBuffer(Buffer.from(value as string), 0x04);
      writer.endSequence();
      writer.endSequence();
    }
    writer.endSequence();
  });
