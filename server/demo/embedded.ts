import type { DemoDirectory } from './demo.ts';
import { loadPeople } from './people.ts';

/** The sample people as rows of the portal's own store. */
export function embeddedDemo(): DemoDirectory {
  return {
    settings: { kind: 'embedded' },
    ldap: null,
    fill: ({ store, clock }) => loadPeople(store, clock),
    stop: async () => {},
  };
}
