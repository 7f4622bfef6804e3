/** A quantity with one value for each run. */
export interface Figure {
  readonly name: string;
  readonly values: readonly number[];
  readonly unit: string;
  /** The value to aim for. Missing it is not a failure. */
  readonly target?: string;
}

/** The value at this share of all, from 0 to 1: 0.5 is the median. NaN without values. */
export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)] ?? Number.NaN;

/** Formats figures as a table: median, minimum and maximum of the runs, and target. */
export const formatTable = (figures: readonly Figure[]): string => {
  const rows = figures.map(({ name, values, unit, target = '' }) => {
    const [min, max] = [Math.min(...values), Math.max(...values)];
    const spread = min === max ? '' : `${formatValue(min)} to ${formatValue(max)}`;
    return [name, `${formatValue(percentile(values, 0.5))} ${unit}`.trim(), spread, target];
  });
  const all = [['', 'median', 'range', 'target'], ...rows];
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

const formatValue = (value: number) => (Number.isInteger(value) || value >= 100 ? value.toFixed(0) : value.toFixed(1));
