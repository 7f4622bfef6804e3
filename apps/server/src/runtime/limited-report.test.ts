import assert from 'node:assert/strict';
import test from 'node:test';
import { createLimitedReport } from './limited-report.ts';

test('a value is reported at most once per interval, with the number of those left out since', () => {
  let now = 0;
  const reported: [string, number][] = [];
  const report = createLimitedReport<string>({
    intervalMs: 60_000,
    monotonicNow: () => now,
    report: (value, omitted) => reported.push([value, omitted]),
  });
  report('one');
  now = 59_999;
  report('two');
  report('three');
  now = 60_000;
  report('four');
  now = 120_000;
  report('five');
  assert.deepEqual(reported, [
    ['one', 0],
    ['four', 2],
    ['five', 0],
  ]);
});
