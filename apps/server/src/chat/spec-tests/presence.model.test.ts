import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { fixedLimits, type Member, type WaitAnswer } from '@mailroom/shared';
import { createTestRoom, type TestMember } from '../testing/test-room.ts';

/** The number of random histories per run. One costs much more than in delivery.model.test.ts. */
const HISTORIES = Math.min(Number(process.env['HISTORIES'] ?? 1_000), 200_000);
/** The number of clients in each history. */
const CLIENTS = 3;
const SECOND = 1_000;
const NO_VERSION = -1;

const client = fc.nat(CLIENTS - 1);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      action: fc.constantFrom('startTyping' as const, 'stopTyping' as const, 'send' as const),
      client,
    }),
  },
  { weight: 4, arbitrary: fc.record({ action: fc.constantFrom('sleep' as const, 'wake' as const), client }) },
  { weight: 2, arbitrary: fc.record({ action: fc.constantFrom('loseAnswer' as const, 'rejoin' as const), client }) },
  {
    weight: 6,
    arbitrary: fc.record({ action: fc.constant('advance' as const), seconds: fc.constantFrom(1, 3, 6, 60) }),
  },
  { weight: 1, arbitrary: fc.record({ action: fc.constantFrom('startDeferring' as const, 'deliver' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

test('G1 G2 G3 G4 G5 G6: in every history, every polling client has all letters, and the presence of the last sweep', () => {
  const history = fc.tuple(fc.array(step, { maxLength: 40, size: 'max' }), fc.constantFrom(0, 2));
  fc.assert(
    fc.property(history, ([steps, maxLetters]) => play(steps, maxLetters)),
    { numRuns: HISTORIES },
  );
});

const play = (steps: readonly Step[], maxLetters: number) => {
  const bounds = { ledgerLetters: maxLetters, ledgerMemberships: maxLetters };
  const { room, environment, join } = createTestRoom({ idleMs: 0, messagesPerWindow: 0, ...bounds });
  const joinAs = (index: number) => new ModelClient(join(`guest${index}`));
  const clients = Array.from({ length: CLIENTS }, (_, index) => joinAs(index));
  /** The model: who was away and who was typing at the last sweep, without the changes that letters announced since. */
  let [away, typing] = [new Set<string>(), new Set<string>()];
  let sweeps = 0;
  const markSeen = (each: ModelClient) => (each.lastSeenAt = environment.monotonicTime);

  const advance = () => {
    environment.advance(SECOND);
    sweeps++;
    for (const each of clients) if (each.isAwake) markSeen(each);
    const now = environment.monotonicTime;
    const idsOf = (some: ModelClient[]) => new Set(some.map(({ id }) => id));
    away = idsOf(clients.filter(({ lastSeenAt }) => now - lastSeenAt >= fixedLimits.awayAfterMs));
    typing = idsOf(clients.filter(({ typedAt }) => now - typedAt < fixedLimits.typingMs));
    for (const each of clients) each.poll();
  };

  for (const next of steps) {
    if (next.action === 'advance') for (let second = 0; second < next.seconds; second++) advance();
    else if (next.action === 'startDeferring') environment.defersDeliveries = true;
    else if (next.action === 'deliver') {
      environment.defersDeliveries = false;
      environment.runDeferredDeliveries();
    } else if ('client' in next) {
      const actor = clients[next.client];
      assert(actor);
      if (next.action === 'rejoin') {
        actor.leave();
        clients[next.client] = joinAs(next.client);
      } else {
        if (actor.isAwake || ['startTyping', 'stopTyping', 'send'].includes(next.action)) markSeen(actor);
        actor.run(next.action);
        if (next.action === 'startTyping') actor.typedAt = environment.monotonicTime;
        if (next.action === 'stopTyping' || next.action === 'send') actor.typedAt = -Infinity;
      }
      if (next.action === 'send') typing.delete(actor.id);
      if (next.action === 'rejoin') for (const ids of [away, typing]) ids.delete(actor.id);
    }
    for (const each of clients) each.poll();
    if (environment.deferredDeliveries.length > 0) continue;
    for (const each of clients) each.check({ next: room.position().next, away, typing, maxVersion: sweeps });
  }
};

/** A client that polls as the page does, unless it sleeps. */
class ModelClient {
  readonly #member: TestMember;
  readonly #presence = { version: 0, away: new Set<string>(), typing: new Set<string>() };
  #wait: { answers: WaitAnswer[]; stop: () => unknown } | undefined;
  #since: number;
  #losesNextAnswer = false;
  lastSeenAt = 0;
  typedAt = -Infinity;
  isAwake = true;

  constructor(member: TestMember) {
    this.#member = member;
    this.#since = member.joined.next;
    this.poll();
  }

  get id(): Member['id'] {
    return this.#member.member.id;
  }

  run(action: 'startTyping' | 'stopTyping' | 'send' | 'sleep' | 'wake' | 'loseAnswer') {
    switch (action) {
      case 'startTyping':
      case 'stopTyping':
        return this.#member.setTyping({ stopped: action === 'stopTyping' });
      case 'send':
        this.#member.send('hello');
        return;
      case 'loseAnswer':
        this.#losesNextAnswer = true;
        return;
      case 'sleep':
      case 'wake':
        this.isAwake = action === 'wake';
        if (!this.isAwake) this.#wait?.stop();
        this.#wait = undefined;
    }
  }

  leave() {
    this.#member.leave();
    this.isAwake = false;
  }

  /** Polls until a wait is parked. */
  poll() {
    for (let polls = 0; this.isAwake && (!this.#wait || this.#wait.answers.length > 0); polls++) {
      assert(polls < 10, 'a poll does not return the same answer again and again');
      const answer = this.#wait?.answers[0];
      if (answer && !this.#losesNextAnswer) this.#apply(answer);
      this.#losesNextAnswer &&= !answer;
      this.#wait = this.#member.wait({ since: this.#since, presence: this.#presence.version, tab: 'one' });
    }
  }

  #apply(answer: WaitAnswer) {
    if (answer.type === 'mail') {
      assert.equal(answer.from, this.#since);
      // A missed letter may have announced a change of the presence.
      if (answer.missed > 0) this.#presence.version = NO_VERSION;
      for (const { event } of answer.letters) {
        if (event.type === 'said' || event.type === 'left') this.#presence.typing.delete(event.member.id);
        if (event.type === 'left') this.#presence.away.delete(event.member.id);
      }
    } else {
      assert(answer.type === 'reconnect' && answer.presence);
      assert.equal(answer.next, this.#since, 'no letter is skipped');
      const { version, away, typing } = answer.presence;
      Object.assign(this.#presence, { version, away: new Set(away), typing: new Set(typing) });
    }
    this.#since = answer.next;
  }

  check(expected: { next: number; away: Set<string>; typing: Set<string>; maxVersion: number }) {
    if (!this.isAwake) return;
    const { version, away, typing } = this.#presence;
    const { maxVersion, ...position } = expected;
    assert.deepEqual({ next: this.#since, away, typing }, position);
    assert(version <= maxVersion, 'a sweep creates at most one version');
  }
}
