import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort } from 'node:worker_threads';
import { createTestRoom } from './test-room.ts';

// A worker thread that posts how many bytes a room needs to remember one mutation.
setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');
const heapBytes = () => {
  assert(typeof collectGarbage === 'function');
  for (let i = 0; i < 3; i++) collectGarbage();
  return process.memoryUsage().heapUsed;
};

const MEMBERS = 12;
/** 10 mutations in 3 s, and a little slower. */
const INTERVAL_MS = 300.25;
/** What the room remembers of one member at this rate. */
const REMEMBERED = Math.floor(600_000 / INTERVAL_MS);

/** Creates a room whose members have sent and edited this many messages of 256 characters each, as fast as they may. */
const createBusyRoom = (mutations: number) => {
  const { environment, room, join } = createTestRoom({ ledgerLetters: 1, idleMs: 0 });
  // The other implementation takes seconds here.
  environment.digest = (text) => hash('sha256', text, 'buffer').toString('base64url', 0, 16);
  const members = Array.from({ length: MEMBERS }, (_, i) => join(String.fromCharCode(0x4e_00 + i)));
  for (let i = 0; i < mutations; i++) {
    environment.monotonicTime += INTERVAL_MS;
    environment.wallTime += 300;
    for (const member of members) {
      const text = `${i} `.padEnd(256, 'x');
      if (i % 2 === 0) member.send(text, `message ${i}`);
      else member.edit(`message ${i - 1}`, text, `edit ${i}`);
    }
  }
  return { environment, room, members };
};

/** Returns the bytes that are released with a busy room. Meanwhile nothing else allocates. */
const releasedBytes = (mutations: number) => {
  let busy: ReturnType<typeof createBusyRoom> | undefined = createBusyRoom(mutations);
  assert.equal(busy.room.position().next, MEMBERS * (mutations + 1));
  const withRoom = heapBytes();
  busy = undefined;
  return withRoom - heapBytes();
};

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
parentPort?.postMessage((releasedBytes(REMEMBERED + 100) - releasedBytes(0)) / (MEMBERS * REMEMBERED));
