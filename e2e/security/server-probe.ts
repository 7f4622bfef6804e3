import { subscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { HONEST_ADDRESS } from './addresses.ts';
import type { Vitals } from './server-under-attack.ts';

// Preload module for the server under attack: reports what the process uses, and whether a built-in prototype was changed.
const PROTOTYPES = { Object, Array, Function, String, Promise };
const takeInventory = () =>
  new Map(
    Object.entries(PROTOTYPES).flatMap(([type, { prototype }]) =>
      Reflect.ownKeys(prototype).map((key) => [
        `${type}.prototype.${String(key)}`,
        Object.getOwnPropertyDescriptor(prototype, key),
      ]),
    ),
  );
const initial = takeInventory();

/** Returns the names of properties that were added, changed or removed. */
const changedProperties = () => {
  const current = takeInventory();
  return [...new Set([...initial.keys(), ...current.keys()])].filter(
    (name) => !isDeepStrictEqual(initial.get(name), current.get(name)),
  );
};

/** Interval of a tick. On a loaded machine ticks are late, as the server's own timers are. */
const TICK_MS = 100;
let ticks = 0;
setInterval(() => ticks++, TICK_MS).unref();

let sockets = 0;
let attackerSockets = 0;
let acceptedAttackers = 0;
let maxBytesRead = 0;
let maxLifetimeTicks = 0;
subscribe('net.server.socket', (message) => {
  if (typeof message !== 'object' || message === null || !('socket' in message)) return;
  const { socket } = message;
  if (!(socket instanceof Socket)) return;
  const openedAt = ticks;
  const isHonest = socket.remoteAddress?.endsWith(HONEST_ADDRESS) ?? false;
  sockets++;
  if (!isHonest) {
    attackerSockets++;
    acceptedAttackers++;
  }
  socket.once('close', () => {
    sockets--;
    if (isHonest) return;
    attackerSockets--;
    maxBytesRead = Math.max(maxBytesRead, socket.bytesRead);
    maxLifetimeTicks = Math.max(maxLifetimeTicks, ticks - openedAt);
  });
});

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

process.on('message', (question) => {
  if (question === 'changed properties') return process.send?.(changedProperties());
  if (question === 'heap') {
    collectGarbage();
    return process.send?.(process.memoryUsage().heapUsed);
  }
  const { user, system } = process.cpuUsage();
  const rss = process.memoryUsage.rss();
  process.send?.({
    cpuMicros: user + system,
    rss,
    sockets,
    attackerSockets,
    acceptedAttackers,
    maxBytesRead,
    maxLifetimeTicks,
  } satisfies Vitals);
  maxBytesRead = 0;
  maxLifetimeTicks = 0;
  return undefined;
});
// The test ended without stopping the server.
process.once('disconnect', () => process.exit(1));
process.channel?.unref();
