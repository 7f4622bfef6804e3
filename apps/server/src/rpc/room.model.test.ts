import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import fc from 'fast-check';
import { defaultSettings } from '@mailroom/shared';
import type { ChatRoom } from '../chat/chat-room.ts';
import { createTestRoom } from '../chat/testing/test-room.ts';
import { chatRouter } from './router.ts';
import { BROWSERS, history, SECOND, type History } from './testing/histories.ts';
import { Browser, everythingIsTold } from './testing/model-browser.ts';
import { HOLD_MS, ModelRoom } from './testing/model-room.ts';

/** How many histories one run plays. */
const HISTORIES = Number(process.env['ROUTER_HISTORIES'] ?? process.env['HISTORIES'] ?? 20_000);

test('whatever browsers do, each is answered by the rules, and who is in has read every letter once, in order, or knows how many are gone', async (t) => {
  // Refusals are many, and writing down where each came from would take longer than all else.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  t.after(() => (Error.stackTraceLimit = stackTraceLimit));
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const played = fc.asyncProperty(history, (one) => play(one, t.mock.timers));
  await fc.assert(played, { numRuns: HISTORIES });
});

/** One router serves all histories, because it takes longer to make than one to play. It asks the room of the history at play. */
let roomAtPlay: ChatRoom;
const router = chatRouter({
  room: new Proxy({} as ChatRoom, { get: (_, name: keyof ChatRoom) => roomAtPlay[name].bind(roomAtPlay) }),
  hold: (onEnd) => {
    const timer = setTimeout(onEnd, HOLD_MS);
    return () => clearTimeout(timer);
  },
  busyMs: () => 0,
});

const play = async ({ steps, settings: some }: History, timers: TestContext['mock']['timers']) => {
  const settings = { ...defaultSettings, ...some, ledgerBytes: 0, messageLength: 5 };
  const { room, world } = createTestRoom(settings);
  roomAtPlay = room;
  const model = new ModelRoom(settings, world, room.position().epoch);
  const browsers = Array.from({ length: BROWSERS }, () => new Browser(model, router));

  const pass = async (ms: number) => {
    // Whether the sweep comes each second or late must not matter.
    for (let part = 0; part < 8; part++) {
      world.wallTime += ms / 8;
      world.monotonicTime += ms / 8;
      room.sweep();
      timers.tick(ms / 8);
      model.sweep();
      model.endHolds();
    }
    await everythingIsTold();
  };

  for (const next of steps) {
    if (next.act === 'timePasses') await pass(next.seconds * SECOND);
    else if (next.act === 'clockIsSet') world.wallTime += next.seconds * SECOND;
    else await browsers[next.browser]?.do(next);
    for (const browser of browsers) browser.check();
  }
  for (const browser of browsers) await browser.readToTheEnd();
  model.checkComingsAndGoings();

  await pass(400 * SECOND);
  const { result } = room.join({ nickname: 'Last', clientNetwork: 'elsewhere' });
  assert.deepEqual(result.members, [result.you], 'no wait was left behind that keeps anyone here');
};
