import { Failure } from '../../app/shared/failure.ts';
import type { SubmittedForm } from './context.ts';

/** No form of the portal needs more; a route that does says so where it is mounted. */
const bodyLimitBytes = 16 * 1024;
const maxFields = 40;
const urlEncoded = 'application/x-www-form-urlencoded';
const acceptedTypes = [urlEncoded, 'multipart/form-data'];

/** Reads at most `limit` bytes; `input-too-large` as soon as there is one more, without waiting for the rest. */
async function cappedBody(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw new Failure('input-too-large');
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) return new Uint8Array(Buffer.concat(chunks));
    size += part.value.byteLength;
    if (size > limit) {
      await reader?.cancel();
      throw new Failure('input-too-large');
    }
    chunks.push(part.value);
  }
}

/** The fields of a body; `multipart/form-data` alone needs the parser of a whole Response. */
async function fieldsOf(body: Uint8Array<ArrayBuffer>, type: string): Promise<FormData | URLSearchParams> {
  if (mediaType(type) === urlEncoded) return new URLSearchParams(new TextDecoder().decode(body));
  return new Response(body, { headers: { 'content-type': type } }).formData().catch(() => {
    throw new Failure('input-malformed');
  });
}

const mediaType = (type: string) => type.split(';')[0]?.trim().toLowerCase() ?? '';

function plainFields(data: FormData | URLSearchParams): SubmittedForm {
  const fields: Record<string, string> = Object.create(null);
  let count = 0;
  for (const [name, value] of data) {
    count += 1;
    const plain = typeof value === 'string' && !value.includes('\0') && value.isWellFormed();
    if (!plain || name in fields || count > maxFields) throw new Failure('input-malformed');
    fields[name] = value;
  }
  return fields;
}

/**
 * The fields of a posted form: each once, text only, without NUL and lone surrogates.
 * Fails with `input-type` (415), `input-too-large` (413) or `input-malformed` (400).
 */
export async function readForm(request: Request, limit = bodyLimitBytes): Promise<SubmittedForm> {
  const type = request.headers.get('content-type') ?? '';
  if (!acceptedTypes.includes(mediaType(type))) throw new Failure('input-type');
  return plainFields(await fieldsOf(await cappedBody(request, limit), type));
}
