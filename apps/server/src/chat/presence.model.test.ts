import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { fixedLimits, type Member, type WaitAnswer } from '@mailroom/shared';
import { createTestRoom } from './testing/test-room.ts';

const HISTORIES = Math.min(Number(process.env['HISTORIES'] ?? 2_000), 200_000);
const PEOPLE = 3;
const SECOND = 1_000;
const NO_VERSION = -1;

const who = fc.nat(PEOPLE - 1);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ act: fc.constantFrom('write' as const, 'stop' as const, 'say' as const), who }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constantFrom('sleep' as const, 'wake' as const), who }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constantFrom('loseAnswer' as const, 'goAndComeIn' as const), who }) },
  { weight: 6, arbitrary: fc.record({ act: fc.constant('pass' as const), seconds: fc.constantFrom(1, 3, 6, 60) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('getBusy' as const, 'haveTime' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

test('G1 G2 G3 G4 G5 G6: whatever happens, every page that follows knows all letters, and the signs as they were at the last sweep', () => {
  const history = fc.tuple(fc.array(step, { maxLength: 40, size: 'max' }), fc.constantFrom(0, 2));
  fc.assert(
    fc.property(history, ([steps, ledgerLetters]) => play(steps, ledgerLetters)),
    { numRuns: HISTORIES },
  );
});

const play = (steps: readonly Step[], ledgerLetters: number) => {
  const { room, world, person } = createTestRoom({ idleMs: 0, messagesPerWindow: 0, ledgerLetters });
  const comeIn = (seat: number) => new Page(person(`guest${seat}`));
  const pages = Array.from({ length: PEOPLE }, (_, seat) => comeIn(seat));
  /** The signs by their rules: who was away and who was writing at the last sweep, but for those of whom a letter told since. */
  let [away, writing] = [new Set<string>(), new Set<string>()];
  let sweeps = 0;
  const heardOf = (page: Page) => (page.heardAt = world.monotonicTime);

  const pass = () => {
    world.advance(SECOND);
    sweeps++;
    for (const page of pages) if (page.isAwake) heardOf(page);
    const idsOf = (those: Page[]) => new Set(those.map(({ id }) => id));
    away = idsOf(pages.filter(({ heardAt }) => world.monotonicTime - heardAt >= fixedLimits.awayMs));
    writing = idsOf(pages.filter(({ wroteAt }) => world.monotonicTime - wroteAt < fixedLimits.typingMs));
    for (const page of pages) page.catchUp();
  };
  const haveTime = () => {
    world.defersDeliveries = false;
    for (const deliver of world.deferredDeliveries.splice(0)) deliver();
  };

  for (const next of steps) {
    if (next.act === 'pass') for (let second = 0; second < next.seconds; second++) pass();
    else if (next.act === 'getBusy') world.defersDeliveries = true;
    else if (next.act === 'haveTime') haveTime();
    else if ('who' in next) {
      const page = pages[next.who];
      assert(page);
      if (next.act === 'goAndComeIn') {
        page.goes();
        pages[next.who] = comeIn(next.who);
      } else {
        if (page.isAwake || ['write', 'stop', 'say'].includes(next.act)) heardOf(page);
        page.do(next.act);
        if (next.act === 'write') page.wroteAt = world.monotonicTime;
        if (next.act === 'stop' || next.act === 'say') page.wroteAt = -Infinity;
      }
      if (next.act === 'say') writing.delete(page.id);
      if (next.act === 'goAndComeIn') for (const sign of [away, writing]) sign.delete(page.id);
    }
    for (const page of pages) page.catchUp();
    if (world.deferredDeliveries.length > 0) continue;
    for (const page of pages) page.check({ next: room.position().next, away, writing, most: sweeps });
  }
};

/** A page that follows the room as its own do, unless it sleeps. */
class Page {
  readonly #person: ReturnType<ReturnType<typeof createTestRoom>['person']>;
  readonly #signs = { version: 0, away: new Set<string>(), writing: new Set<string>() };
  #wait: { told: WaitAnswer[]; stop: () => unknown } | undefined;
  #since: number;
  #losesNext = false;
  heardAt = 0;
  wroteAt = -Infinity;
  isAwake = true;

  constructor(person: ReturnType<ReturnType<typeof createTestRoom>['person']>) {
    this.#person = person;
    this.#since = person.joined.next;
    this.catchUp();
  }

  get id(): Member['id'] {
    return this.#person.member.id;
  }

  do(act: 'write' | 'stop' | 'say' | 'sleep' | 'wake' | 'loseAnswer') {
    if (act === 'write' || act === 'stop') this.#person.setTyping({ stopped: act === 'stop' });
    else if (act === 'say') this.#person.send('hello');
    else if (act === 'loseAnswer') this.#losesNext = true;
    else {
      this.isAwake = act === 'wake';
      if (!this.isAwake) this.#wait?.stop();
      this.#wait = undefined;
    }
  }

  goes() {
    this.#person.leave();
    this.isAwake = false;
  }

  /** Asks again and again, until it waits for what is not there yet. */
  catchUp() {
    for (let times = 0; this.isAwake && (!this.#wait || this.#wait.told.length > 0); times++) {
      assert(times < 10, 'it is not told the same again and again');
      const answer = this.#wait?.told[0];
      if (answer && !this.#losesNext) this.#read(answer);
      this.#losesNext &&= !answer;
      this.#wait = this.#person.wait({ since: this.#since, presence: this.#signs.version, tab: 'one' });
    }
  }

  #read(answer: WaitAnswer) {
    if (answer.type === 'mail') {
      assert.equal(answer.from, this.#since);
      // A letter that told of signs may be among those that are gone.
      if (answer.missed > 0) this.#signs.version = NO_VERSION;
      for (const { event } of answer.letters) {
        if (event.type === 'said' || event.type === 'left') this.#signs.writing.delete(event.member.id);
        if (event.type === 'left') this.#signs.away.delete(event.member.id);
      }
    } else {
      assert(answer.type === 'reconnect' && answer.presence);
      assert.equal(answer.next, this.#since, 'no letter is passed over');
      const { version, away, writing } = answer.presence;
      Object.assign(this.#signs, { version, away: new Set(away), writing: new Set(writing) });
    }
    this.#since = answer.next;
  }

  check({ next, most, ...signs }: { next: number; most: number; away: Set<string>; writing: Set<string> }) {
    if (!this.isAwake) return;
    const { version, ...known } = this.#signs;
    assert.deepEqual({ next: this.#since, ...known }, { next, ...signs });
    assert(version <= most);
  }
}
