import assert from 'node:assert/strict';
import test from 'node:test';
import { ServerClock } from './server-clock.ts';

const HOUR_MS = 3_600_000;
/** The date of a response leaves out less than a second, and the response takes some time. */
const MAX_ERROR_MS = 1_100;
const NOON = Date.UTC(2026, 10, 22, 12);

/** A clock of a server where it is noon when the page opens, and what the test does to the clocks. */
const createTestClock = ({ readerIsAheadBy = 0 } = {}) => {
  let monotonic = 5_000;
  let reader = NOON + readerIsAheadBy;
  let server = NOON;
  const clock = new ServerClock({ wallNow: () => reader, monotonicNow: () => monotonic });
  const pass = (ms: number) => {
    monotonic += ms;
    reader += ms;
    server += ms;
  };
  return {
    clock,
    pass,
    /** The machine of the reader sleeps: its monotonic clock stops. */
    sleep: (ms: number) => {
      reader += ms;
      server += ms;
    },
    setReader: (change: number) => (reader += change),
    setServer: (change: number) => (server += change),
    /** A request that the server answers after `up` ms. The response takes `down` ms. */
    request: ({ up = 20, down = 20 } = {}) => {
      const sentAt = monotonic;
      pass(up);
      const date = Math.floor(server / 1_000) * 1_000;
      pass(down);
      clock.observe({ date, sentAt, receivedAt: monotonic });
    },
    error: () => Math.abs(clock.now() - server),
  };
};

test('until the first response there is only the clock of the reader', () => {
  const { clock, error } = createTestClock({ readerIsAheadBy: -7 * HOUR_MS });
  assert.deepEqual([clock.isSet, error()], [false, 7 * HOUR_MS]);
});

for (const hours of [-30, -5, 5, 30]) {
  test(`after a response it does not matter that the clock of the reader is ${hours} hours ahead`, () => {
    const { clock, request, pass, error } = createTestClock({ readerIsAheadBy: hours * HOUR_MS });
    request();
    assert(clock.isSet && error() <= MAX_ERROR_MS, `${error()} ms`);
    pass(3 * HOUR_MS);
    assert(error() <= MAX_ERROR_MS, `${error()} ms`);
  });
}

test('the clock of the reader may be set during the visit', () => {
  const { request, setReader, pass, error } = createTestClock();
  request();
  for (const change of [-9 * HOUR_MS, 24 * HOUR_MS]) {
    setReader(change);
    pass(60_000);
    assert(error() <= MAX_ERROR_MS, `${error()} ms`);
  }
});

test('after a sleep of the machine the next response sets the clock, also that of a held request', () => {
  const { request, sleep, error } = createTestClock();
  request();
  sleep(8 * HOUR_MS);
  request({ up: 50_000 });
  assert(error() <= MAX_ERROR_MS, `${error()} ms`);
});

test('the clock follows that of the server, when it is set back as well', () => {
  const { request, setServer, error } = createTestClock();
  request();
  for (const change of [-2 * HOUR_MS, HOUR_MS]) {
    setServer(change);
    request();
    assert(error() <= MAX_ERROR_MS, `${error()} ms`);
  }
});

test('a held request, a slow one and one without a date do not disturb a clock that is right', () => {
  const { clock, request, pass, error } = createTestClock();
  request();
  for (let time = 0; time < 50; time++) {
    pass(777);
    request({ up: 50_000 });
    request({ down: 3_000 });
    clock.observe({ date: Number.NaN, sentAt: 0, receivedAt: 0 });
    assert(error() <= MAX_ERROR_MS, `${error()} ms`);
  }
});

test('listeners are called when the clock is set', () => {
  const { clock, request } = createTestClock({ readerIsAheadBy: 24 * HOUR_MS });
  const days: number[] = [];
  clock.subscribe(() => days.push(new Date(clock.now()).getUTCDate()));
  request();
  assert.deepEqual(days, [22]);
});
