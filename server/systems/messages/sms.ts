import { createHash } from 'node:crypto';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { Message, MessageLog } from './port.ts';
import { undelivered } from './undelivered.ts';

export interface SmsGatewaySettings {
  readonly url: string;
  /** With `{to}` and `{text}`. */
  readonly body: string;
  readonly type: 'json' | 'form';
  readonly headers: Readonly<Record<string, string>>;
  /** PEM of the only authority trusted; null = the system's. */
  readonly ca: string | null;
}

const usualWithinMs = 10_000;
/** Of an answer that nobody reads; more is cut off. */
const maxAnswerBytes = 16_384;

const encodings = {
  json: { type: 'application/json; charset=utf-8', encode: (value: string) => JSON.stringify(value) },
  form: { type: 'application/x-www-form-urlencoded', encode: formValue },
} as const;

/** SMS through an HTTP gateway: one POST each, made of the configured template. */
export function createSmsGateway(
  settings: SmsGatewaySettings,
  log: MessageLog,
  withinMs: number = usualWithinMs,
) {
  return {
    async send(message: Message, signal: AbortSignal): Promise<void> {
      try {
        const limit = AbortSignal.any([signal, AbortSignal.timeout(withinMs)]);
        const status = await post(settings, message, limit);
        // A redirection is not followed: it would carry number and text to somewhere that nobody configured.
        if (status < 200 || status > 299)
          throw Object.assign(new Error(), { code: 'REFUSED', responseCode: status });
      } catch (error) {
        throw undelivered(log, 'sms', error);
      }
    },
  };
}

/** The template with both values in, each encoded as a whole; what a value looks like is never looked at again. */
export function smsBody(
  { body, type }: Pick<SmsGatewaySettings, 'body' | 'type'>,
  values: { readonly to: string; readonly text: string },
): string {
  return body.replace(/\{(to|text)\}/g, (_, name: 'to' | 'text') => encodings[type].encode(values[name]));
}

/** As a browser's form would (WHATWG URL, application/x-www-form-urlencoded). */
function formValue(value: string): string {
  return new URLSearchParams({ v: value }).toString().slice(2);
}

/** The status of the answer, once it has ended or said more than anybody needs. */
function post(settings: SmsGatewaySettings, message: Message, signal: AbortSignal): Promise<number> {
  const body = Buffer.from(smsBody(settings, message));
  const request = settings.url.startsWith('https:') ? tlsRequest : plainRequest;
  const headers = {
    'Content-Type': encodings[settings.type].type,
    // So that a gateway which knows it sends a repeated request once (draft-ietf-httpapi-idempotency-key-header).
    'Idempotency-Key': `"${createHash('sha256').update(message.idempotencyKey).digest('hex').slice(0, 40)}"`,
    ...settings.headers,
    'Content-Length': String(body.length),
  };
  const trust = settings.ca === null ? {} : { ca: [settings.ca] };
  return new Promise((resolve, reject) => {
    const sent = request(
      settings.url,
      { method: 'POST', headers, signal, agent: false, minVersion: 'TLSv1.2', ...trust },
      (answer) => {
        const status = answer.statusCode ?? 0;
        let bytes = 0;
        // The status has been said: an answer that breaks off later changes nothing of it.
        const end = () => {
          resolve(status);
          sent.destroy();
        };
        answer.on('data', (part: Buffer) => {
          bytes += part.length;
          if (bytes > maxAnswerBytes) end();
        });
        for (const event of ['end', 'error', 'close']) answer.on(event, end);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
