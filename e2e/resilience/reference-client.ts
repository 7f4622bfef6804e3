import { randomUUID } from 'node:crypto';
import type { Letter } from '@mailroom/shared';
import { createRoomApi } from '@mailroom/web/sync/room-api';
import { browserFetch } from './browser-fetch.ts';
import { rowOf, type History, type Row } from './history.ts';

/** Someone on a good line, who is in the room from first to last and reads everything. */
export class Observer {
  readonly nickname: string;
  readonly letters: Letter[] = [];
  readonly #room: ReturnType<typeof createRoomApi>;
  readonly #rows: Row[] = [];
  #stretch = { epoch: '', from: 0, next: 0 };

  constructor(url: string, nickname: string) {
    this.nickname = nickname;
    this.#room = createRoomApi({ url: `${url}trpc`, fetch: browserFetch() });
  }

  async comesIn() {
    const { epoch, next } = await this.#room.join({ nickname: this.nickname, attempt: randomUUID() });
    this.#stretch = { epoch, from: next, next };
  }

  /** Reads all there is to read, and answers who is in the room by then. */
  async looksAround(): Promise<string[]> {
    const { members, next } = await this.#room.members(new AbortController().signal);
    while (this.#stretch.next < next) await this.#reads();
    return members.map(({ nickname }) => nickname);
  }

  get history(): History {
    return { who: this.nickname, wrote: [], screen: [{ ...this.#stretch, rows: this.#rows }], stayed: true };
  }

  async #reads() {
    const { epoch, next: since } = this.#stretch;
    const answer = await this.#room.wait({ epoch, since, tab: 'one', hold: false }, new AbortController().signal);
    if (answer.type !== 'mail') throw new Error(`${this.nickname} reads on and is told ${answer.type}`);
    if (answer.missed > 0) this.#rows.push({ type: 'missed', count: answer.missed });
    this.letters.push(...answer.letters);
    this.#rows.push(...answer.letters.map(rowOf));
    this.#stretch.next = answer.next;
  }
}
