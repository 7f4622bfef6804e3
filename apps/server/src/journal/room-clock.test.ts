import assert from 'node:assert/strict';
import test from 'node:test';
import { RoomClock } from './room-clock.ts';

const createClock = () => {
  const clocks = { wall: 5_000, process: 100.5, now: () => clocks.wall, monotonicNow: () => clocks.process };
  return { clocks, clock: new RoomClock(clocks) };
};

/** Executes a command with these times, and returns the times that it sees. */
const timesSeen = (clock: RoomClock, at: number, t: number) => {
  let seen: number[] = [];
  clock.execute({ at, t }, () => (seen = [clock.now(), clock.monotonicNow()]));
  return seen;
};

test('J5: room time counts whole ms from 0, whatever the clock of the process shows', () => {
  const { clocks, clock } = createClock();
  clock.startAt(40);
  assert.equal(clock.monotonicNow(), 40);
  clocks.process += 2.75;
  clocks.wall -= 1_000_000;
  assert.equal(clock.monotonicNow(), 42);
  assert.equal(clock.lastExecuted, 40);
});

test('J5: both clocks stand still at the times of a command while it is executed', () => {
  const { clocks, clock } = createClock();
  clocks.process += 50;
  assert.deepEqual(timesSeen(clock, 4_990, 20), [4_990, 20]);
  assert.deepEqual([clock.now(), clock.monotonicNow(), clock.lastExecuted], [5_000, 50, 20]);
  assert.throws(() =>
    clock.execute({ at: 1, t: 30 }, () => {
      throw new Error('a bug');
    }),
  );
  assert.deepEqual([clock.now(), clock.monotonicNow()], [5_000, 50]);
});

test('J5: room time never decreases, even if a command is older than its predecessor, and jumps to a command that is ahead', () => {
  const { clocks, clock } = createClock();
  assert.deepEqual(timesSeen(clock, 5_000, 70), [5_000, 70]);
  assert.deepEqual(timesSeen(clock, 4_000, 60), [4_000, 70]);
  assert.deepEqual([clock.monotonicNow(), clock.lastExecuted], [70, 70]);
  clocks.process += 5;
  assert.equal(clock.monotonicNow(), 75);
});
