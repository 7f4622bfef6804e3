import assert from 'node:assert/strict';
import test from 'node:test';
import { TimerWheel } from './timer-wheel.ts';

test('each callback runs once, on a tick after it is due', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const timers = new TimerWheel(100);
  const fired: string[] = [];
  timers.schedule(250, () => fired.push('later'));
  timers.schedule(50, () => fired.push('sooner'));
  t.mock.timers.tick(100);
  assert.deepEqual(fired, []);
  t.mock.timers.tick(150);
  assert.deepEqual(fired, ['sooner']);
  t.mock.timers.tick(200);
  assert.deepEqual(fired, ['sooner', 'later']);
  t.mock.timers.tick(10_000);
  assert.deepEqual(fired, ['sooner', 'later']);
});

test('a canceled callback never runs; one that is scheduled by another callback does', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const timers = new TimerWheel(100);
  const fired: string[] = [];
  const cancel = timers.schedule(100, () => fired.push('canceled'));
  timers.schedule(100, () => timers.schedule(100, () => fired.push('second')));
  cancel();
  for (let count = 0; count < 10; count++) t.mock.timers.tick(100);
  assert.deepEqual(fired, ['second']);
});

test('no timer is left when every callback is canceled', (t) => {
  const { mock: started } = t.mock.method(globalThis, 'setInterval');
  const { mock: stopped } = t.mock.method(globalThis, 'clearInterval');
  const timers = new TimerWheel(60_000);
  const cancels = [timers.schedule(1, () => {}), timers.schedule(1, () => {}), timers.schedule(90_000, () => {})];
  for (const cancel of cancels) cancel();
  assert.equal(started.callCount(), 1);
  assert.equal(stopped.calls[0]?.arguments[0], started.calls[0]?.result);
});
