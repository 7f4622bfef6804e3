import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CHECK_MS, dropHalfOpenConnections, MAX_HALF_OPEN } from './half-open.ts';

interface FakeConnection {
  readonly name: string;
  response: object | undefined;
  isAnswering: boolean;
  readonly socket: { bytesRead: number; destroyed: boolean };
}

/** This many connections that have sent the beginning of their first request. */
const createHalfOpen = (count: number): FakeConnection[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `connection ${index}`,
    response: undefined,
    isAnswering: false,
    socket: { bytesRead: 30, destroyed: false },
  }));

/** Lets the time between two checks pass, or several checks if there are too many. Returns the names of the connections that were dropped. */
const watch = (t: TestContext, connections: Set<FakeConnection>) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let dropped: string[] = [];
  const drop = (connection: FakeConnection) => {
    connections.delete(connection);
    dropped.push(connection.name);
  };
  t.after(dropHalfOpenConnections(connections, drop));
  return () => {
    t.mock.timers.tick(CHECK_MS);
    const names = dropped;
    dropped = [];
    return names;
  };
};

test('drops the oldest half-open connections beyond the limit, and never one younger than a check', (t) => {
  const connections = new Set(createHalfOpen(MAX_HALF_OPEN + 3));
  const check = watch(t, connections);
  assert.deepEqual(check(), []);
  assert.deepEqual(check(), ['connection 0', 'connection 1', 'connection 2']);
  for (const young of createHalfOpen(5)) connections.add(young);
  assert.deepEqual(check(), []);
});

test('a connection that several checks find is dropped once', async (t) => {
  const connections = new Set(createHalfOpen(MAX_HALF_OPEN + 100));
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const dropped: string[] = [];
  const drop = ({ name, socket }: FakeConnection) => {
    socket.destroyed = true;
    dropped.push(name);
  };
  t.after(dropHalfOpenConnections(connections, drop));
  for (let count = 0; count < 4; count++) t.mock.timers.tick(CHECK_MS);
  for (let turn = 0; turn < 100; turn++) await nextTurn();
  assert.deepEqual([dropped.length, new Set(dropped).size], [100, 100]);
});

test('connections that wait for a response, have sent nothing, or are idle between two requests are not half-open', (t) => {
  const halfOpen = createHalfOpen(MAX_HALF_OPEN);
  const [waiting, unused, idle, repeating] = createHalfOpen(4);
  assert(waiting && unused && idle && repeating);
  Object.assign(waiting, { response: {}, isAnswering: true });
  unused.socket.bytesRead = 0;
  for (const used of [idle, repeating]) used.response = {};
  const check = watch(t, new Set([waiting, unused, idle, repeating, ...halfOpen]));
  for (let count = 0; count < 5; count++) {
    waiting.socket.bytesRead++;
    // One complete request between two checks.
    repeating.response = {};
    repeating.socket.bytesRead += 100;
    assert.deepEqual(check(), []);
  }
});

test('a connection that sends its next request byte by byte is half-open', (t) => {
  const [slow, ...halfOpen] = createHalfOpen(MAX_HALF_OPEN + 1);
  assert(slow);
  slow.response = {};
  const check = watch(t, new Set([slow, ...halfOpen]));
  assert.deepEqual(check(), []);
  slow.socket.bytesRead++;
  assert.deepEqual(check(), ['connection 0']);
});
