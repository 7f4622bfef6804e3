import assert from 'node:assert/strict';
import test from 'node:test';
import { startOfNextDay } from './dates.ts';

test('the next day starts at midnight, also after a day of 23 or 25 hours', () => {
  for (const date of [new Date(2026, 2, 29, 12), new Date(2026, 9, 25, 12), new Date(2026, 11, 31, 23, 59)]) {
    const next = new Date(startOfNextDay(date.getTime()));
    assert.equal(next.getHours(), 0);
    assert.equal(new Date(next.getTime() - 1).getDate(), date.getDate());
  }
  assert.equal(startOfNextDay(new Date(2026, 10, 22).getTime()), new Date(2026, 10, 23).getTime());
});
