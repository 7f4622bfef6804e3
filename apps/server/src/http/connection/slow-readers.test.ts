import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { dropSlowReaders } from './slow-readers.ts';

/** Connections with these many bytes that their clients have not read. Each answers its first request. */
const watch = (t: TestContext, ...unread: number[]) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const connections = unread.map((writableLength) => {
    const socket = {
      writableLength,
      bytesWritten: 5_000_000 + writableLength,
      isDestroyed: false,
      destroy: () => void (socket.isDestroyed = true),
    };
    return { response: {}, socket };
  });
  t.after(dropSlowReaders({ values: () => connections }));
  return { connections, destroyed: () => connections.map(({ socket }) => socket.isDestroyed) };
};

test('a connection is dropped when its client does not read a short response within 20 s, and only that one', (t) => {
  const { connections, destroyed } = watch(t, 1_000, 1_000, 0);
  const [, slow] = connections;
  assert(slow);
  t.mock.timers.tick(15_000);
  slow.socket.writableLength = 0;
  t.mock.timers.tick(1_000);
  slow.socket.writableLength = 1_000;
  t.mock.timers.tick(5_000);
  assert.deepEqual(destroyed(), [false, false, false]);
  t.mock.timers.tick(1_000);
  assert.deepEqual(destroyed(), [true, false, false]);
  t.mock.timers.tick(16_000);
  assert.deepEqual(destroyed(), [true, true, false]);
});

test('a client has 1 s more for each 32 KiB of the response, also if it reads a byte now and then', (t) => {
  const { connections, destroyed } = watch(t, 20 * 32_768);
  const [slow] = connections;
  assert(slow);
  for (let seconds = 0; seconds < 40; seconds++) {
    t.mock.timers.tick(1_000);
    slow.socket.writableLength--;
    assert.deepEqual(destroyed(), [false]);
  }
  t.mock.timers.tick(1_000);
  assert.deepEqual(destroyed(), [true]);
});

test('a response that is written in pieces has its time for each piece that is written', (t) => {
  const { connections, destroyed } = watch(t, 32_768);
  const [slow] = connections;
  assert(slow);
  for (let pieces = 1; pieces < 10; pieces++) {
    t.mock.timers.tick(2_000);
    slow.socket.bytesWritten += 32_768;
  }
  // Ten pieces in 30 s: 20 s, and one for each.
  t.mock.timers.tick(12_000);
  assert.deepEqual(destroyed(), [false]);
  t.mock.timers.tick(1_000);
  assert.deepEqual(destroyed(), [true]);
});

test('the time starts again with each response', (t) => {
  const { connections, destroyed } = watch(t, 1_000);
  for (let count = 0; count < 10; count++) {
    t.mock.timers.tick(15_000);
    if (connections[0]) connections[0].response = {};
  }
  assert.deepEqual(destroyed(), [false]);
});
