import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import fc from 'fast-check';
import type { WaitAnswer } from '@mailroom/shared';
import type { WaitRequest } from './hold/wait.ts';
import { pollRoom } from './poll-room.ts';
import { createSharedPoll } from './shared-poll.ts';
import { createFakeBrowser } from './testing/fake-tabs.ts';
import { Wakeups } from './wakeups.ts';

const HISTORIES = Math.min(Number(process.env['HISTORIES'] ?? 600), 100_000);
const MAX_TABS = 4;

const tab = fc.nat(MAX_TABS - 1);
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ act: fc.constant('send' as const), messages: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('changePresence' as const) }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('advance' as const), ms: fc.constantFrom(500, 1_000, 5_000) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constantFrom('open', 'close', 'freeze', 'thaw', 'show', 'loseMessage', 'loseAnswer', 'wake'),
      tab,
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('disconnect' as const, 'reconnect' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

test('after any history, every tab shows each letter once, in order, and the current presence, and one wait is parked', async (t) => {
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
      case 'send':
        room.send(next.messages);
        break;
      case 'changePresence':
        room.changePresence();
        break;
      case 'advance':
        t.mock.timers.tick(next.ms);
        break;
      case 'disconnect':
      case 'reconnect':
        room.isDisconnected = next.act === 'disconnect';
        break;
      case 'open':
        open[next.tab] ??= new ModelTab(room, browser.open({ isVisible: next.tab % 2 === 0 }));
        break;
      case 'close':
        open[next.tab]?.close();
        open[next.tab] = undefined;
        break;
      case 'freeze':
      case 'thaw':
      case 'show':
      case 'loseMessage':
      case 'loseAnswer':
      case 'wake':
        open[next.tab]?.[next.act]();
    }
    // A single message is followed by the next step while its effects are pending.
    if (next.act !== 'send' || next.messages > 1) await settled();
  }

  room.isDisconnected = false;
  const remaining = open.filter((each) => each !== undefined);
  for (const each of remaining) each.thaw();
  // Without any wake-up the longest pause ends, and a frozen leader is replaced. The next letters bring what was lost.
  for (let second = 0; second < 35; second++) {
    t.mock.timers.tick(1_000);
    await settled();
  }
  for (let message = 0; message < 2; message++) {
    room.send(1);
    await settled();
  }
  for (const each of remaining) each.checkLetters();
  // No message follows, and every tab loses the leader's message about the last presence: each has to find out by itself.
  for (const each of remaining) each.loseMessage();
  room.changePresence();
  await settled();
  for (let half = 0; half < 2; half++) {
    t.mock.timers.tick(500);
    await settled();
  }
  for (const each of remaining) each.check();
  assert.equal(room.parked.size, Math.min(remaining.length, 1), 'waits parked');
  for (const each of remaining) each.close();
  await settled();
};

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A room that has only the ids of its letters and the version of its presence. */
class ModelRoom {
  next = 0;
  presenceVersion = 0;
  isDisconnected = false;
  readonly parked = new Set<() => void>();

  send(messages: number) {
    this.next += messages;
    for (const deliver of this.parked) deliver();
  }

  changePresence() {
    this.presenceVersion++;
    for (const deliver of this.parked) deliver();
  }

  wait({ since, hold, presence }: WaitRequest, signal: AbortSignal): Promise<WaitAnswer> {
    if (this.isDisconnected) return Promise.reject(new Error('disconnected'));
    if (!hold || since < this.next || presence !== this.presenceVersion)
      return Promise.resolve(this.#answer(since, presence));
    return new Promise((resolve, reject) => {
      const deliver = () => {
        this.parked.delete(deliver);
        // A parked request is lost with the connection.
        if (this.isDisconnected) reject(new Error('disconnected'));
        else resolve(this.#answer(since, presence));
      };
      this.parked.add(deliver);
      signal.addEventListener('abort', () => {
        this.parked.delete(deliver);
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

/** One tab with its shared poll, and what it shows. */
class ModelTab {
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly show: () => void;
  readonly loseMessage: () => void;
  readonly loseAnswer: () => void;
  readonly wake: () => void;
  readonly #room: ModelRoom;
  readonly #first: number;
  readonly #shown: number[] = [];
  #presenceVersion = 0;
  readonly #closeAbort = new AbortController();
  readonly #poll: ReturnType<typeof createSharedPoll>;

  constructor(room: ModelRoom, { tabs, ...controls }: ReturnType<ReturnType<typeof createFakeBrowser>['open']>) {
    const wakeups = new Wakeups();
    this.#room = room;
    this.#first = room.next;
    this.wake = wakeups.wake;
    ({ freeze: this.freeze, thaw: this.thaw, show: this.show } = controls);
    ({ loseMessage: this.loseMessage, loseAnswer: this.loseAnswer } = controls);
    this.#poll = createSharedPoll({
      wait: (request, signal) => room.wait(request, signal),
      tabs,
      onReconnected: wakeups.resume,
    });
    void this.#run(wakeups);
  }

  close() {
    this.#closeAbort.abort();
    this.#poll.stop();
  }

  checkLetters() {
    const all = Array.from({ length: this.#room.next - this.#first }, (_, index) => this.#first + index);
    assert.deepEqual(this.#shown, all);
  }

  check() {
    this.checkLetters();
    assert.equal(this.#presenceVersion, this.#room.presenceVersion);
  }

  async #run(wakeups: Wakeups) {
    const events = pollRoom({
      wait: this.#poll.wait,
      isSessionExpired: () => false,
      pause: wakeups.pause,
      onWake: wakeups.subscribe,
      from: { epoch: 'first', since: this.#first, presence: 0 },
      tab: '',
      holdMs: 50_000,
      signal: this.#closeAbort.signal,
    });
    for await (const event of events) {
      if (event.type === 'mail') this.#shown.push(...event.letters.map(({ id }) => id));
      else if (event.type === 'reconnect') this.#presenceVersion = event.presence?.version ?? this.#presenceVersion;
      else if (event.type !== 'disconnected') this.#shown.push(NaN);
    }
  }
}
