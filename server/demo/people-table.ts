import { people } from './people.ts';

/** What `npm run demo` prints: where to go and whom to be. */
export function peopleTable(url: string): string {
  const rows = people.map((person) => [
    person.scenario,
    person.surname,
    person.agentNumber,
    person.login,
    person.password ?? '(forgotten)',
    person.establishment,
  ]);
  const table = [['scenario', 'surname', 'agent number', 'login', 'password', 'establishment'], ...rows];
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((row) => (row[column] ?? '').length)),
  );
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return ['', `Reprise is ready: ${url}`, '', ...lines, '', 'End it with Ctrl+C.'].join('\n');
}
