import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Letter, RoomEvent, WaitAnswer } from '@mailroom/shared';
import { Ledger } from './ledger.ts';
import type { Mailbox } from './mailbox.ts';
import { PostOffice } from './post-office.ts';

/** How many histories one run plays, and how many readers take part in each. */
const HISTORIES = Number(process.env['HISTORIES'] ?? 20_000);
const READERS = 3;

const reader = fc.nat(READERS - 1);
const readerStep = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constantFrom('poll', 'lostPoll', 'doubledPoll'), reader }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('stalePoll' as const), reader, back: fc.nat(6) }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constantFrom('park', 'parkAndLose'), reader, tab: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('hangUp', 'sweep'), reader }) },
);
const step = fc.oneof(
  { weight: 8, arbitrary: readerStep },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('broadcast' as const) }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('send' as const), reader }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('getBusy' as const, 'haveTime' as const) }) },
);
type ReaderStep = typeof readerStep extends fc.Arbitrary<infer S> ? S : never;
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

test('L1 L2 L4 M1 M2 M3 M4 M7 M8 M9 M10 M11 M13 P1 P2 P5: whatever happens, every reader gets each letter once, in order, or is told how many are gone', () => {
  const history = fc.record({
    steps: fc.array(step, { maxLength: 60, size: 'max' }),
    letters: fc.integer({ min: 1, max: 8 }),
    mostWaits: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(fc.property(history, play), { numRuns: HISTORIES });
});

/** The whole reference: everything that ever happened, and what of it a reader should have been told. */
const happened: { id: number; to: number | undefined }[] = [];
const meantFor = (who: number, from: number) => happened.filter(({ id, to }) => id >= from && (to ?? who) === who);
const expectedMail = (who: number, from: number, oldest: number) => ({
  missed: meantFor(who, from).filter(({ id }) => id < oldest).length,
  ids: meantFor(who, from).flatMap(({ id }) => (id < oldest ? [] : [id])),
});

const play = ({ steps, letters, mostWaits }: { steps: Step[]; letters: number; mostWaits: number }) => {
  happened.length = 0;
  const ledger = new Ledger({ epoch: 'first', maxLetters, maxBytes: 0 });
  const world = new BusyWorld();
  const postOffice = new PostOffice({ ledger, maxWaitsPerMailbox, maxParkedWaits: 0, scheduleDelivery: world.soon });
  const readers = Array.from({ length: READERS }, (_, who) => new ModelReader(who, ledger, postOffice));
  const event: RoomEvent = { type: 'left', member: { id: 'a', nickname: 'A' }, reason: '' };

  for (const next of steps) {
    if (next.act === 'broadcast' || next.act === 'send') {
      const to = next.act === 'send' ? next.reader : undefined;
      happened.push({ id: happened.length, to });
      const { id }: Letter = to === undefined ? postOffice.broadcast(event, 0) : postOffice.send(`${to}`, event, 0);
      assert.equal(id, happened.length - 1);
      const told = world.isPuttingOff ? readers.filter((_, who) => who === to) : readers;
      for (const each of told) each.checkNobodyIsForgotten();
    } else if ('reader' in next) {
      readers[next.reader]?.do(next);
    } else if (next.act === 'getBusy') {
      world.isBusy = true;
    } else {
      world.haveTime();
      for (const each of readers) each.checkNobodyIsForgotten();
    }
  }
  for (const each of readers) each.readToTheEnd();
};

/** A world that puts deliveries off while it is busy. */
class BusyWorld {
  isBusy = false;
  #due: (() => void) | undefined;

  /** Whether letters wait for a delivery. */
  get isPuttingOff() {
    return this.#due !== undefined;
  }

  readonly soon = (task: () => void) => {
    assert.equal(this.#due, undefined, 'one delivery is due at a time');
    if (this.isBusy) this.#due = task;
    else task();
  };

  haveTime() {
    const due = this.#due;
    this.isBusy = false;
    this.#due = undefined;
    due?.();
  }
}

class ModelReader {
  readonly #who: number;
  readonly #ledger: Ledger;
  readonly #postOffice: PostOffice;
  #mailbox: Mailbox;
  #cursor = 0;
  #first = 0;
  /** What reached the screen since the mailbox was opened: letter ids, and how many were said to be gone. */
  #seen: number[] = [];
  #gone = 0;
  #parked: { since: number; tab: number; stop: () => void; lose: boolean; over: boolean }[] = [];

  constructor(who: number, ledger: Ledger, postOffice: PostOffice) {
    this.#who = who;
    this.#ledger = ledger;
    this.#postOffice = postOffice;
    this.#mailbox = this.#postOffice.open({ address: `${who}`, firstLetterId: 0 });
  }

  do(next: ReaderStep) {
    switch (next.act) {
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
        return this.#park(next.tab, next.act === 'parkAndLose');
      case 'hangUp':
        return this.#hangUp();
      case 'sweep':
        return this.#sweep();
    }
  }

  /** While nothing is put off, every wait still parked must be one for which there is nothing yet. */
  checkNobodyIsForgotten() {
    for (const { since, over } of this.#parked) {
      if (!over) assert.deepEqual(this.#expected(since).ids, []);
    }
  }

  readToTheEnd() {
    this.#hangUp();
    this.#receive(this.#read(this.#cursor));
    const all = meantFor(this.#who, this.#first).map(({ id }) => id);
    assert.equal(this.#seen.length + this.#gone, all.length, 'nothing lost, nothing doubled');
    assert.deepEqual(
      this.#seen,
      all.filter((id) => this.#seen.includes(id)),
      'in order',
    );
  }

  #expected(since: number) {
    return expectedMail(this.#who, Math.max(since, this.#first), this.#ledger.oldest);
  }

  #read(since: number): WaitAnswer | undefined {
    const answer = this.#mailbox.read({ since });
    this.#check(answer, since);
    return answer;
  }

  #check(answer: WaitAnswer | undefined, since: number) {
    const { missed, ids } = this.#expected(since);
    if (missed === 0 && ids.length === 0) return assert.equal(answer, undefined);
    assert(answer?.type === 'mail');
    assert.deepEqual(
      { from: answer.from, missed: answer.missed, ids: answer.letters.map(({ id }) => id), next: answer.next },
      { from: since, missed, ids, next: happened.length },
    );
  }

  /** The client's own rule: an answer that does not continue where it stands is dropped. */
  #receive(answer: WaitAnswer | undefined) {
    if (answer?.type !== 'mail' || answer.from !== this.#cursor) return;
    this.#seen.push(...answer.letters.map(({ id }) => id));
    this.#gone += answer.missed;
    this.#cursor = answer.next;
  }

  #park(tab: number, lose: boolean) {
    const parked = { since: this.#cursor, tab, lose, over: false, stop: () => {} };
    this.#parked.push(parked);
    parked.stop = this.#mailbox.listen({ since: parked.since, tab: `${tab}` }, (answer) => {
      assert(!parked.over, 'told once, and never after hanging up');
      parked.over = true;
      if (answer.type === 'superseded' || answer.type === 'closed') return;
      this.#check(answer, parked.since);
      if (!lose) this.#receive(answer);
    });
  }

  #hangUp() {
    for (const parked of this.#parked) {
      parked.stop();
      parked.over = true;
    }
    this.#parked = [];
  }

  #sweep() {
    this.#postOffice.close(`${this.#who}`, { type: 'closed', why: 'timeout' });
    assert(
      this.#parked.every(({ over }) => over),
      'every wait was told',
    );
    this.#parked = [];
    this.#first = this.#ledger.next;
    this.#cursor = this.#first;
    this.#seen = [];
    this.#gone = 0;
    this.#mailbox = this.#postOffice.open({ address: `${this.#who}`, firstLetterId: this.#first });
  }
}
