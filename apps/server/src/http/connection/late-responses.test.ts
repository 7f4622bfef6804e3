import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import test from 'node:test';
import { LateResponses } from './late-responses.ts';

const RAMP = { free: 0.1, full: 0.3, beyondLimit: 'respond' } as const;

const createSocket = () => Object.assign(new EventEmitter(), { destroyed: false, destroy: () => {} });

/** Late responses with a clock and timers moved by hand. `random` is 0.5, so that delays have no jitter. */
const createLateResponses = ({ delayMs = 1_000, random = 0.5 } = {}) => {
  let now = 0;
  const timers = new Map<() => void, number>();
  const late = new LateResponses({
    delayMs,
    monotonicNow: () => now,
    random: () => random,
    schedule: (ms, callback) => {
      timers.set(callback, now + ms);
      return () => timers.delete(callback);
    },
  });
  return {
    late,
    timers,
    /** The delay of one response, in ms. */
    delayOf: (usedShare: number, network = 'home') => {
      let answered = false;
      late.respond({ socket: createSocket(), network, usedShare }, RAMP, () => (answered = true));
      return answered ? 0 : Math.round(([...timers.values()].at(-1) ?? 0) - now);
    },
    advanceTo: (time: number) => {
      now = time;
      for (const [callback, due] of timers) if (due <= now) callback();
    },
  };
};

test('a caller with few failures gets responses at once; further failures delay them more and more', () => {
  const { delayOf } = createLateResponses();
  assert.deepEqual(
    [0, 0.1, 0.15, 0.2, 0.3, 1].map((share) => delayOf(share)),
    [0, 0, 250, 500, 1_000, 1_000],
  );
});

test('delays vary by 25 %, so that callers that began together do not stay together', () => {
  assert.equal(createLateResponses({ random: 0 }).delayOf(1), 750);
  assert.equal(createLateResponses({ random: 0.999 }).delayOf(1), 1_250);
});

test('a delay of 0 ms makes no response late', () => {
  assert.equal(createLateResponses({ delayMs: 0 }).delayOf(1), 0);
});

test('a response goes out once, with the time that passed', () => {
  const { late, advanceTo, timers } = createLateResponses();
  const delays: number[] = [];
  late.respond({ socket: createSocket(), network: 'home', usedShare: 1 }, RAMP, (delayedMs) => delays.push(delayedMs));
  advanceTo(999);
  assert.deepEqual([delays, late.size], [[], 1]);
  advanceTo(1_010);
  advanceTo(5_000);
  assert.deepEqual([delays, late.size, timers.size], [[1_010], 0, 0]);
});

test('many callers of one network wait longer, up to five times, and those of other networks do not', () => {
  const { delayOf } = createLateResponses();
  const delays = Array.from({ length: 1_000 }, () => delayOf(1));
  assert.deepEqual([delays[199], delays[399], delays[999]], [1_000, 2_000, 5_000]);
  assert.equal(delayOf(1, 'elsewhere'), 1_000);
});

test('W15: beyond 1,000 late responses of a network, connections are closed, or the response is not late', () => {
  const { late, delayOf, advanceTo } = createLateResponses();
  for (let count = 0; count < 1_000; count++) delayOf(1);
  let [responses, closed] = [0, 0];
  const socket = Object.assign(new EventEmitter(), { destroyed: false, destroy: () => closed++ });
  const respond = (network: string, beyondLimit: 'close' | 'respond') =>
    late.respond({ socket, network, usedShare: 1 }, { ...RAMP, beyondLimit }, () => responses++);
  respond('home', 'close');
  assert.deepEqual([responses, closed, late.size], [0, 1, 1_000]);
  respond('home', 'respond');
  assert.deepEqual([responses, closed, late.size], [1, 1, 1_000]);
  respond('elsewhere', 'close');
  assert.deepEqual([responses, closed, late.size], [1, 1, 1_001]);
  advanceTo(10_000);
  respond('home', 'close');
  assert.deepEqual([closed, late.size], [1, 1]);
});

test('W15: the networks of one IPv6 /48 together count as four networks', () => {
  const { late, delayOf, advanceTo } = createLateResponses();
  const networkOf = (index: number, prefix = '2001:db8:1') => `${prefix}:${index.toString(16)}::/64`;
  const delays = Array.from({ length: 4_000 }, (_, index) => delayOf(1, networkOf(index)));
  assert.deepEqual([delays[799], delays[1_599], delays[3_999]], [1_000, 2_000, 5_000]);
  assert.equal(delayOf(1, networkOf(0, '2001:db8:2')), 1_000);
  let [responses, closed] = [0, 0];
  const socket = Object.assign(new EventEmitter(), { destroyed: false, destroy: () => closed++ });
  const respond = (network: string) =>
    late.respond({ socket, network, usedShare: 1 }, { ...RAMP, beyondLimit: 'close' }, () => responses++);
  respond(networkOf(5_000));
  respond(networkOf(1, '2001:db8:2'));
  assert.deepEqual([responses, closed, late.size], [0, 1, 4_002]);
  advanceTo(10_000);
  respond(networkOf(5_000));
  assert.deepEqual([responses, closed, late.size], [1, 1, 1]);
});

test('a caller whose connection closes gets no response, and no longer counts', () => {
  const { late, timers, delayOf, advanceTo } = createLateResponses();
  const sockets = Array.from({ length: 400 }, createSocket);
  let responses = 0;
  for (const socket of sockets) late.respond({ socket, network: 'home', usedShare: 1 }, RAMP, () => responses++);
  for (const socket of sockets) socket.emit('close');
  assert.deepEqual([late.size, timers.size], [0, 0]);
  assert.equal(delayOf(1), 1_000);
  advanceTo(10_000);
  assert.equal(responses, 0);
});

test('a caller whose connection is closed already does not count', () => {
  const { late, timers } = createLateResponses();
  const socket = Object.assign(createSocket(), { destroyed: true });
  late.respond({ socket, network: 'home', usedShare: 1 }, RAMP, () => assert.fail());
  assert.deepEqual([late.size, timers.size], [0, 0]);
});

test('a response leaves no listener on its connection', () => {
  const { late, advanceTo } = createLateResponses();
  const connection = createSocket();
  late.respond({ socket: connection, network: 'home', usedShare: 1 }, RAMP, () => {});
  advanceTo(1_000);
  assert.equal(connection.listenerCount('close'), 0);
});

test('closing responds to all waiting callers, and later ones are not delayed', () => {
  const { late, delayOf } = createLateResponses();
  let responses = 0;
  late.respond({ socket: createSocket(), network: 'home', usedShare: 1 }, RAMP, () => responses++);
  late.respond({ socket: createSocket(), network: 'home', usedShare: 1 }, RAMP, () => responses++);
  late.close();
  assert.deepEqual([responses, late.size, delayOf(1)], [2, 0, 0]);
});
