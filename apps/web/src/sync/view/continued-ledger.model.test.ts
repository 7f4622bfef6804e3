import assert from 'node:assert/strict';
import test from 'node:test';
import { array, assert as holds, constant, nat, oneof, property, record, type Arbitrary } from 'fast-check';
import type { History, JoinResult, Letter, Mail, Member, Reset } from '@mailroom/shared';
import { outdatedIds, withCurrentMessages } from './continued-ledger.ts';
import { loadingOlder, mayHaveOlder, withOlderLetters } from './older-letters.ts';
import { applyPollEvent, initialView, rejoinedView, type RoomView } from './room-view.ts';

/** Random histories; `npm run torture` runs more. */
const HISTORIES = Number(process.env['HISTORIES'] ?? 2_000);

const ann: Member = { id: 'ann', nickname: 'Ann' };
const ben: Member = { id: 'ben', nickname: 'Ben' };

/** What happens in the room, or on the page. The numbers choose a message, or say how many letters. */
type Step =
  | { readonly type: 'said' | 'read' | 'read-again' | 'loaded-older' }
  | { readonly type: 'edited' | 'deleted' | 'reacted' | 'repeated' | 'lost'; readonly choice: number };

const chosen = (type: 'edited' | 'deleted' | 'reacted' | 'repeated' | 'lost'): Arbitrary<Step> =>
  record({ type: constant(type), choice: nat(12) });
const simple = (type: 'said' | 'read' | 'read-again' | 'loaded-older'): Arbitrary<Step> => constant({ type });
const steps = array(
  oneof(
    { weight: 4, arbitrary: simple('said') },
    { weight: 4, arbitrary: simple('read') },
    simple('loaded-older'),
    simple('read-again'),
    chosen('edited'),
    chosen('deleted'),
    chosen('reacted'),
    chosen('repeated'),
    { weight: 2, arbitrary: chosen('lost') },
  ),
  { minLength: 1, maxLength: 60 },
);

/** A room that may lose its last letters. Deletions empty the texts of their messages, as in the real one. */
class ModelRoom {
  letters: Letter[] = [];
  epoch = 'epoch 0';
  readonly #formerEpochs = new Map<string, number>();
  #losses = 0;
  #mutations = 0;
  /** The mutation ids of messages that can be sent again, and of those that were ever changed. */
  #lost: string[] = [];
  readonly #changed = new Set<string>();

  get next() {
    return this.letters.length;
  }

  say(mutationId = `m${++this.#mutations}`) {
    this.#append({ type: 'said', member: ben, text: `text of ${mutationId}`, mutationId });
  }

