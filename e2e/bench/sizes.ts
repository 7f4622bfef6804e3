/** How much is measured, by the names in the environment. */
export const sizes = {
  /** How often everything is measured. */
  runs: size('BENCH_RUNS', 3),
  /** How often by Lighthouse; 0 leaves it out. */
  lighthouseRuns: size('BENCH_LIGHTHOUSE_RUNS', 3),
  /** Letters that come at once. */
  burst: size('BENCH_BURST', 1_000),
  /** Lines in a transcript that has become long. */
  lines: size('BENCH_LINES', 10_000),
  /** Keys that are typed. */
  keys: size('BENCH_KEYS', 100),
};

function size(name: string, usual: number) {
  const value = Number(process.env[name] ?? usual);
  if (!Number.isInteger(value) || value < 0) throw new Error(`${name} is not a whole number`);
  return value;
}
