import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import test from 'node:test';
import { dropSlowReaders } from './slow-readers.ts';

/** A connection with this many bytes that the peer has not read. */
const createConnection = (writableLength: number) => {
  const socket = { writableLength, isDestroyed: false, destroy: () => void (socket.isDestroyed = true) };
  return socket;
};

test('a connection is dropped when its peer reads nothing for 20 s, and only that one', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const [stuck, slow, idle] = [createConnection(70_000), createConnection(70_000), createConnection(0)];
  // `dropSlowReaders` uses nothing else of a socket.
  const connections = new Map([stuck, slow, idle].map((socket) => [socket as unknown as Socket, undefined]));
  t.after(dropSlowReaders(connections));
  t.mock.timers.tick(15_000);
  slow.writableLength = 0;
  t.mock.timers.tick(1_000);
  slow.writableLength = 70_000;
  t.mock.timers.tick(4_000);
  const destroyed = () => [stuck, slow, idle].map(({ isDestroyed }) => isDestroyed);
  assert.deepEqual(destroyed(), [false, false, false]);
  t.mock.timers.tick(1_000);
  assert.deepEqual(destroyed(), [true, false, false]);
  t.mock.timers.tick(16_000);
  assert.deepEqual(destroyed(), [true, true, false]);
});
