import { z } from 'zod';
import { httpUrl, list, secretReference, setting, text, whole } from './parts.ts';

const mailAddress = z.email({ error: 'a mail address' }).max(254);

const mailServer = z.strictObject({
  host: text(200),
  port: whole(1, 65_535).default(587),
  /** `implicit`: TLS from the first byte; `required`: STARTTLS or nothing; `none`: a relay on the same machine. */
  tls: z.enum(['implicit', 'required', 'none'], { error: 'implicit, required or none' }).default('required'),
  from: mailAddress,
  user: text(200).optional(),
  password: secretReference.optional(),
  ca: secretReference.optional(),
});

export const mail = setting(
  mailServer.nullable().default(null),
  'SMTP server for notices and codes; null sends no mail.',
  { host: 'smtp.example.org', port: 587, tls: 'required', from: 'reprise@example.org' },
);

const smsGateway = z.strictObject({
  url: httpUrl,
  /** Holds `{to}` and `{text}`, each replaced by the value as a JSON string (`json`) or form value (`form`). */
  body: text(2000),
  type: z.enum(['json', 'form'], { error: 'json or form' }).default('json'),
  headers: z.record(text(60), z.union([text(500), secretReference])).default({}),
  ca: secretReference.optional(),
});

export const sms = setting(
  smsGateway.nullable().default(null),
  'HTTP gateway for SMS: POST with this body, where {to} and {text} stand for the number and the text; null sends none.',
  { url: 'https://sms.example.org/send', body: '{"to":{to},"message":{text}}', type: 'json' },
);

export const notices = z
  .strictObject({
    manager: setting(
      z.boolean({ error: 'true or false' }).default(false),
      'Also tells the agent’s manager (`manager` in the directory) of a reset.',
      false,
    ),
    scrambleWhenDisavowed: setting(
      z.boolean({ error: 'true or false' }).default(false),
      'Whether “it was not me” also replaces the account’s password by one that nobody knows.',
      false,
    ),
  })
  .prefault({});

export const alerts = z
  .strictObject({
    mail: setting(
      list(mailAddress).default([]),
      'Who gets a mail when failed identifications pass the global limit.',
      ['it-security@example.org'],
    ),
  })
  .prefault({});
