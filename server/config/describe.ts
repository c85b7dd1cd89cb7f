import type { z } from 'zod';
import { fileSchema } from './schema.ts';

export interface SettingDescription {
  /** Path in the file, e.g. `directory.urls`. */
  readonly path: string;
  readonly description: string;
  /** As it would stand in the file, JSON being YAML. */
  readonly example: string;
}

/** The two members of zod's definitions that matter here: an object's shape, a wrapper's inside. */
type Definition = { readonly shape?: Record<string, z.ZodType>; readonly innerType?: z.ZodType };

const definition = (schema: z.ZodType) => schema.def as Definition;

function unwrap(schema: z.ZodType): z.ZodType {
  const inner = definition(schema).innerType;
  return inner && !schema.meta() ? unwrap(inner) : schema;
}

/** Every setting with its sentence and example, in the order of the file. */
export function describeSettings(schema: z.ZodType = fileSchema, prefix = ''): SettingDescription[] {
  const found = unwrap(schema);
  const meta = found.meta();
  if (meta?.description) {
    const [example] = (meta['examples'] as unknown[] | undefined) ?? [];
    return [{ path: prefix, description: meta.description, example: JSON.stringify(example) }];
  }
  return Object.entries(definition(found).shape ?? {}).flatMap(([key, child]) =>
    describeSettings(child, prefix ? `${prefix}.${key}` : key),
  );
}

/** The description of the setting that a path such as `directory.urls[0]` belongs to. */
export function settingAt(path: string): SettingDescription | undefined {
  return describeSettings().find(
    (setting) =>
      path === setting.path || path.startsWith(`${setting.path}.`) || path.startsWith(`${setting.path}[`),
  );
}
