import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { RoomEvent, WaitAnswer } from '@mailroom/shared';
import { Ledger } from '../ledger/ledger.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import { PostOffice } from '../mailbox/post-office.ts';

/** The number of random histories per run. */
const HISTORIES = Number(process.env['HISTORIES'] ?? 5_000);
/** The number of readers in each history. */
const READERS = 3;

const reader = fc.nat(READERS - 1);
const readerStep = fc.oneof(
  { weight: 3, arbitrary: fc.record({ action: fc.constantFrom('poll', 'lostPoll', 'doubledPoll'), reader }) },
  { weight: 1, arbitrary: fc.record({ action: fc.constant('stalePoll' as const), reader, back: fc.nat(6) }) },
  { weight: 3, arbitrary: fc.record({ action: fc.constantFrom('park', 'parkAndLose'), reader, tab: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ action: fc.constantFrom('disconnect', 'timeOut'), reader }) },
);
const step = fc.oneof(
  { weight: 8, arbitrary: readerStep },
  {
    weight: 4,
    arbitrary: fc.record({ action: fc.constant('broadcast' as const), event: fc.constantFrom('said', 'left') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      action: fc.constant('broadcast' as const),
      event: fc.constantFrom('edited', 'edited', 'deleted'),
      target: fc.nat(2),
    }),
  },
  { weight: 1, arbitrary: fc.record({ action: fc.constant('flood' as const), count: fc.nat(6) }) },
  {
    weight: 2,
    arbitrary: fc.record({ action: fc.constant('send' as const), reader, event: fc.constantFrom('said', 'left') }),
  },
  { weight: 1, arbitrary: fc.record({ action: fc.constantFrom('startDeferring' as const, 'deliver' as const) }) },
);
type ReaderStep = typeof readerStep extends fc.Arbitrary<infer S> ? S : never;
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** How many letters of each kind the ledger holds. */
interface Bounds {
  readonly messages: number;
  readonly memberships: number;
}
interface History {
  readonly steps: readonly Step[];
  readonly bounds: Bounds;
  readonly maxWaitsPerMailbox: number;
}

