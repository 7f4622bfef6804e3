import { subscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';
import { isDeepStrictEqual } from 'node:util';

// Loaded into the server under attack: tells what it uses and holds, and whether what all objects inherit is as it was.
const PROTOTYPES = { Object, Array, Function, String, Promise };
const inventory = () =>
  new Map(
    Object.entries(PROTOTYPES).flatMap(([type, { prototype }]) =>
      Reflect.ownKeys(prototype).map((key) => [
        `${type}.prototype.${String(key)}`,
        Object.getOwnPropertyDescriptor(prototype, key),
      ]),
    ),
  );
const before = inventory();

/** The names of what was added, changed or removed. */
const changes = () => {
  const now = inventory();
  return [...new Set([...before.keys(), ...now.keys()])].filter(
    (name) => !isDeepStrictEqual(before.get(name), now.get(name)),
  );
};

let sockets = 0;
let mostRead = 0;
subscribe('net.server.socket', (message) => {
  if (typeof message !== 'object' || message === null || !('socket' in message)) return;
  const { socket } = message;
  if (!(socket instanceof Socket)) return;
  sockets++;
  socket.once('close', () => {
    sockets--;
    mostRead = Math.max(mostRead, socket.bytesRead);
  });
});

process.on('message', (question) => {
  if (question === 'what was changed?') return process.send?.(changes());
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMicros: user + system, rss: process.memoryUsage.rss(), sockets, mostRead });
  mostRead = 0;
  return undefined;
});
process.channel?.unref();
