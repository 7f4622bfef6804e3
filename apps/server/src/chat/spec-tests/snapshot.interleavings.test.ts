import assert from 'node:assert/strict';
import test from 'node:test';
import type { Letter, Snapshot, WaitAnswer } from '@mailroom/shared';
import { createTestRoom, type TestMember } from '../testing/test-room.ts';

test('R11 R12: every interleaving of getMsgId, getUsers, wait, joins and leaves yields the same list', () => {
  const { room, join } = createTestRoom({ ledgerLetters: 20, historyOnJoin: 0, membersPerNetwork: 0 });
  const ann = join('Ann');
  const present = new Set(['Ann']);
  let ben: TestMember;
  let cleo: TestMember;
  let list: MemberList;
  let secondList: MemberList;
  let cursor: { next: number };
  let wait: ReturnType<TestMember['wait']>;

  const enter = (nickname: string) => {
    present.add(nickname);
    return join(nickname);
  };
  const exit = ({ leave, member }: TestMember) => {
    present.delete(member.nickname);
    leave();
  };
  const listMembers = (): MemberList => ({ snapshot: room.members(ann.sessionId), expected: sorted(present) });

  const benJoins = inRoom('Ben joins', () => (ben = enter('Ben')));
  const benLeaves = inRoom('Ben leaves', () => exit(ben), benJoins);
  const cleoJoins = inRoom('Cleo joins', () => (cleo = enter('Cleo')));
  const getUsers = inRoom('getUsers', () => (list = listMembers()));
  const getUsersAgain = inRoom('getUsers again', () => (secondList = listMembers()), getUsers);
  const getMsgId = inRoom('getMsgId', () => (cursor = room.cursor(ann.sessionId)));
  const waits: Step = { name: 'wait', where: 'both', run: (client) => (wait = ann.wait({ since: client.cursor })) };
  const answers = [
    atClient('the list arrives', (client) => client.receiveList(list), getUsers),
    atClient('the second list arrives', (client) => client.receiveList(secondList), getUsersAgain),
    atClient('the cursor arrives', (client) => client.receiveCursor(cursor.next), getMsgId),
    atClient('the mail arrives', (client) => client.receiveMail(wait.answers[0]), waits),
  ];

  const play = (order: readonly Step[]) => {
    const client = new ModelClient(room.position().next);
    for (const step of order) step.run(client);
    wait.stop();
    client.receiveMail(ann.read(client.cursor));
    assert.equal(client.nicknames, sorted(present));
    assert.equal(nicknamesIn(room.members(ann.sessionId)), sorted(present));
    exit(cleo);
  };

  let orders = 0;
  forEachOrder([benJoins, benLeaves, cleoJoins, getUsers, getUsersAgain, getMsgId, waits, ...answers], (order) => {
    orders++;
    try {
      play(order);
    } catch (cause) {
      throw new Error(order.map(({ name }) => name).join(', '), { cause });
    }
  });
  assert.equal(orders, 48_510, '7! / (2! 2!) orders in the room, times 38.5 on average at the client');
});

interface MemberList {
  readonly snapshot: Snapshot;
  /** The nicknames of the members when the list was requested. */
  readonly expected: string;
}
interface Step {
  readonly name: string;
  /** What the step reads or changes: the room, the client, or both. */
  readonly where: 'room' | 'client' | 'both';
  readonly run: (client: ModelClient) => void;
  /** The step that has to come first. */
  readonly after?: Step | undefined;
}
const inRoom = (name: string, run: () => void, after?: Step): Step => ({ name, where: 'room', run, after });
const atClient = (name: string, run: Step['run'], after: Step): Step => ({ name, where: 'client', run, after });

/**
 * Calls `visit` with every order of the steps. A step in the room and one at the client do not affect each other: of the
 * orders that differ only in such pairs, it visits one.
 */
const forEachOrder = (steps: readonly Step[], visit: (order: readonly Step[]) => void, order: readonly Step[] = []) => {
  if (order.length === steps.length) visit(order);
  for (const step of steps) {
    const isPossible = !order.includes(step) && (step.after === undefined || order.includes(step.after));
    const isRedundant = step.where === 'room' && order.at(-1)?.where === 'client';
    if (isPossible && !isRedundant) forEachOrder(steps, visit, [...order, step]);
  }
};

/** A client that follows the protocol: it applies to the latest list the letters from the position of that list on. */
class ModelClient {
  #snapshot: Snapshot | undefined;
  readonly #letters = new Map<number, Letter>();
  #start: number;

  constructor(start: number) {
    this.#start = start;
  }

  /** The id of the first letter that the client needs and does not have. */
  get cursor() {
    let cursor = this.#snapshot?.next ?? this.#start;
    while (this.#letters.has(cursor)) cursor++;
    return cursor;
  }

  get nicknames() {
    assert(this.#snapshot);
    const nicknames = new Map(this.#snapshot.members.map(({ id, nickname }) => [id, nickname]));
    for (let id = this.#snapshot.next; id < this.cursor; id++) {
      const event = this.#letters.get(id)?.event;
      if (event?.type === 'joined') nicknames.set(event.member.id, event.member.nickname);
      if (event?.type === 'left') nicknames.delete(event.member.id);
    }
    return sorted(nicknames.values());
  }

  receiveList({ snapshot, expected }: MemberList) {
    assert.equal(nicknamesIn(snapshot), expected);
    if (!this.#snapshot || snapshot.next > this.#snapshot.next) this.#snapshot = snapshot;
  }

  /** Sets the cursor to use until a list arrives. */
  receiveCursor(next: number) {
    this.#start = next;
  }

  receiveMail(answer: WaitAnswer | undefined) {
    if (answer === undefined) return;
    assert(answer.type === 'mail' && answer.letters.length === answer.next - answer.from);
    for (const letter of answer.letters) this.#letters.set(letter.id, letter);
  }
}

const nicknamesIn = ({ members }: Snapshot) => sorted(members.map(({ nickname }) => nickname));
const sorted = (nicknames: Iterable<string>) => [...nicknames].toSorted().join(', ');
