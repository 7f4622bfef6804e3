import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import fc from 'fast-check';
import { defaultRoomSettings } from '@mailroom/shared';
import { createTestRoom } from '../chat/testing/test-room.ts';
import { JOURNAL_VERSION, type Journal } from '../journal/journal.ts';
import { JournaledRoom } from '../journal/journaled-room.ts';
import { nativeDigest } from '../runtime/native-digest.ts';
import { createDelegatingRouter } from './testing/delegating-router.ts';
import { BROWSERS, history, SECOND, type History } from './testing/histories.ts';
import { ModelBrowser } from './testing/model-browser.ts';
import { HOLD_MS, ModelRoom } from './testing/model-room.ts';
import { createMemoryStorage, createSqliteStorage, type ModelStorage } from './testing/model-storage.ts';

/** Number of histories that one run checks. `npm run torture` checks more. */
const HISTORIES = Number(process.env['ROUTER_HISTORIES'] ?? process.env['HISTORIES'] ?? 1_000);

test('J1 J3 J6: in any history, the following holds also if the room is made again, from its entries or from a state, between any two calls', async (t) => {
  const timers = prepare(t);
  const property = fc.asyncProperty(history, restartsInTurn, (each, restarts) => run(each, { timers, restarts }));
  // A history with restarts takes four times as long.
  await fc.assert(property, { numRuns: HISTORIES / 4 });
});

test('J1 J3 J6: the same holds for a room in an SQLite database', async (t) => {
  const timers = prepare(t);
  const createStorage = () => createSqliteStorage(t);
  const property = fc.asyncProperty(history, restartsInTurn, (each, restarts) =>
    run(each, { timers, restarts, createStorage }),
  );
  // A history takes a hundred times as long as without restarts.
  await fc.assert(property, { numRuns: Math.ceil(HISTORIES / 100) });
});

test('in any history, each call has the result of the model, and each client reads every letter once and in order, or knows how many it missed', async (t) => {
  const timers = prepare(t);
  const property = fc.asyncProperty(history, (each) => run(each, { timers, restarts: ['none'] }));
  await fc.assert(property, { numRuns: HISTORIES });
});

/** What happens between two calls: nothing, a kept state, the end of the process with a state, or a sudden one without. */
const RESTARTS = ['none', 'state', 'close', 'kill'] as const;
type Restart = (typeof RESTARTS)[number];
const restartsInTurn = fc.array(fc.constantFrom(...RESTARTS), { minLength: 1, maxLength: 7 });

const prepare = (t: TestContext) => {
  // Most calls are refused, and collecting the stack traces would take most of the time.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  t.after(() => (Error.stackTraceLimit = stackTraceLimit));
  t.mock.timers.enable({ apis: ['setTimeout'] });
  return t.mock.timers;
};

const { router, setRoom } = createDelegatingRouter({
  hold: (onEnd) => {
    const timer = setTimeout(onEnd, HOLD_MS);
    return () => clearTimeout(timer);
  },
  joinRetryAfterMs: () => 0,
  keyedHash: (text) => text,
  deriveToken: (text) => text,
});

const onUnexpectedError = (error: unknown) => {
  throw error;
};

/** An entry that does nothing but carry the time. */
const HEARTBEAT = { v: JOURNAL_VERSION, by: 'clock', command: { type: 'sweep', ends: [] } } as const;

interface RunOptions {
  readonly timers: TestContext['mock']['timers'];
  /** What happens after each step, in turn. */
  readonly restarts: readonly Restart[];
  /** Creates what keeps the room. In memory by default. */
  readonly createStorage?: (createRoom: (journal: Journal) => JournaledRoom) => ModelStorage;
}

const run = async (
  { steps, settings: overrides }: History,
  { timers, restarts, createStorage = createMemoryStorage }: RunOptions,
) => {
  const unlimited = { ledgerBytes: 0, ledgerMembershipBytes: 0 };
  const settings = { ...defaultRoomSettings, ...overrides, ...unlimited, messageLength: 5 };
  const { environment } = createTestRoom(settings);
  let runs = 0;
  const createRoom = (journal: Journal) =>
    new JournaledRoom({ settings, environment, journal, runId: `run ${++runs}`, onUnexpectedError });
  const storage = createStorage(createRoom);
  let room = createRoom(storage.journal);
  await room.open();
  setRoom(room);
  const model = new ModelRoom(settings, environment, room.position().epoch);
  const browsers = Array.from({ length: BROWSERS }, () => new ModelBrowser(model, router, storage.flush));

  const restart = async (how: Restart) => {
    if (how === 'none') return;
    if (how === 'state') {
      storage.keepState();
      return;
    }
    for (const browser of browsers) await browser.disconnectAll();
    // The model has one clock. Without an entry of this moment, room time would continue from the latest one.
    if (how === 'close') await room.closeJournal();
    else
      await storage.journal.append({ ...HEARTBEAT, n: ++runs, at: environment.now(), t: environment.monotonicNow() });
    const state = JSON.stringify(room.state());
    await storage.endProcess(how, room);
    room = createRoom(storage.journal);
    await room.open();
    assert.equal(JSON.stringify(room.state()), state);
    setRoom(room);
    model.restart();
  };

  const advanceTime = async (ms: number) => {
    // The interval between sweeps must not matter.
    for (let part = 0; part < 8; part++) {
      environment.wallTime += ms / 8;
      environment.monotonicTime += ms / 8;
      room.sweep();
      await storage.journal.caughtUp();
      timers.tick(ms / 8);
      model.sweep();
      model.endHolds();
    }
    await storage.flush();
  };

  for (const [index, step] of steps.entries()) {
    if (step.type === 'advanceTime') await advanceTime(step.seconds * SECOND);
    else if (step.type === 'setWallClock') environment.wallTime += step.seconds * SECOND;
    else if (step.type === 'inviteOwner') {
      const token = `operator ${index}`;
      await Promise.all([room.inviteOwner(nativeDigest(token)), storage.flush()]);
      model.inviteOwner(token);
    } else if (step.type === 'revokeAll') {
      await Promise.all([room.revokeAll(), storage.flush()]);
      model.revokeAll();
    } else await browsers[step.browser]?.do(step);
    for (const browser of browsers) browser.check();
    await restart(restarts[index % restarts.length] ?? 'none');
    for (const browser of browsers) browser.check();
  }
  for (const browser of browsers) await browser.readToEnd();
  model.checkMembership();

  await advanceTime(400 * SECOND);
  const { result } = await room.join({ nickname: 'Last', clientNetwork: 'elsewhere' });
  assert.deepEqual(result.members, [result.you], 'no parked wait is left that would keep a session');
  await storage.close();
};