  change(choice: number, type: 'edited' | 'deleted' | 'reacted') {
    const messages = this.letters.filter(({ id, event }) => event.type === 'said' && !this.#isDeleted(id));
    const message = messages[choice % messages.length];
    if (message?.event.type !== 'said') return;
    this.#changed.add(message.event.mutationId);
    const change = { member: ben, letterId: message.id, mutationId: `m${++this.#mutations}` };
    switch (type) {
      case 'edited':
        return this.#append({ type, ...change, text: change.mutationId });
      case 'deleted':
        return this.#append({ type, ...change });
      case 'reacted': {
        const isWithdrawn = this.#mutations % 3 === 0;
        return this.#append({
          type,
          ...change,
          reactions: isWithdrawn ? [] : [{ emoji: change.mutationId, member: ben }],
        });
      }
    }
  }

  /** Sends a lost message again, as the outbox of its author does. */
  repeat(choice: number) {
    const mutationId = this.#lost[choice % this.#lost.length];
    if (mutationId === undefined) return;
    this.#lost = this.#lost.filter((other) => other !== mutationId);
    this.say(mutationId);
  }

  /** Loses up to `count` letters. */
  lose(count: number) {
    const next = Math.max(0, this.next - count);
    const lost = this.letters.filter(({ id }) => id >= next);
    // An outbox sends a message again whose letter its page has not seen. So nobody has ever changed it.
    const messages = lost.flatMap(({ event }) => (event.type === 'said' ? event.mutationId : []));
    this.#lost.push(...messages.filter((mutationId) => !this.#changed.has(mutationId)));
    this.letters = this.letters.slice(0, next);
    this.#formerEpochs.set(this.epoch, next);
    for (const [epoch, before] of this.#formerEpochs) this.#formerEpochs.set(epoch, Math.min(before, next));
    this.epoch = `epoch ${++this.#losses}`;
  }

  resetFor(epoch: string): Reset {
    const before = this.#formerEpochs.get(epoch) ?? 0;
    const agreement = before > 0 && { agreement: { epoch, before } };
    return { type: 'reset', why: 'epoch', epoch: this.epoch, oldest: 0, next: this.next, ...agreement };
  }

  join(historyLength: number): JoinResult {
    const start = Math.max(0, this.next - historyLength);
    const limits = { nicknameLength: 0, messageLength: 0, messagesPerWindow: 0, windowMs: 0, holdMs: 0 };
    const [room, members, letters] = [{ name: 'Mailroom', topic: '' }, [ann, ben], this.#visible(start)];
    return { you: ann, epoch: this.epoch, next: this.next, members, letters, limits, room };
  }

  mail(from: number): Mail {
    const letters = this.#visible(from).slice(0, 3);
    return { type: 'mail', epoch: this.epoch, from, next: from + letters.length, missed: 0, letters };
  }

  history(before: number): History {
    const from = Math.max(0, before - 2);
    const isHere = ({ id }: Letter) => from <= id && id < before;
    const inRange = this.#visible(0).filter(isHere);
    const messages = new Set(inRange.flatMap(({ id, event }) => (event.type === 'said' ? id : [])));
    const last = new Map<string, Letter>();
    for (const letter of this.#visible(0)) {
      const { event } = letter;
      if (!('letterId' in event) || !messages.has(event.letterId)) continue;
      if (event.type === 'deleted') last.delete(`reactions to ${event.letterId}`);
      last.set(`${event.type === 'reacted' ? 'reactions to' : 'text of'} ${event.letterId}`, letter);
    }
    const letters = [...inRange.filter(({ event }) => !('letterId' in event)), ...last.values()];
    return { type: 'history', epoch: this.epoch, from, before, missed: 0, hasOlder: from > 0, letters };
  }

  /** The messages from letter `from` on, as they are now, with their reactions. The text of a deleted one is empty, and it has no reactions. */
  messages(from: number): string[] {
    return this.letters.flatMap(({ id, event }) => {
      if (event.type !== 'said' || id < from) return [];
      const changes = this.letters.flatMap((each) =>
        'letterId' in each.event && each.event.letterId === id ? each.event : [],
      );
      if (changes.some(({ type }) => type === 'deleted')) return `${id}: `;
      const edit = changes.findLast(({ type }) => type === 'edited');
      const reacted = changes.findLast((change) => change.type === 'reacted');
      const reactions = reacted?.type === 'reacted' ? reacted.reactions : [];
      return `${id}: ${edit?.type === 'edited' ? edit.text : event.text}${reactions.map(({ emoji }) => ` ${emoji}`).join('')}`;
    });
  }

  #append(event: Letter['event']) {
    this.letters.push({ id: this.next, at: 0, event });
  }

  #isDeleted(id: number) {
    return this.letters.some(({ event }) => event.type === 'deleted' && event.letterId === id);
  }

  #visible(from: number): Letter[] {
    return this.letters.slice(from).map((letter) => this.#redacted(letter));
  }

  #redacted(letter: Letter): Letter {
    const { event } = letter;
    const messageId = event.type === 'said' ? letter.id : 'letterId' in event ? event.letterId : -1;
    return 'text' in event && this.#isDeleted(messageId) ? { ...letter, event: { ...event, text: '' } } : letter;
  }
}

/** A page that joined a room with some letters. */
class ModelPage {
  readonly #room: ModelRoom;
  #view: RoomView;
  /** The page has all letters of the room from here on. */
  #from: number;
  #keys: readonly string[] = [];
  #answer: History | undefined;

  constructor(room: ModelRoom) {
    this.#room = room;
    const joined = room.join(4);
    this.#view = initialView(joined);
    this.#from = joined.letters[0]?.id ?? joined.next;
  }

  /** Whether the page is at the end of the room's ledger. */
  get isCurrent() {
    const { epoch, next, outdated } = this.#view;
    return epoch === this.#room.epoch && next === this.#room.next && outdatedIds(outdated).size === 0;
  }

