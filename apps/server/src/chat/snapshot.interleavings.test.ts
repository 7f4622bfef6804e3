import assert from 'node:assert/strict';
import test from 'node:test';
import type { Letter, Snapshot, WaitAnswer } from '@mailroom/shared';
import { createTestRoom } from './testing/test-room.ts';

test('R11 R12: every interleaving of getMsgId, getUsers, wait, joins and leaves yields the same list', () => {
  const { room, person } = createTestRoom({ ledgerLetters: 20, historyOnJoin: 0 });
  const ann = person('Ann');
  const here = new Set(['Ann']);
  let ben: typeof ann;
  let cleo: typeof ann;
  let list: Asked;
  let secondList: Asked;
  let cursor: { next: number };
  let wait: ReturnType<typeof ann.wait>;

  const comesIn = (nickname: string) => {
    here.add(nickname);
    return person(nickname);
  };
  const goes = ({ leave, member }: typeof ann) => {
    here.delete(member.nickname);
    leave();
  };
  const ask = (): Asked => ({ snapshot: room.members(ann.sessionId), here: inOrder(here) });

  const benJoins = inRoom('Ben joins', () => (ben = comesIn('Ben')));
  const benLeaves = inRoom('Ben leaves', () => goes(ben), benJoins);
  const cleoJoins = inRoom('Cleo joins', () => (cleo = comesIn('Cleo')));
  const getUsers = inRoom('getUsers', () => (list = ask()));
  const getUsersAgain = inRoom('getUsers again', () => (secondList = ask()), getUsers);
  const getMsgId = inRoom('getMsgId', () => (cursor = room.cursor(ann.sessionId)));
  const waits: Step = { name: 'wait', where: 'both', play: (reader) => (wait = ann.wait({ since: reader.cursor })) };
  const answers = [
    atReader('the list comes', (reader) => reader.takes(list), getUsers),
    atReader('the second list comes', (reader) => reader.takes(secondList), getUsersAgain),
    atReader('the cursor comes', (reader) => reader.beginsAt(cursor.next), getMsgId),
    atReader('the mail comes', (reader) => reader.reads(wait.told[0]), waits),
  ];

  const play = (order: readonly Step[]) => {
    const reader = new Reader(room.position().next);
    for (const step of order) step.play(reader);
    wait.stop();
    reader.reads(ann.read(reader.cursor));
    assert.equal(reader.nicknames, inOrder(here));
    assert.equal(nicknamesIn(room.members(ann.sessionId)), inOrder(here));
    goes(cleo);
  };

  let orders = 0;
  everyOrder([benJoins, benLeaves, cleoJoins, getUsers, getUsersAgain, getMsgId, waits, ...answers], (order) => {
    orders++;
    try {
      play(order);
    } catch (cause) {
      throw new Error(order.map(({ name }) => name).join(', '), { cause });
    }
  });
  assert.equal(orders, 48_510, '7! / (2! 2!) orders in the room, with 38.5 on average at the reader');
});

/** What getUsers answered, to be read when it comes, and who was here when it was asked. */
interface Asked {
  readonly snapshot: Snapshot;
  readonly here: string;
}
interface Step {
  readonly name: string;
  /** What it touches: the room, what the reader knows, or both. */
  readonly where: 'room' | 'reader' | 'both';
  readonly play: (reader: Reader) => void;
  /** The step that has to come before it. */
  readonly after?: Step | undefined;
}
const inRoom = (name: string, play: () => void, after?: Step): Step => ({ name, where: 'room', play, after });
const atReader = (name: string, play: Step['play'], after: Step): Step => ({ name, where: 'reader', play, after });

/** Tells of every order of the steps; of those that differ only in which of two steps came first that do not touch each other, of one. */
const everyOrder = (steps: readonly Step[], tell: (order: readonly Step[]) => void, order: readonly Step[] = []) => {
  if (order.length === steps.length) tell(order);
  for (const step of steps) {
    const isOpen = !order.includes(step) && (step.after === undefined || order.includes(step.after));
    const isTwin = step.where === 'room' && order.at(-1)?.where === 'reader';
    if (isOpen && !isTwin) everyOrder(steps, tell, [...order, step]);
  }
};

/** A client that keeps the protocol: the list with the newest stamp counts, and of the letters it holds those from that stamp on. */
class Reader {
  #snapshot: Snapshot | undefined;
  readonly #letters = new Map<number, Letter>();
  #begin: number;

  constructor(begin: number) {
    this.#begin = begin;
  }

  /** The first letter that it needs and does not hold. */
  get cursor() {
    let cursor = this.#snapshot?.next ?? this.#begin;
    while (this.#letters.has(cursor)) cursor++;
    return cursor;
  }

  get nicknames() {
    assert(this.#snapshot);
    const here = new Map(this.#snapshot.members.map(({ id, nickname }) => [id, nickname]));
    for (let id = this.#snapshot.next; id < this.cursor; id++) {
      const event = this.#letters.get(id)?.event;
      if (event?.type === 'joined') here.set(event.member.id, event.member.nickname);
      if (event?.type === 'left') here.delete(event.member.id);
    }
    return inOrder(here.values());
  }

  takes({ snapshot, here }: Asked) {
    assert.equal(nicknamesIn(snapshot), here);
    if (!this.#snapshot || snapshot.next > this.#snapshot.next) this.#snapshot = snapshot;
  }

  /** Where to begin to read as long as there is no list. */
  beginsAt(next: number) {
    this.#begin = next;
  }

  reads(answer: WaitAnswer | undefined) {
    if (answer === undefined) return;
    assert(answer.type === 'mail' && answer.letters.length === answer.next - answer.from);
    for (const letter of answer.letters) this.#letters.set(letter.id, letter);
  }
}

const nicknamesIn = ({ members }: Snapshot) => inOrder(members.map(({ nickname }) => nickname));
const inOrder = (nicknames: Iterable<string>) => [...nicknames].toSorted().join(', ');
