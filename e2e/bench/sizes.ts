/** The sizes of the benchmark, read from the environment. */
export const sizes = {
  /** Runs of each measurement. */
  runs: readSize('BENCH_RUNS', 3),
  /** Runs of Lighthouse; 0 skips it. */
  lighthouseRuns: readSize('BENCH_LIGHTHOUSE_RUNS', 3),
  /** Messages that arrive at once. */
  burst: readSize('BENCH_BURST', 1_000),
  /** Messages in the long transcript. */
  messages: readSize('BENCH_MESSAGES', 10_000),
  /** Keystrokes of one measurement. */
  keys: readSize('BENCH_KEYS', 100),
};

function readSize(name: string, byDefault: number) {
  const value = Number(process.env[name] ?? byDefault);
  if (!Number.isInteger(value) || value < 0) throw new Error(`${name} is not a whole number`);
  return value;
}
