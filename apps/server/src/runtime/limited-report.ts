/**
 * Returns a function that passes a value to `report` at most once in `intervalMs`, together with the number of values that it did not pass
 * since the last one. So nobody can fill a log.
 */
export const createLimitedReport = <Value>({
  intervalMs,
  monotonicNow,
  report,
}: {
  readonly intervalMs: number;
  /** Returns ms of a clock that never jumps. */
  readonly monotonicNow: () => number;
  readonly report: (value: Value, omitted: number) => void;
}): ((value: Value) => void) => {
  let reportedAt = -Infinity;
  let omitted = 0;
  return (value) => {
    const now = monotonicNow();
    if (now - reportedAt < intervalMs) return void omitted++;
    report(value, omitted);
    reportedAt = now;
    omitted = 0;
  };
};
