/**
 * Returns a function that passes each value to `report` at most once in `intervalMs`, together with the number of times that it did not
 * pass this value since. So nobody can fill a log. It remembers every value: they must come from a small set.
 */
export const createLimitedReport = <Value extends string>({
  intervalMs,
  monotonicNow,
  report,
}: {
  readonly intervalMs: number;
  /** Returns ms of a clock that never jumps. */
  readonly monotonicNow: () => number;
  readonly report: (value: Value, omitted: number) => void;
}): ((value: Value) => void) => {
  const reports = new Map<Value, { readonly reportedAt: number; omitted: number }>();
  return (value) => {
    const now = monotonicNow();
    const last = reports.get(value);
    if (last && now - last.reportedAt < intervalMs) return void last.omitted++;
    reports.set(value, { reportedAt: now, omitted: 0 });
    report(value, last?.omitted ?? 0);
  };
};
