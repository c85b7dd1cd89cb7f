import { describeSettings } from '../config/describe.ts';
import type { CommandInput } from './commands.ts';

export async function printSettings({ json }: CommandInput): Promise<number> {
  const settings = describeSettings();
  if (json) console.log(JSON.stringify(settings, null, 2));
  else
    for (const { path, description, example } of settings)
      console.log(`${path}\n    ${description}\n    e.g. ${example}\n`);
  return 0;
}
