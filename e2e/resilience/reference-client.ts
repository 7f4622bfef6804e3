import { randomUUID } from 'node:crypto';
import type { Letter } from '@mailroom/shared';
import { createRoomApi } from '@mailroom/web/sync/room-api';
import { createBrowserFetch } from '../support/network/browser-fetch.ts';
import { missedRowsOf, rowOf, type History, type Row } from './history.ts';
import { retryUntilAnswered } from './retry.ts';

/** A client on an undisturbed connection that is in the room from start to end and reads everything. */
export class ReferenceClient {
  readonly nickname: string;
  readonly letters: Letter[] = [];
  readonly #room: ReturnType<typeof createRoomApi>;
  readonly #rows: Row[] = [];
  #range = { epoch: '', from: 0, next: 0 };

  constructor(url: string, nickname: string) {
    this.nickname = nickname;
    this.#room = createRoomApi({ url: `${url}trpc`, fetch: createBrowserFetch() });
  }

  async join() {
    const attempt = randomUUID();
    const { epoch, next } = await retryUntilAnswered(() => this.#room.join({ nickname: this.nickname, attempt }));
    this.#range = { epoch, from: next, next };
  }

  /** Reads every letter so far. Returns the nicknames of the members at that point. */
  async readAll(): Promise<string[]> {
    const { members, next } = await this.#room.members(new AbortController().signal);
    while (this.#range.next < next) await this.#poll();
    return members.map(({ nickname }) => nickname);
  }

  get history(): History {
    return { client: this.nickname, written: [], screen: [{ ...this.#range, rows: this.#rows }], isComplete: true };
  }

  async #poll() {
    const { epoch, next: since } = this.#range;
    const answer = await this.#room.wait({ epoch, since, tab: 'one', hold: false }, new AbortController().signal);
    if (answer.type !== 'mail') throw new Error(`the poll of ${this.nickname} is answered with ${answer.type}`);
    this.#rows.push(...missedRowsOf(answer));
    this.letters.push(...answer.letters);
    this.#rows.push(...answer.letters.map(rowOf));
    this.#range.next = answer.next;
  }
}
