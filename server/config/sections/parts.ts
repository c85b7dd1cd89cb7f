import { isIP } from 'node:net';
import { z } from 'zod';

/** A setting with the sentence and the example that a wrong value is answered with. */
export const setting = <T extends z.ZodType>(schema: T, description: string, example: unknown): T =>
  schema.meta({ description, examples: [example] });

export const secretReference = z.union(
  [z.strictObject({ file: z.string().min(1) }), z.strictObject({ env: z.string().min(1) })],
  { error: 'a secret given as { file: PATH } or { env: NAME }' },
);

export const text = (max = 200) =>
  z.string({ error: 'a text' }).trim().min(1, 'a text that is not empty').max(max);
export const list = <T extends z.ZodType>(item: T) => z.array(item, { error: 'a list' });
export const whole = (min: number, max: number) =>
  z
    .int({ error: `a whole number from ${min} to ${max}` })
    .min(min, `a whole number from ${min} to ${max}`)
    .max(max, `a whole number from ${min} to ${max}`);
export const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour as #rrggbb');
export const distinguishedName = text(500).regex(/^\w[\w.-]*=.+,.+/, 'a distinguished name');

export const ldapsUrl = z
  .string({ error: 'an ldaps:// URL' })
  .regex(/^ldaps:\/\/[^/\s]+$/, 'an ldaps:// URL without a path (cleartext LDAP is not accepted)');

export const publicUrl = z
  .string({ error: 'an http(s):// URL' })
  .regex(/^https?:\/\/[^/\s?#]+$/, 'the origin alone, without a path or a final slash');

export const httpUrl = z
  .string({ error: 'an http(s):// URL' })
  .regex(/^https?:\/\/[^/\s?#]+(\/[^\s?#]*[^/\s?#])?$/, 'an http(s):// URL without a final slash');

/** An address or a network in CIDR notation, IPv4 or IPv6. */
export const network = text(60).refine(isNetwork, 'an address or a network such as 10.20.0.0/16');

function isNetwork(value: string): boolean {
  const [address = '', prefix, ...more] = value.split('/');
  const family = isIP(address);
  const bits = prefix === undefined ? 0 : Number(prefix);
  const whole = prefix === undefined || /^\d{1,3}$/.test(prefix);
  return family !== 0 && more.length === 0 && whole && bits <= (family === 4 ? 32 : 128);
}

export type SecretReference = z.output<typeof secretReference>;
