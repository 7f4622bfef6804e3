import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isFinal, refusalIn, roomApi, type RoomApi } from '@mailroom/web/room-api';
import { Outbox } from '@mailroom/web/room/outbox';
import { RoomStore } from '@mailroom/web/room/room-store';
import { Wakes } from '@mailroom/web/room/wakes';
import { browserFetch } from './browser-fetch.ts';
import { rowOf, type History, type Row, type Wrote } from './history.ts';

/** How many times faster than a page a guest tries again. */
const HURRY = 50;

/** Someone in the room by all of the page's own code that needs no browser, who writes down what they asked and saw. */
export class Guest {
  readonly nickname: string;
  readonly wakes = new Wakes();
  readonly #room: RoomApi;
  readonly #outbox: Outbox;
  readonly #store: RoomStore;
  readonly #stop: () => void;
  readonly #from: { epoch: string; next: number };
  readonly #wrote: Wrote[] = [];

  private constructor(nickname: string, room: RoomApi, visit: Awaited<ReturnType<RoomApi['join']>>) {
    this.nickname = nickname;
    this.#room = room;
    this.#from = visit;
    const { wakes } = this;
    const pause = (ms: number, signal: AbortSignal) => wakes.pause(ms / HURRY, signal);
    this.#outbox = new Outbox({
      deliver: (line, signal) => this.#deliver(line, signal),
      refusalIn,
      isFinal,
      pause,
      newId: () => randomUUID(),
    });
    this.#store = new RoomStore({
      visit,
      ask: room.wait,
      members: room.members,
      rejoin: () => room.join({ nickname, attempt: randomUUID() }),
      refusalIn,
      isFinal,
      wakes: { listen: wakes.listen, ring: wakes.ring, goOn: wakes.goOn, pause },
      tabsOf: () => undefined,
      outbox: this.#outbox,
      tab: randomUUID(),
    });
    this.#stop = this.#store.run();
  }

  /** Comes in at `url`, however often it has to be tried. */
  static async comesIn(url: string, nickname: string): Promise<Guest> {
    const room = roomApi({ url: `${url}trpc`, fetch: browserFetch() });
    const attempt = randomUUID();
    return new Guest(nickname, room, await untilAnswered(() => room.join({ nickname, attempt })));
  }

  says(text: string) {
    this.#outbox.post(text);
    const { clientMsgId } = this.#outbox.lines().at(-1) ?? { clientMsgId: '' };
    this.#wrote.push({ clientMsgId, text, at: performance.now(), outcome: { type: 'unknown' } });
  }

  /** Whether all that was written has come back, and everything before letter `next` is on the screen. */
  isAtRest(next: number) {
    return this.#outbox.lines().length === 0 && this.#store.view().next >= next;
  }

  /** How things stand, in words for who looks for a fault. */
  get standing() {
    const { connection, next } = this.#store.view();
    return `${this.nickname} is ${connection.state} at ${next} with ${JSON.stringify(this.#outbox.lines())}`;
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
    const screen = [{ epoch, from: this.#from.next, next, rows: rows.flatMap(rowsOf) }];
    return { who: this.nickname, wrote: this.#wrote, screen, stayed };
  }

  async #deliver(line: { text: string; clientMsgId: string }, signal: AbortSignal) {
    const { id } = await this.#room.send(line, signal);
    const { epoch } = this.#from;
    const written = this.#wrote.find(({ clientMsgId }) => clientMsgId === line.clientMsgId);
    const outcome = { type: 'acknowledged', at: performance.now(), epoch, number: id } as const;
    if (written) Object.assign(written, { outcome });
    return { id };
  }
}

const rowsOf = (row: ReturnType<RoomStore['view']>['rows'][number]): Row[] => {
  switch (row.type) {
    case 'letter':
      return [rowOf(row.letter)];
    case 'missed':
      return [{ type: 'missed', count: row.count }];
    case 'remark':
      return [];
  }
};

const untilAnswered = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (isFinal(error)) throw error;
      await sleep(10);
    }
  }
};
