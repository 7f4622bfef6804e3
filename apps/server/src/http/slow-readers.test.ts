import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import test from 'node:test';
import { dropSlowReaders } from './slow-readers.ts';

/** A connection with so many bytes that nobody took yet. */
const aConnection = (writableLength: number) => {
  const socket = { writableLength, isDropped: false, destroy: () => void (socket.isDropped = true) };
  return socket;
};

test('who does not take what is sent to them within 20 s loses the connection, and nobody else', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const [stuck, slow, idle] = [aConnection(70_000), aConnection(70_000), aConnection(0)];
  // All of a socket that is looked at here.
  const connections = new Map([stuck, slow, idle].map((socket) => [socket as unknown as Socket, undefined]));
  t.after(dropSlowReaders(connections));
  t.mock.timers.tick(15_000);
  slow.writableLength = 0;
  t.mock.timers.tick(1_000);
  slow.writableLength = 70_000;
  t.mock.timers.tick(4_000);
  const isDropped = () => [stuck, slow, idle].map((each) => each.isDropped);
  assert.deepEqual(isDropped(), [false, false, false]);
  t.mock.timers.tick(1_000);
  assert.deepEqual(isDropped(), [true, false, false]);
  t.mock.timers.tick(16_000);
  assert.deepEqual(isDropped(), [true, true, false]);
});
