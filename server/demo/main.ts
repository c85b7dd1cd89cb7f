import { parseArgs } from 'node:util';
import { ConfigurationError } from '../config/configuration-error.ts';
import { builtAssets, builtPages } from '../http/built-pages.ts';
import { stopOnSignals } from '../portal.ts';
import { type DemoOptions, startDemo } from './demo.ts';
import { peopleTable } from './people-table.ts';

const help = `The portal with a sample organisation. Usage: npm run demo -- [options]
  --directory embedded|samba   where the sample people live (default: embedded; samba needs Debian's samba packages)
  --keep                       go on with the data of the last run
Environment: HOST (127.0.0.1), PORT (3000), DATA_DIR (./data), LOG_LEVEL`;

export function demoOptions(words: string[]): DemoOptions | null {
  const { values } = parseArgs({
    args: words,
    options: {
      directory: { type: 'string', default: 'embedded' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { directory } = values;
  if (values.help || (directory !== 'embedded' && directory !== 'samba')) return null;
  return { directory, keep: values.keep };
}

const options = demoOptions(process.argv.slice(2));
if (options === null) {
  console.log(help);
  process.exit(process.argv.includes('--help') ? 0 : 2);
}
try {
  const demo = await startDemo(options, { pages: await builtPages(), assets: builtAssets });
  console.log(peopleTable(demo.url));
  stopOnSignals(demo, demo.log);
} catch (error) {
  console.error(error instanceof ConfigurationError ? error.findings.join('\n') : (error as Error).message);
  process.exit(2);
}
