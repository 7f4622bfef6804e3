/** Something that was measured, once in each run. */
export interface Figure {
  readonly what: string;
  readonly values: readonly number[];
  readonly unit: string;
  /** What it ought to be, for the reader: nobody fails for it. */
  readonly aim?: string;
}

/** The value at this share of all, 0.5 being the median; NaN of none. */
export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)] ?? Number.NaN;

/** The figures as a table: the median of the runs, the least and the most of them, and what it ought to be. */
export const table = (figures: readonly Figure[]): string => {
  const rows = figures.map(({ what, values, unit, aim = '' }) => {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const spread = least === most ? '' : `${short(least)} to ${short(most)}`;
    return [what, `${short(percentile(values, 0.5))} ${unit}`.trim(), spread, aim];
  });
  const all = [['', 'median', 'of the runs', 'aim'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

const short = (value: number) => (Number.isInteger(value) || value >= 100 ? value.toFixed(0) : value.toFixed(1));
