import assert from 'node:assert/strict';
import test from 'node:test';
import { Deadlines } from './timer-wheel.ts';

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
  for (let times = 0; times < 10; times++) t.mock.timers.tick(100);
  assert.deepEqual(met, ['second']);
});

test('when nothing is due any more, no timer is left', (t) => {
  const { mock: begun } = t.mock.method(globalThis, 'setInterval');
  const { mock: ended } = t.mock.method(globalThis, 'clearInterval');
  const deadlines = new Deadlines(60_000);
  const forget = [deadlines.set(1, () => {}), deadlines.set(1, () => {}), deadlines.set(90_000, () => {})];
  for (const each of forget) each();
  assert.equal(begun.callCount(), 1);
  assert.equal(ended.calls[0]?.arguments[0], begun.calls[0]?.result);
});
