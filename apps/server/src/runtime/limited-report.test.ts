import assert from 'node:assert/strict';
import test from 'node:test';
import { createLimitedReport } from './limited-report.ts';

test('each value is reported at most once per interval, with the number of those left out since', () => {
  let now = 0;
  const reported: [number, string, number][] = [];
  const report = createLimitedReport<'one' | 'two'>({
    intervalMs: 60_000,
    monotonicNow: () => now,
    report: (value, omitted) => reported.push([now, value, omitted]),
  });
  report('one');
  now = 59_999;
  report('one');
  report('two');
  report('one');
  now = 60_000;
  report('one');
  report('two');
  now = 120_000;
  report('one');
  report('two');
  assert.deepEqual(reported, [
    [0, 'one', 0],
    [59_999, 'two', 0],
    [60_000, 'one', 2],
    [120_000, 'one', 0],
    [120_000, 'two', 1],
  ]);
});