  get mayLoadOlder() {
    const { older, epoch } = this.#view;
    return older.epoch === epoch && mayHaveOlder(older);
  }

  read() {
    if (this.#view.epoch !== this.#room.epoch) this.#rejoin();
    else this.#change(applyPollEvent(this.#view, this.#room.mail(this.#view.next)));
  }

  /** Asks for outdated messages; the next call gets the answer, which may be late by then. */
  readAgain() {
    const { outdated, epoch } = this.#view;
    if (this.#answer) this.#change(withCurrentMessages(this.#view, this.#answer));
    const isToAsk = !this.#answer && outdatedIds(outdated).size > 0 && epoch === this.#room.epoch;
    this.#answer = isToAsk ? this.#room.history(Math.max(...outdatedIds(outdated)) + 1) : undefined;
  }

  loadOlder() {
    if (!this.mayLoadOlder || this.#view.epoch !== this.#room.epoch) return;
    this.#change(withOlderLetters(loadingOlder(this.#view), this.#room.history(this.#view.older.before)));
    this.#from = this.#view.older.before;
  }

  /** Asserts that the page shows all messages of the room from its first one on, once and as they are, and what is lost. */
  assertShowsRoom() {
    const { rows, epoch, replayedRows } = this.#view;
    const ids = new Map(Array.from(replayedRows, ([id, key]) => [key, id]));
    const shown = rows.flatMap((row) => {
      if (row.type !== 'letter' || row.letter.event.type !== 'said') return [];
      const id = row.epoch === epoch ? row.letter.id : ids.get(row.key);
      const reactions = row.status === 'deleted' ? [] : (row.reactions?.list.map(({ emoji }) => ` ${emoji}`) ?? []);
      return id === undefined ? [] : { id, text: row.letter.event.text + reactions.join('') };
    });
    const inOrder = shown.toSorted((one, other) => one.id - other.id).map(({ id, text }) => `${id}: ${text}`);
    assert.deepEqual(inOrder, this.#room.messages(this.#from));
    for (const row of rows) {
      const isInRoom = row.type === 'lost' && [...row.keys].some((key) => ids.has(key));
      assert(!isInRoom, 'a message that was sent again is in the room');
    }
  }

  #rejoin() {
    const { epoch } = this.#view;
    const reset = this.#room.resetFor(epoch);
    const joined = this.#room.join(4);
    const before = reset.agreement?.before ?? 0;
    this.#change(rejoinedView(applyPollEvent(this.#view, reset), joined, before));
    this.#from = before > 0 ? Math.min(this.#from, before) : (joined.letters[0]?.id ?? joined.next);
  }

  /** Asserts that no row vanishes or moves, and that none is there twice. */
  #change(view: RoomView) {
    const keys = view.rows.map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length, 'each key is there once');
    const former = new Set(this.#keys);
    assert.deepEqual(
      keys.filter((key) => former.has(key)),
      this.#keys,
    );
    const own = view.rows.flatMap((row) => (row.type === 'letter' && row.epoch === view.epoch ? row.letter.id : []));
    assert(
      own.every((id, index) => id < view.next && id > (own[index - 1] ?? -1)),
      `in order: ${own.join()}`,
    );
    this.#view = view;
    this.#keys = keys;
  }
}

test('whatever a room loses, a page shows each message once, as it is, and keeps its rows', () => {
  holds(
    property(nat(8), steps, (messages, history) => {
      const room = new ModelRoom();
      for (let count = 0; count < messages; count++) room.say();
      const page = new ModelPage(room);
      for (const step of history) {
        switch (step.type) {
          case 'said':
            room.say();
            break;
          case 'read':
            page.read();
            break;
          case 'read-again':
            page.readAgain();
            break;
          case 'loaded-older':
            page.loadOlder();
            break;
          case 'lost':
            room.lose(step.choice);
            break;
          case 'repeated':
            room.repeat(step.choice);
            break;
          case 'edited':
          case 'deleted':
          case 'reacted':
            room.change(step.choice, step.type);
        }
      }
      while (!page.isCurrent) {
        page.read();
        page.readAgain();
      }
      page.assertShowsRoom();
      while (page.mayLoadOlder) page.loadOlder();
      page.assertShowsRoom();
    }),
    { numRuns: HISTORIES },
  );
});
