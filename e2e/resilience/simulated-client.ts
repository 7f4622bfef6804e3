import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isPermanentError, refusalOf, createRoomApi, type RoomApi } from '@mailroom/web/sync/room-api';
import { sendMutation, type RoomMutation } from '@mailroom/web/sync/mutation';
import { Outbox } from '@mailroom/web/sync/outbox';
import { RoomStore } from '@mailroom/web/sync/room-store';
import { Wakeups } from '@mailroom/web/sync/wakeups';
import { browserFetch } from './browser-fetch.ts';
import { rowOf, type History, type Row, type Wrote } from './history.ts';

/** How many times faster than a page a guest tries again. */
const HURRY = 50;

/** Someone in the room by all of the page's own code that needs no browser, who writes down what they asked and saw. */
export class Guest {
  readonly nickname: string;
  readonly wakes = new Wakeups();
  readonly #room: RoomApi;
  readonly #outbox: Outbox;
  readonly #store: RoomStore;
  readonly #stop: () => void;
  readonly #from: { epoch: string; next: number };
  readonly #wrote: Wrote[] = [];
  /** The numbers of letters that draw no row. */
  readonly #unseen = new Set<number>();

  private constructor(nickname: string, room: RoomApi, visit: Awaited<ReturnType<RoomApi['join']>>) {
    this.nickname = nickname;
    this.#room = room;
    this.#from = visit;
    const { wakes } = this;
    const pause = (ms: number, signal: AbortSignal) => wakes.pause(ms / HURRY, signal);
    this.#outbox = new Outbox({
      deliver: (errand, signal) => this.#deliver(errand, signal),
      refusalOf,
      isPermanentError,
      pause,
      newId: () => randomUUID(),
    });
    this.#store = new RoomStore({
      visit,
      wait: (question, signal) => this.#ask(question, signal),
      members: room.members,
      rejoin: () => room.join({ nickname, attempt: randomUUID() }),
      refusalOf,
      isPermanentError,
      wakeups: { subscribe: wakes.subscribe, wake: wakes.wake, resume: wakes.resume, pause },
      tabsOf: () => undefined,
      outbox: this.#outbox,
      tab: randomUUID(),
    });
    this.#stop = this.#store.run();
  }

  /** Comes in at `url`, however often it has to be tried. */
  static async comesIn(url: string, nickname: string): Promise<Guest> {
    const room = createRoomApi({ url: `${url}trpc`, fetch: browserFetch() });
    const attempt = randomUUID();
    return new Guest(nickname, room, await untilAnswered(() => room.join({ nickname, attempt })));
  }

  says(text: string) {
    this.#outbox.send(text);
    const { clientMsgId } = this.#outbox.messages().at(-1) ?? { clientMsgId: '' };
    this.#wrote.push({ clientMsgId, texts: [text], at: performance.now(), outcome: { type: 'unknown' } });
  }

  /** Gives the last line of theirs that is not deleted another text, wherever it may be; with none, deletes it. */
  changes(text: string) {
    const line = this.#wrote.findLast(({ texts }) => texts.at(-1) !== '');
    if (!line) return;
    if (text === '') this.#outbox.delete(line.clientMsgId);
    else this.#outbox.edit(line.clientMsgId, text);
    Object.assign(line, { texts: [...line.texts, text] });
  }

  /** Whether all that was written has come back, everything before letter `next` is on the screen, and nobody has to be counted again. */
  isAtRest(next: number) {
    const view = this.#store.view();
    return this.#outbox.entries().length === 0 && view.next >= next && !view.isRosterStale;
  }

  /** How things stand, in words for who looks for a fault. */
  get standing() {
    const { connection, next } = this.#store.view();
    return `${this.nickname} is ${connection.state} at ${next} with ${JSON.stringify(this.#outbox.entries())}`;
  }

  /** Who is here, as the screen shows it. */
  get roster(): string[] {
    return [...this.#store.view().members.values()].map(({ nickname }) => nickname).toSorted();
  }

  /** Who is here, as the room says, and how far the room is. */
  async looksAround() {
    const { members, next } = await this.#room.members(new AbortController().signal);
    return { nicknames: members.map(({ nickname }) => nickname).toSorted(), next };
  }

  async leaves() {
    this.#stop();
    this.#outbox.stop();
    await untilAnswered(() => this.#room.leave());
  }

  /** What was asked and seen; `stayed` if nothing more is to come. */
  history(stayed: boolean): History {
    const { next, rows, epoch } = this.#store.view();
    const unseen = [...this.#unseen].filter((number) => number < next);
    const screen = [{ epoch, from: this.#from.next, next, rows: withLetters(rows.flatMap(rowsOf), unseen) }];
    return { who: this.nickname, wrote: this.#wrote, screen, stayed };
  }

  async #ask(...question: Parameters<RoomApi['wait']>) {
    const answer = await this.#room.wait(...question);
    if (answer.type !== 'mail') return answer;
    for (const { id, event } of answer.letters) {
      if (event.type === 'edited' || event.type === 'deleted') this.#unseen.add(id);
    }
    return answer;
  }

  async #deliver(errand: RoomMutation, signal: AbortSignal) {
    const { id: number } = await sendMutation(this.#room, errand, signal);
    const { epoch } = this.#from;
    const named = 'targetClientMsgId' in errand ? errand.targetClientMsgId : errand.clientMsgId;
    const line = this.#wrote.find(({ clientMsgId }) => clientMsgId === named);
    const outcome = { type: 'acknowledged', at: performance.now(), epoch, number } as const;
    const taken = { text: 'text' in errand ? errand.text : '', epoch, number };
    if (line) Object.assign(line, errand.type === 'send' ? { outcome, taken } : { taken });
    return { id: number };
  }
}

/** The rows as they stand, with letters that draw none, each before the first that comes after it. */
const withLetters = (rows: readonly { at: number; row: Row }[], numbers: readonly number[]): Row[] => {
  const left = numbers.toSorted((one, other) => one - other);
  const all = rows.flatMap(({ at, row }) => {
    const after = left.findIndex((number) => number > at);
    return [...left.splice(0, after < 0 ? left.length : after).map(letterRow), row];
  });
  return [...all, ...left.map(letterRow)];
};

const letterRow = (number: number): Row => ({ type: 'letter', number });

/** What a row of the page shows, and by its number where it belongs. */
const rowsOf = (row: ReturnType<RoomStore['view']>['rows'][number]): { at: number; row: Row }[] => {
  switch (row.type) {
    case 'letter':
      return [{ at: row.letter.id, row: rowOf(row.letter) }];
    case 'missed':
      // The key ends with the number of the first of them.
      return [{ at: Number(row.key.split('-').at(-1)), row: { type: 'missed', count: row.count } }];
    case 'notice':
      return [];
  }
};

const untilAnswered = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (isPermanentError(error)) throw error;
      await sleep(10);
    }
  }
};
