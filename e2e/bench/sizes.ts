import { readSize } from './read-size.ts';

/** The sizes of the benchmark, read from the environment. */
export const sizes = {
  /** Runs of each measurement. */
  runs: readSize('BENCH_RUNS', 3, 0),
  /** Runs of Lighthouse; 0 skips it. */
  lighthouseRuns: readSize('BENCH_LIGHTHOUSE_RUNS', 3, 0),
  /** Messages that arrive at once. */
  burst: readSize('BENCH_BURST', 1_000, 0),
  /** Messages in the long transcript. */
  messages: readSize('BENCH_MESSAGES', 10_000, 0),
  /** Keystrokes of one measurement. */
  keys: readSize('BENCH_KEYS', 100, 0),
};
