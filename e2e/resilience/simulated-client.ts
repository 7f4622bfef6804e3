import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { digest } from '@mailroom/shared';
import { createRoomApi, isPermanentError, refusalOf, type RoomApi } from '@mailroom/web/sync/room-api';
import { sendMutation, type RoomMutation } from '@mailroom/web/sync/mutation';
import { Outbox } from '@mailroom/web/sync/outbox';
import type { OutboxEntry } from '@mailroom/web/sync/outbox-entry';
import { RoomStore } from '@mailroom/web/sync/room-store';
import { mutationIdOf, type Row as PageRow } from '@mailroom/web/sync/view/row';
import { Wakeups } from '@mailroom/web/sync/wakeups';
import { createBrowserFetch } from '../support/network/browser-fetch.ts';
import { missedRowsOf, rowOf, type History, type Row, type WrittenMessage } from './history.ts';
import { retryUntilAnswered } from './retry.ts';

/** The page's pauses before a retry are divided by this, so that a run takes seconds and not minutes. */
const RETRY_SPEEDUP = 50;

/** A member that runs all of the page's code that needs no browser, and records a history. */
export class SimulatedClient {
  readonly nickname: string;
  readonly wakeups = new Wakeups();
  readonly #room: RoomApi;
  readonly #outbox: Outbox;
  readonly #store: RoomStore;
  readonly #stop: () => void;
  readonly #joinedAt: { epoch: string; next: number };
  readonly #written: WrittenMessage[] = [];
  #acceptedCount = 0;
  /** What the first answer at each cursor said about missed letters. Later answers at the same cursor are not used. */
  readonly #missed = new Map<number, Row[]>();
  /** The numbers of letters without a row of their own. */
  readonly #withoutRow = new Set<number>();