test('L1 L2 L4 L7 L8 M1 M2 M3 M4 M15 M7 M8 M9 M10 M11 M13 P1 P2 P5: in every history, every reader gets each letter once and in order, or the exact number of missed letters', () => {
  const history = fc.record({
    steps: fc.array(step, { maxLength: 60, size: 'max' }),
    bounds: fc.record({ messages: fc.integer({ min: 1, max: 8 }), memberships: fc.integer({ min: 1, max: 4 }) }),
    maxWaitsPerMailbox: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(fc.property(history, play), { numRuns: HISTORIES });
});

const play = ({ steps, bounds, maxWaitsPerMailbox }: History) => {
  allLetters.length = 0;
  const ledger = new Ledger({
    epoch: 'first',
    messages: { letters: bounds.messages, bytes: 0 },
    memberships: { letters: bounds.memberships, bytes: 0 },
  });
  const scheduler = new ManualScheduler();
  const { scheduleDelivery } = scheduler;
  const postOffice = new PostOffice({ ledger, maxWaitsPerMailbox, maxParkedWaits: 0, scheduleDelivery });
  const readers = Array.from({ length: READERS }, (_, index) => new ModelReader(index, ledger, postOffice));
  const broadcast = (event: RoomEvent) => {
    appendToModel(event, bounds);
    assert.equal(postOffice.broadcast(event, 0).id, allLetters.length - 1);
    if (!scheduler.isDeliveryPending) for (const each of readers) each.checkParkedWaits();
  };

  for (const next of steps) {
    if (next.action === 'broadcast') {
      broadcast(eventOf(next));
    } else if (next.action === 'flood') {
      for (let count = 0; count < next.count; count++) broadcast(eventOf({ event: 'left' }));
    } else if (next.action === 'send') {
      const event = eventOf(next);
      appendToModel(event, bounds, next.reader);
      assert.equal(postOffice.send(`${next.reader}`, event, 0).id, allLetters.length - 1);
      if (scheduler.isDeliveryPending) readers[next.reader]?.checkParkedWaits();
      else for (const each of readers) each.checkParkedWaits();
    } else if ('reader' in next) {
      readers[next.reader]?.run(next);
    } else if (next.action === 'startDeferring') {
      scheduler.isDeferring = true;
    } else {
      scheduler.deliver();
      for (const each of readers) each.checkParkedWaits();
    }
  }
  for (const each of readers) each.readToTheEnd();
};

/** A change has the last message but `target`, or the last at all, as its target. */
const eventOf = ({ event: type, target = 0 }: { event: string; target?: number }): RoomEvent => {
  const messages = allLetters.filter(({ event }) => event.type === 'said');
  const letterId = messages.at(-1 - target)?.id ?? 0;
  const member = { id: 'a', nickname: 'A' };
  if (type === 'edited') return { type, member, letterId, text: 'a', mutationId: 'b' };
  if (type === 'deleted') return { type, member, letterId, mutationId: 'b' };
  return type === 'said' ? { type, member, text: 'a', mutationId: 'b' } : { type: 'left', member, why: 'left' };
};

interface ModelLetter {
  readonly id: number;
  readonly event: RoomEvent;
  readonly recipient: number | undefined;
  isDropped: boolean;
  /** The id of the letter that made this one unnecessary, while the ledger held this one. */
  supersededBy?: number;
}

/** The model: every letter that was ever appended, and from it the mail that a reader must get. */
const allLetters: ModelLetter[] = [];

const isMembership = ({ event }: ModelLetter) => event.type === 'left';

const appendToModel = (event: RoomEvent, bounds: Bounds, recipient?: number) => {
  const id = allLetters.length;
  const changed = 'letterId' in event ? event.letterId : undefined;
  for (const letter of allLetters) {
    const isOlderEdit = letter.event.type === 'edited' && letter.event.letterId === changed;
    if (isOlderEdit && !letter.isDropped) letter.supersededBy ??= id;
  }
  allLetters.push({ id, event, recipient, isDropped: false });
  dropBeyond(bounds.memberships, allLetters.filter(isMembership));
  dropBeyond(
    bounds.messages,
    allLetters.filter((letter) => !isMembership(letter)),
  );
};

/** Drops superseded letters first, those superseded earlier before those superseded later, and then the oldest. */
const dropBeyond = (max: number, letters: readonly ModelLetter[]) => {
  const held = letters.filter(({ isDropped }) => !isDropped);
  const bySupersession = held.toSorted(({ supersededBy: one = Infinity }, { supersededBy: other = Infinity }) =>
    one < other ? -1 : Number(one > other),
  );
  for (const letter of bySupersession.slice(0, Math.max(0, held.length - max))) letter.isDropped = true;
};

const lettersFor = (index: number, from: number) =>
  allLetters.filter(({ id, recipient }) => id >= from && (recipient ?? index) === index);
const expectedMail = (index: number, from: number) => {
  const letters = lettersFor(index, from);
  const missed = letters.filter(({ isDropped }) => isDropped);
  return {
    missed: missed.length,
    missedMemberships: missed.filter(isMembership).length,
    supersededChanges: missed.filter(({ supersededBy }) => supersededBy !== undefined).length,
    ids: letters.flatMap(({ id, isDropped }) => (isDropped ? [] : [id])),
  };
};

/** A scheduler that runs deliveries at once, or defers them until `deliver`. */
class ManualScheduler {
  isDeferring = false;
  #pending: (() => void) | undefined;

  get isDeliveryPending() {
    return this.#pending !== undefined;
  }

  readonly scheduleDelivery = (deliver: () => void) => {
    assert.equal(this.#pending, undefined, 'at most one delivery is scheduled at a time');
    if (this.isDeferring) this.#pending = deliver;
    else deliver();
  };

  deliver() {
    const pending = this.#pending;
    this.isDeferring = false;
    this.#pending = undefined;
    pending?.();
  }
}

interface ParkedWait {
  readonly since: number;
  /** Whether the answer is lost on its way to the client. */
  readonly isAnswerLost: boolean;
  isOver: boolean;
  stop: () => void;
}

/** A client that polls one mailbox over an unreliable connection. */
class ModelReader {
  readonly #index: number;
  readonly #ledger: Ledger;
  readonly #postOffice: PostOffice;
  #mailbox: Mailbox;
  #cursor = 0;
  #firstLetterId = 0;
  /** The ids of the letters that the client received since the mailbox was opened. */
  #received: number[] = [];
  #missed = 0;
  #waits: ParkedWait[] = [];

  constructor(index: number, ledger: Ledger, postOffice: PostOffice) {
    this.#index = index;
    this.#ledger = ledger;
    this.#postOffice = postOffice;
    this.#mailbox = this.#postOffice.open({ address: `${index}`, firstLetterId: 0 });
  }

  run(next: ReaderStep) {
    switch (next.action) {
      case 'poll':
        return this.#receive(this.#read(this.#cursor));
      case 'lostPoll':
        return this.#read(this.#cursor);
      case 'doubledPoll':
        return assert.deepEqual(this.#read(this.#cursor), this.#read(this.#cursor));
      case 'stalePoll':
        return this.#read(Math.max(0, this.#cursor - next.back));
      case 'park':
      case 'parkAndLose':
        return this.#park(next.tab, next.action === 'parkAndLose');
      case 'disconnect':
        return this.#disconnect();
      case 'timeOut':
        return this.#timeOut();
    }
  }

  /** Checks that no wait is parked for which there are letters. Holds while no delivery is pending. */
  checkParkedWaits() {
    for (const { since, isOver } of this.#waits) {
      if (!isOver) assert.deepEqual(this.#expected(since).ids, []);
    }
  }

  readToTheEnd() {
    this.#disconnect();
    this.#receive(this.#read(this.#cursor));
    const all = lettersFor(this.#index, this.#firstLetterId).map(({ id }) => id);
    assert.equal(this.#received.length + this.#missed, all.length, 'no letter is lost or duplicated');
    assert.deepEqual(
      this.#received,
      all.filter((id) => this.#received.includes(id)),
      'the letters are in order',
    );
  }

  #expected(since: number) {
    return expectedMail(this.#index, Math.max(since, this.#firstLetterId));
  }

  #read(since: number): WaitAnswer | undefined {
    const answer = this.#mailbox.read({ since });
    this.#check(answer, since);
    return answer;
  }

  #check(answer: WaitAnswer | undefined, since: number) {
    const { ids, ...missed } = this.#expected(since);
    if (missed.missed === 0 && ids.length === 0) return assert.equal(answer, undefined);
    assert(answer?.type === 'mail');
    const { type: _, epoch, letters, ...counts } = answer;
    assert.deepEqual(
      { missedMemberships: 0, supersededChanges: 0, ...counts, epoch, ids: letters.map(({ id }) => id) },
      { from: since, ...missed, epoch: 'first', ids, next: allLetters.length },
    );
  }

  /** Applies the client's rule: it drops an answer that does not start at its cursor. */
  #receive(answer: WaitAnswer | undefined) {
    if (answer?.type !== 'mail' || answer.from !== this.#cursor) return;
    this.#received.push(...answer.letters.map(({ id }) => id));
    this.#missed += answer.missed;
    this.#cursor = answer.next;
  }

  #park(tab: number, isAnswerLost: boolean) {
    const wait: ParkedWait = { since: this.#cursor, isAnswerLost, isOver: false, stop: () => {} };
    this.#waits.push(wait);
    wait.stop = this.#mailbox.listen({ since: wait.since, tab: `${tab}` }, (answer) => {
      assert(!wait.isOver, 'a wait is answered once, and never after it was stopped');
      wait.isOver = true;
      if (answer.type === 'superseded' || answer.type === 'closed') return;
      this.#check(answer, wait.since);
      if (!wait.isAnswerLost) this.#receive(answer);
    });
  }

  #disconnect() {
    for (const wait of this.#waits) {
      wait.stop();
      wait.isOver = true;
    }
    this.#waits = [];
  }

  #timeOut() {
    this.#postOffice.close(`${this.#index}`, { type: 'closed', why: 'timeout' });
    assert(
      this.#waits.every(({ isOver }) => isOver),
      'closing the mailbox answers every wait',
    );
    this.#waits = [];
    this.#firstLetterId = this.#ledger.next;
    this.#cursor = this.#firstLetterId;
    this.#received = [];
    this.#missed = 0;
    this.#mailbox = this.#postOffice.open({ address: `${this.#index}`, firstLetterId: this.#firstLetterId });
  }
}
