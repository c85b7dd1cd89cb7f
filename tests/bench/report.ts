/** One figure: what was measured, against what floor, and whether it holds. */
export interface Figure {
  readonly name: string;
  readonly measured: string;
  readonly floor: string;
  readonly holds: boolean;
  /** False for a figure that is shown and not judged. */
  readonly stated?: boolean;
}

export function atMost(name: string, value: number, limit: number, unit = ''): Figure {
  return { name, measured: `${round(value)}${unit}`, floor: `≤ ${limit}${unit}`, holds: value <= limit };
}

export function atLeast(name: string, value: number, limit: number, unit = ''): Figure {
  return { name, measured: `${round(value)}${unit}`, floor: `≥ ${limit}${unit}`, holds: value >= limit };
}

/** A figure without a bound of its own, beside the wanted one that it cannot meet; `why` names the decision. */
export function forInformation(name: string, value: number, wanted: string, why: string, unit = ''): Figure {
  return {
    name,
    measured: `${round(value)}${unit}`,
    floor: `(${wanted}: ${why})`,
    holds: true,
    stated: false,
  };
}

export const round = (value: number): number =>
  value >= 100 ? Math.round(value) : Math.round(value * 100) / 100;

/** The value below which the given share of the samples lies. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

export function table(figures: readonly Figure[]): string {
  const rows = [
    ['', 'figure', 'measured', 'stated'],
    ...figures.map((f) => [
      f.stated === false ? 'info' : f.holds ? 'ok' : 'MISSED',
      f.name,
      f.measured,
      f.floor,
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
