import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import fc from 'fast-check';
import { defaultRoomSettings } from '@mailroom/shared';
import { createTestRoom } from '../chat/testing/test-room.ts';
import { createMemoryRoom } from '../journal/testing/create-memory-room.ts';
import { createDelegatingRouter } from './testing/delegating-router.ts';
import { BROWSERS, history, SECOND, type History } from './testing/histories.ts';
import { flushAnswers, ModelBrowser } from './testing/model-browser.ts';
import { HOLD_MS, ModelRoom } from './testing/model-room.ts';

/** Number of histories that one run checks. `npm run torture` checks more. */
const HISTORIES = Number(process.env['ROUTER_HISTORIES'] ?? process.env['HISTORIES'] ?? 2_000);

test('in any history, each call has the result of the model, and each client reads every letter once and in order, or knows how many it missed', async (t) => {
  // Most calls are refused, and collecting the stack traces would take most of the time.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  t.after(() => (Error.stackTraceLimit = stackTraceLimit));
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const property = fc.asyncProperty(history, (each) => run(each, t.mock.timers));
  await fc.assert(property, { numRuns: HISTORIES });
});

const { router, setRoom } = createDelegatingRouter({
  hold: (onEnd) => {
    const timer = setTimeout(onEnd, HOLD_MS);
    return () => clearTimeout(timer);
  },
  joinRetryAfterMs: () => 0,
  keyedHash: (text) => text,
});

const run = async ({ steps, settings: overrides }: History, timers: TestContext['mock']['timers']) => {
  const unlimited = { ledgerBytes: 0, ledgerMembershipBytes: 0 };
  const settings = { ...defaultRoomSettings, ...overrides, ...unlimited, messageLength: 5 };
  const { environment } = createTestRoom(settings);
  const room = createMemoryRoom(settings, environment);
  setRoom(room);
  const model = new ModelRoom(settings, environment, room.position().epoch);
  const browsers = Array.from({ length: BROWSERS }, () => new ModelBrowser(model, router));

  const advanceTime = async (ms: number) => {
    // The interval between sweeps must not matter.
    for (let part = 0; part < 8; part++) {
      environment.wallTime += ms / 8;
      environment.monotonicTime += ms / 8;
      room.sweep();
      timers.tick(ms / 8);
      model.sweep();
      model.endHolds();
    }
    await flushAnswers();
  };

  for (const step of steps) {
    if (step.type === 'advanceTime') await advanceTime(step.seconds * SECOND);
    else if (step.type === 'setWallClock') environment.wallTime += step.seconds * SECOND;
    else await browsers[step.browser]?.do(step);
    for (const browser of browsers) browser.check();
  }
  for (const browser of browsers) await browser.readToEnd();
  model.checkMembership();

  await advanceTime(400 * SECOND);
  const { result } = await room.join({ nickname: 'Last', clientNetwork: 'elsewhere' });
  assert.deepEqual(result.members, [result.you], 'no parked wait is left that would keep a session');
};