  private constructor(
    nickname: string,
    room: RoomApi,
    joined: Awaited<ReturnType<RoomApi['join']>>,
    retrySpeedup: number,
  ) {
    this.nickname = nickname;
    this.#room = room;
    this.#joinedAt = joined;
    const { subscribe, wake, resume, pause: wakeablePause } = this.wakeups;
    const pause = (ms: number, signal: AbortSignal) => wakeablePause(ms / retrySpeedup, signal);
    this.#outbox = new Outbox({
      deliver: (mutation, signal) => this.#deliver(mutation, signal),
      refusalOf,
      isPermanentError,
      pause,
      newId: () => randomUUID(),
    });
    this.#store = new RoomStore({
      joined,
      wait: (request, signal) => this.#wait(request, signal),
      members: room.members,
      history: room.history,
      rejoin: () => room.join({ nickname, attempt: randomUUID() }),
      refusalOf,
      isPermanentError,
      wakeups: { subscribe, wake, resume, pause },
      tabsOf: () => undefined,
      outbox: this.#outbox,
      tab: randomUUID(),
    });
    this.#stop = this.#store.run();
  }

  /** Joins at `url`. Repeats the request until it is answered. The page's pauses before a retry are divided by `retrySpeedup`. */
  static async join(url: string, nickname: string, { retrySpeedup = RETRY_SPEEDUP } = {}): Promise<SimulatedClient> {
    const room = createRoomApi({ url: `${url}trpc`, fetch: createBrowserFetch() });
    const attempt = randomUUID();
    const joined = await retryUntilAnswered(() => room.join({ nickname, attempt }));
    return new SimulatedClient(nickname, room, joined, retrySpeedup);
  }

  send(text: string) {
    this.#outbox.send(text);
    const { mutationId } = this.#outbox.messages().at(-1) ?? { mutationId: '' };
    this.#written.push({ mutationId, texts: [text], at: performance.now(), outcome: { type: 'unknown' } });
  }

  /** Edits the client's last message that is not deleted, in whatever state it is. Deletes it if `text` is empty. */
  changeLast(text: string) {
    const message = this.#written.findLast(({ texts }) => texts.at(-1) !== '');
    if (!message) return;
    if (text === '') this.#outbox.delete(message.mutationId);
    else this.#outbox.edit(message.mutationId, text);
    Object.assign(message, { texts: [...message.texts, text] });
  }

  /** Reacts to the last message on the screen that is not deleted, whoever sent it; without an emoji, withdraws the reaction. */
  reactToLast(emoji: string | undefined) {
    const last = this.#store.view().rows.findLast((row) => mutationIdOf(row) !== undefined && !isDeleted(row));
    const mutationId = last && mutationIdOf(last);
    if (mutationId !== undefined) this.#outbox.react(mutationId, emoji);
  }

  /**
   * Whether the outbox is empty, every letter before `next` is on the screen, and the roster is up to date. A refused reaction stays in the outbox:
   * its message was deleted meanwhile.
   */
  isSettled(next: number) {
    const view = this.#store.view();
    const isToBeDone = ({ type, refusal }: OutboxEntry) => type !== 'react' || refusal?.refusal !== 'message-unknown';
    return !this.#outbox.entries().some(isToBeDone) && view.next >= next && !view.isRosterStale;
  }

  /** The reactions to each message on the screen, by its mutation id. */
  get reactions(): ReadonlyMap<string, readonly string[]> {
    return new Map(
      this.#store.view().rows.flatMap((row) => {
        const mutationId = mutationIdOf(row);
        if (row.type !== 'letter' || mutationId === undefined || isDeleted(row)) return [];
        const reactions = row.reactions?.list.map(({ emoji, member }) => `${emoji} ${member.nickname}`) ?? [];
        return [[mutationId, reactions] as const];
      }),
    );
  }

  /** The number of mutations that the room has accepted so far. */
  get acceptedCount() {
    return this.#acceptedCount;
  }

  /** The number of mutations in the outbox that the room has not accepted. */
  get unsentCount() {
    return this.#outbox.entries().filter(({ state }) => state !== 'sent').length;
  }

  /** The state of the client, for the message of a failed assertion. */
  get description() {
    const { connection, next } = this.#store.view();
    const entries = this.#outbox.entries();
    return `${this.nickname} is ${connection.state} at ${next} with ${entries.length} entries: ${JSON.stringify(entries.slice(0, 3))}`;
  }

  /** The nicknames in the roster on the screen. */
  get roster(): string[] {
    return [...this.#store.view().members.values()].map(({ nickname }) => nickname).toSorted();
  }

  /** The nicknames of the members, and the epoch and the end of the ledger, as the room says. */
  async members() {
    const { signal } = new AbortController();
    const { members, next, epoch } = await retryUntilAnswered(() => this.#room.members(signal));
    return { nicknames: members.map(({ nickname }) => nickname).toSorted(), next, epoch };
  }

  async leave() {
    this.#stop();
    this.#outbox.stop();
    await retryUntilAnswered(() => this.#room.leave());
  }

  /** What the client sent and saw so far. For `isComplete` see `History`. */
  history({ isComplete }: { isComplete: boolean }): History {
    const { next, rows, epoch } = this.#store.view();
    const withoutRow = [...this.#withoutRow].filter((number) => number < next);
    const missed = [...this.#missed].flatMap(([from, missedRows]) => (from < next ? missedRows : []));
    const shown = rows.flatMap((row) => (row.type === 'missed' ? [row.count] : []));
    const lost = missed.flatMap((row) => (row.type === 'missed' && row.messages > 0 ? [row.messages] : []));
    assert.deepEqual(shown, lost, `${this.nickname} is shown how many messages were missed`);
    const letters = insertLetters(rows.flatMap(rowsOf), withoutRow);
    const screen = [{ epoch, from: this.#joinedAt.next, next, rows: [...letters, ...missed] }];
    return { client: this.nickname, written: this.#written, screen, isComplete };
  }

  async #wait(...request: Parameters<RoomApi['wait']>) {
    const answer = await this.#room.wait(...request);
    if (answer.type !== 'mail') return answer;
    if (!this.#missed.has(answer.from)) this.#missed.set(answer.from, missedRowsOf(answer));
    for (const { id, event } of answer.letters) {
      if ('letterId' in event) this.#withoutRow.add(id);
    }
    return answer;
  }

  async #deliver(mutation: RoomMutation, signal: AbortSignal) {
    const { id: number } = await sendMutation(this.#room, mutation, signal);
    this.#acceptedCount++;
    if (mutation.type === 'react') return { id: number };
    const { epoch } = this.#joinedAt;
    const messageId = 'targetMutationId' in mutation ? mutation.targetMutationId : digest(mutation.clientMsgId);
    const message = this.#written.find(({ mutationId }) => mutationId === messageId);
    const outcome = { type: 'acknowledged', at: performance.now(), epoch, number } as const;
    const lastAccepted = { text: 'text' in mutation ? mutation.text : '', epoch, number };
    if (message) Object.assign(message, mutation.type === 'send' ? { outcome, lastAccepted } : { lastAccepted });
    return { id: number };
  }
}

const isDeleted = (row: PageRow) => row.type === 'letter' && row.status === 'deleted';

/** Inserts a row for each of these letters before the first row with a higher number. */
const insertLetters = (rows: readonly { at: number; row: Row }[], numbers: readonly number[]): Row[] => {
  const remaining = numbers.toSorted((one, other) => one - other);
  const all = rows.flatMap(({ at, row }) => {
    const after = remaining.findIndex((number) => number > at);
    return [...remaining.splice(0, after < 0 ? remaining.length : after).map(letterRow), row];
  });
  return [...all, ...remaining.map(letterRow)];
};

const letterRow = (number: number): Row => ({ type: 'letter', number });

/** Returns what a row of the page shows, with the number at which it belongs. Notices of the page are not letters. */
const rowsOf = (row: ReturnType<RoomStore['view']>['rows'][number]): { at: number; row: Row }[] => {
  switch (row.type) {
    case 'letter':
      return [{ at: row.letter.id, row: rowOf(row.letter) }];
    case 'missed':
    case 'lost':
    case 'notice':
      return [];
  }
};
