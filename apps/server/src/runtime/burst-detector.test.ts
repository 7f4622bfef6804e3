import assert from 'node:assert/strict';
import test from 'node:test';
import { createBurstDetector } from './burst-detector.ts';

const createTestDetector = (limit: number) => {
  const clock = { now: 0 };
  return { clock, isBurst: createBurstDetector({ limit, windowMs: 1_000, monotonicNow: () => clock.now }) };
};

test('the event that reaches the limit within the window is a burst, and the count starts again', () => {
  const { clock, isBurst } = createTestDetector(3);
  const bursts = Array.from({ length: 7 }, () => {
    clock.now += 100;
    return isBurst('192.0.2.1');
  });
  assert.deepEqual(bursts, [false, false, true, false, false, true, false]);
});

test('slow events are not a burst, and networks are counted apart', () => {
  const { clock, isBurst } = createTestDetector(2);
  for (let count = 0; count < 5; count++) {
    assert.equal(isBurst('192.0.2.1'), false);
    clock.now += 1_000;
  }
  assert.deepEqual(['192.0.2.1', '192.0.2.2', '192.0.2.3'].map(isBurst), [false, false, false]);
});

test('events of many networks do not hide a burst, and do not fill the memory', () => {
  const { isBurst } = createTestDetector(3);
  for (let network = 0; network < 999; network++) isBurst(`other ${network}`);
  isBurst('192.0.2.1');
  for (let network = 0; network < 999; network++) isBurst(`third ${network}`);
  assert.equal(isBurst('192.0.2.1'), false);
  assert.equal(isBurst('192.0.2.1'), true);
  isBurst('192.0.2.2');
  for (let network = 0; network < 1_000; network++) isBurst(`fourth ${network}`);
  assert.deepEqual([isBurst('192.0.2.2'), isBurst('192.0.2.2')], [false, false], 'it was forgotten');
});
