import assert from 'node:assert/strict';
import test from 'node:test';
import { Deadlines } from './deadlines.ts';

test('each deadline is met once, on a tick after it, and never before', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const deadlines = new Deadlines(100);
  const met: string[] = [];
  deadlines.set(250, () => met.push('later'));
  deadlines.set(50, () => met.push('sooner'));
  t.mock.timers.tick(100);
  assert.deepEqual(met, []);
  t.mock.timers.tick(150);
  assert.deepEqual(met, ['sooner']);
  t.mock.timers.tick(200);
  assert.deepEqual(met, ['sooner', 'later']);
  t.mock.timers.tick(10_000);
  assert.deepEqual(met, ['sooner', 'later']);
});

test('a deadline that is forgotten is not met; one that is set while others are met is', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const deadlines = new Deadlines(100);
  const met: string[] = [];
  const forget = deadlines.set(100, () => met.push('forgotten'));
  deadlines.set(100, () => deadlines.set(100, () => met.push('second')));
  forget();
  t.mock.timers.tick(1_000);
  assert.deepEqual(met, ['second']);
});
