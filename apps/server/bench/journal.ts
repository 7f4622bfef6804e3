// Measures what the journal costs, as one table: sending with and without a file, the start, and the bytes on the disk (`npm run bench`).
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { defaultRoomSettings, type RoomSettings } from '@mailroom/shared';
import { JournaledRoom } from '../src/journal/journaled-room.ts';
import { MemoryJournal } from '../src/journal/memory-journal.ts';
import { SqliteJournal } from '../src/journal/sqlite-journal.ts';
import { nativeDigest } from '../src/runtime/native-digest.ts';
import { cpuMicros, median, quantile } from './figures.ts';
import { nicknameOf } from './nickname-of.ts';

const PAIRS = Number(process.env['BENCH_RUNS'] ?? 5);
/** Messages that are sent to see how the files grow. */
const MESSAGES = Number(process.env['BENCH_MESSAGES'] ?? 100_000);
const TEXT = 'A message of a usual length, with some sixty characters in it.';

const newId = () => randomBytes(16).toString('base64url');
const settings: RoomSettings = {
  ...defaultRoomSettings,
  members: 0,
  membersPerNetwork: 0,
};

/** The time of all rooms, in ms: it passes so fast that nobody is refused, and all members send as much as they may. */
const clock = { time: 0 };
const STEP_MS = settings.windowMs / settings.messagesPerWindow;

const openRoom = async (folder?: string) => {
  const journal =
    folder === undefined ? new MemoryJournal() : new SqliteJournal({ folder, boot: 'bench', warn: console.error });
  const environment = {
    now: () => Date.now(),
    monotonicNow: () => clock.time,
    newId,
    digest: nativeDigest,
    scheduleDelivery: (deliver: () => void) => deliver(),
  };
  const room = new JournaledRoom({ settings, environment, journal, runId: newId(), onUnexpectedError: console.error });
  await room.open();
  return room;
};

const joinMany = async (room: JournaledRoom, count: number) => {
  const joins = Array.from({ length: count }, (_, index) =>
    room.join({ nickname: nicknameOf(index), clientNetwork: `n${index}` }),
  );
  return (await Promise.all(joins)).map(({ sessionId }) => sessionId);
};

const send = (room: JournaledRoom, sessionId: string) =>
  room.send(sessionId, { text: TEXT, clientMsgId: randomUUID() });

const inFolder = async <Result>(run: (folder: string) => Promise<Result>) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mailroom-bench-'));
  try {
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Latency of messages at 200 a second (ms), and CPU of one when 64 are sent at once (µs). */
const measureSending = async (folder: string | undefined) => {
  const room = await openRoom(folder);
  const members = await joinMany(room, 64);
  await sendMany(room, members, 3_200);
  const latencies: number[] = [];
  for (let index = 0; index < 400; index++) {
    clock.time += STEP_MS;
    const startedAt = performance.now();
    await send(room, members[index % 64] ?? '');
    latencies.push(performance.now() - startedAt);
    await sleep(5);
  }
  const cpu = cpuMicros();
  const rounds = 100;
  await sendMany(room, members, rounds * 64);
  const perMessage = (cpuMicros() - cpu) / rounds / 64;
  await room.closeJournal();
  return { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99), perMessage };
};

const benchSending = async () => {
  type Sending = Awaited<ReturnType<typeof measureSending>>;
  const runs: { memory: Sending; sqlite: Sending }[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const memory = await measureSending(undefined);
    runs.push({ memory, sqlite: await inFolder(measureSending) });
  }
  for (const engine of ['memory', 'sqlite'] as const) {
    const figure = (name: keyof Sending) => median(runs.map((run) => run[engine][name]));
    console.log(
      `send, ${engine}: p50 ${figure('p50').toFixed(2)} ms, p99 ${figure('p99').toFixed(2)} ms at 200 a second; ${figure('perMessage').toFixed(1)} µs CPU a message, 64 at once`,
    );
  }
};

/** Sends `count` messages, 64 in each tick. */
const sendMany = async (room: JournaledRoom, members: readonly string[], count: number) => {
  for (let sent = 0; sent < count; sent += 64) {
    clock.time += STEP_MS;
    await Promise.all(
      Array.from({ length: 64 }, (_, index) => send(room, members[(sent + index) % members.length] ?? '')),
    );
  }
};

const startMs = async (folder: string) => {
  const times: number[] = [];
  for (let run = 0; run < 3; run++) {
    const startedAt = performance.now();
    const room = await openRoom(folder);
    times.push(performance.now() - startedAt);
    await room.closeJournal();
  }
  return median(times);
};

const bytesIn = (folder: string) =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);

/** The longest time between two turns of the event loop while `run` runs, in ms. */
const longestStall = async (run: () => Promise<void>) => {
  const over = new AbortController();
  let longest = 0;
  const watch = async () => {
    for (let before = performance.now(); !over.signal.aborted; before = performance.now()) {
      await nextTurn();
      longest = Math.max(longest, performance.now() - before);
    }
  };
  const watching = watch();
  await run();
  over.abort();
  await watching;
  return longest;
};

const benchStart = () =>
  inFolder(async (folder) => {
    const empty = await startMs(folder);
    const room = await openRoom(folder);
    const members = await joinMany(room, 5_000);
    await sendMany(room, members, 15_000);
    const stall = await longestStall(async () => {
      // The state becomes due meanwhile.
      for (let index = 0; index < 400; index++) {
        await sendMany(room, members, 64);
        await sleep(5);
      }
    });
    await room.closeJournal();
    const full = await startMs(folder);
    console.log(
      `start: ${empty.toFixed(0)} ms empty, ${full.toFixed(0)} ms with 5,000 members and a full ledger; longest stall while the state is written: ${stall.toFixed(0)} ms`,
    );
  });

const benchSize = () =>
  inFolder(async (folder) => {
    const room = await openRoom(folder);
    const members = await joinMany(room, 64);
    let largest = 0;
    for (let tenth = 0; tenth < 10; tenth++) {
      await sendMany(room, members, MESSAGES / 10);
      largest = Math.max(largest, bytesIn(folder));
    }
    await room.closeJournal();
    const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
    console.log(
      `files after ${MESSAGES} messages: ${megabytes(bytesIn(folder))} MB, at most ${megabytes(largest)} MB while they were sent; start ${(await startMs(folder)).toFixed(0)} ms`,
    );
  });

await benchSending();
await benchStart();
await benchSize();
