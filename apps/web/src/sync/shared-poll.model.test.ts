import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import fc from 'fast-check';
import type { WaitAnswer } from '@mailroom/shared';
import type { WaitRequest } from './room-api.ts';
import { pollRoom } from './poll-room.ts';
import { createSharedPoll } from './shared-poll.ts';
import { createFakeBrowser } from './testing/fake-tabs.ts';
import { Wakeups } from './wakeups.ts';

const HISTORIES = Math.min(Number(process.env['HISTORIES'] ?? 1_000), 100_000);
const MOST_TABS = 4;

const tab = fc.nat(MOST_TABS - 1);
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ act: fc.constant('say' as const), lines: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('sign' as const) }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('pass' as const), ms: fc.constantFrom(500, 1_000, 5_000) }) },
  {
    weight: 5,
    arbitrary: fc.record({ act: fc.constantFrom('open', 'close', 'freeze', 'thaw', 'show', 'loseWord', 'wake'), tab }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('cut' as const, 'mend' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

test('whatever happens to the tabs of a browser, each shows every letter once, in order, and the signs as they are, and one wait is parked', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
  const histories = fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => play(t, steps));
  await fc.assert(histories, { numRuns: HISTORIES });
});

const play = async (t: TestContext, steps: readonly Step[]) => {
  const room = new ModelRoom();
  const browser = createFakeBrowser();
  const open: (ModelTab | undefined)[] = [new ModelTab(room, browser.open())];
  for (const next of steps) {
    switch (next.act) {
      case 'say':
        room.say(next.lines);
        break;
      case 'sign':
        room.sign();
        break;
      case 'pass':
        t.mock.timers.tick(next.ms);
        break;
      case 'cut':
      case 'mend':
        room.isCut = next.act === 'cut';
        break;
      case 'open':
        open[next.tab] ??= new ModelTab(room, browser.open({ isShown: next.tab % 2 === 0 }));
        break;
      case 'close':
        open[next.tab]?.close();
        open[next.tab] = undefined;
        break;
      case 'freeze':
      case 'thaw':
      case 'show':
      case 'loseWord':
      case 'wake':
        open[next.tab]?.[next.act]();
    }
    // Sometimes in the middle of what the last step set off.
    if (next.act !== 'say' || next.lines > 1) await settled();
  }

  room.isCut = false;
  const left = open.filter((each) => each !== undefined);
  for (const each of left) each.thaw();
  // Nobody wakes them: the longest pause ends, whoever is frozen is deposed, and the next letters bring what went by unheard.
  for (let second = 0; second < 35; second++) {
    t.mock.timers.tick(1_000);
    await settled();
  }
  for (let line = 0; line < 2; line++) {
    room.say(1);
    await settled();
  }
  // Nothing more is said, and nobody hears of the last signs from the tab that leads: each finds out by itself.
  for (const each of left) each.loseWord();
  room.sign();
  await settled();
  for (let half = 0; half < 2; half++) {
    t.mock.timers.tick(500);
    await settled();
  }
  for (const each of left) each.check();
  assert.equal(room.parked.size, Math.min(left.length, 1), 'waits parked');
  for (const each of left) each.close();
  await settled();
};

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A room that is only numbers. */
class ModelRoom {
  next = 0;
  presenceVersion = 0;
  isCut = false;
  readonly parked = new Set<() => void>();

  say(lines: number) {
    this.next += lines;
    for (const tell of this.parked) tell();
  }

  sign() {
    this.presenceVersion++;
    for (const tell of this.parked) tell();
  }

  ask({ since, hold, presence }: WaitRequest, signal: AbortSignal): Promise<WaitAnswer> {
    if (this.isCut) return Promise.reject(new Error('cut'));
    if (!hold || since < this.next || presence !== this.presenceVersion)
      return Promise.resolve(this.#answer(since, presence));
    return new Promise((resolve, reject) => {
      const tell = () => {
        this.parked.delete(tell);
        // What is under way is lost with the connection.
        if (this.isCut) reject(new Error('cut'));
        else resolve(this.#answer(since, presence));
      };
      this.parked.add(tell);
      signal.addEventListener('abort', () => {
        this.parked.delete(tell);
        reject(signal.reason);
      });
    });
  }

  #answer(since: number, known: number | undefined): WaitAnswer {
    const { next, presenceVersion: version } = this;
    const presence = { version, away: [], typing: [] };
    if (since === next) return { type: 'reconnect', epoch: 'first', next, ...(known !== version && { presence }) };
    const letters = Array.from({ length: next - since }, (_, index) => ({
      id: since + index,
      at: 0,
      event: { type: 'unknown' } as const,
    }));
    return { type: 'mail', epoch: 'first', from: since, next, missed: 0, letters };
  }
}

/** One tab that follows the room by the browser's one poll, and what it shows. */
class ModelTab {
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly show: () => void;
  readonly loseWord: () => void;
  readonly wake: () => void;
  readonly #room: ModelRoom;
  readonly #first: number;
  readonly #shown: number[] = [];
  #presenceVersion = 0;
  readonly #closing = new AbortController();
  readonly #poll: ReturnType<typeof createSharedPoll>;

  constructor(room: ModelRoom, { tabs, ...hand }: ReturnType<ReturnType<typeof createFakeBrowser>['open']>) {
    const wakes = new Wakeups();
    this.#room = room;
    this.#first = room.next;
    this.wake = wakes.wake;
    ({ freeze: this.freeze, thaw: this.thaw, show: this.show, loseWord: this.loseWord } = hand);
    this.#poll = createSharedPoll({
      ask: (question, signal) => room.ask(question, signal),
      tabs,
      onHeardAgain: wakes.resume,
    });
    void this.#follow(wakes);
  }

  close() {
    this.#closing.abort();
    this.#poll.stop();
  }

  check() {
    const all = Array.from({ length: this.#room.next - this.#first }, (_, index) => this.#first + index);
    assert.deepEqual(
      { shown: this.#shown, presenceVersion: this.#presenceVersion },
      { shown: all, presenceVersion: this.#room.presenceVersion },
    );
  }

  async #follow(wakes: Wakeups) {
    const news = pollRoom({
      wait: this.#poll.ask,
      isSessionExpired: () => false,
      pause: wakes.pause,
      onWake: wakes.subscribe,
      from: { epoch: 'first', since: this.#first, presence: 0 },
      tab: '',
      holdMs: 50_000,
      signal: this.#closing.signal,
    });
    for await (const piece of news) {
      if (piece.type === 'mail') this.#shown.push(...piece.letters.map(({ id }) => id));
      else if (piece.type === 'reconnect') this.#presenceVersion = piece.presence?.version ?? this.#presenceVersion;
      else if (piece.type !== 'lost') this.#shown.push(NaN);
    }
  }
}
