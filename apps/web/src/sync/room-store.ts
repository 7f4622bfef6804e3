import type { Letter, Member, Refusal, RefusalName, Snapshot, Visit } from '@mailroom/shared';
import { backoff } from './backoff.ts';
import { nextTask } from './next-task.ts';
import type { RoomApi } from './room-api.ts';
import { pollRoom, type PollEvent } from './poll-room.ts';
import { splitMail } from './split-mail.ts';
import { createSharedPoll, type SharedPoll } from './shared-poll.ts';
import type { Outbox } from './outbox.ts';
import { endedView, initialView, applyPollEvent, withMembers, rejoinedView, type LeaveReason, type RoomView, type Row } from './room-view.ts';
import type { TabChannel } from './tab-channel.ts';
import type { Wakeups } from './wakeups.ts';

export interface RoomStoreOptions {
  readonly visit: Visit;
  readonly wait: RoomApi['wait'];
  readonly members: (signal: AbortSignal) => Promise<Snapshot>;
  /**
   * Comes in again as the same member, when numbers no longer mean what they did, or when the room had let us go; brings nothing when
   * this browser's member has left, or came in as somebody else. It may be called something else by then. Once the signal has aborted,
   * whoever is in goes again.
   */
  readonly rejoin: (you: Member, signal: AbortSignal) => Promise<Visit | undefined>;
  /** What the room refused, if that is why a call failed. */
  readonly refusalOf: (error: unknown) => Refusal | undefined;
  /** Whether trying a call again is in vain. */
  readonly isPermanentError: (error: unknown) => boolean;
  readonly wakeups: Pick<Wakeups, 'listen' | 'ring' | 'goOn' | 'pause'>;
  /** The browser's other tabs in which it is this member, if it can tell. */
  readonly tabsOf: (memberId: string) => TabChannel | undefined;
  readonly outbox: Outbox;
  readonly tab: string;
}

const OWN_LINE_MS = 2_000;
/** What held for so long may begin at once when it ends; what did not could become a flood. */
const LASTING_MS = 10_000;

/** The room as one page sees it: a view that changes as news comes in, for as long as someone keeps it running. */
export class RoomStore {
  readonly #options: RoomStoreOptions;
  readonly #listeners = new Set<() => void>();
  readonly #hearers = new Set<(rows: readonly Row[]) => void>();
  #view: RoomView;
  #poll: SharedPoll | undefined;
  #expectsOwn = false;
  /** Whether there was a wake-up since the room was last heard. */
  #isWoken = false;

  constructor(options: RoomStoreOptions) {
    this.#options = options;
    this.#view = initialView(options.visit);
    this.#settleOwn(options.visit.letters);
  }

  readonly view = () => this.#view;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Calls `hear` with the rows that are added as letters come in: neither those that were there before, nor any for the second time. */
  readonly onRowsAdded = (hear: (rows: readonly Row[]) => void) => {
    this.#hearers.add(hear);
    return () => void this.#hearers.delete(hear);
  };

  /** Follows the room from where the view stands; the returned function stops it. */
  run(): () => void {
    const running = new AbortController();
    void this.#keepUp(running.signal);
    const undo = [
      this.#options.outbox.subscribe(() => {
        // What is answered after it came in the mail, or with the tail, stands in the transcript already.
        this.#options.outbox.acknowledgeUpTo(this.#view.next);
        void this.#expectOwn(running.signal);
      }),
      this.#options.wakeups.subscribe(() => (this.#isWoken = true)),
    ];
    return () => {
      running.abort();
      for (const each of undo) each();
    };
  }

  /** Says to this browser's other tabs that their member has left. */
  announceLeft() {
    this.#poll?.tell({ type: 'closed', why: 'left' });
  }

  async #keepUp(signal: AbortSignal) {
    for (let resyncs = 0; !signal.aborted && this.#view.connection.state !== 'ended';) {
      const begun = performance.now();
      await this.#followOn(signal);
      if (performance.now() - begun > LASTING_MS) resyncs = 0;
      if (!signal.aborted && this.#view.connection.state === 'resyncing') await this.#resync(signal, resyncs++);
    }
  }

  /** Takes news until there is none any more: the visit is over, or numbers do not fit. */
  async #followOn(signal: AbortSignal) {
    const { wait, refusalOf, wakeups, tabsOf, tab } = this.#options;
    const { you, epoch, next, limits, presence } = this.#view;
    const poll = createSharedPoll({ ask, tabs: tabsOf(you.id), onHeardAgain: wakeups.resume });
    this.#poll = poll;
    signal.addEventListener('abort', poll.stop, { once: true });
    const news = pollRoom({
      wait: poll.ask,
      isSessionExpired: (error) => refusalOf(error)?.refusal === 'no-session',
      pause: wakeups.pause,
      onWake: wakeups.subscribe,
      from: { epoch, since: next, presence: presence.version },
      tab,
      holdMs: limits.holdMs,
      signal,
    });
    try {
      for await (const piece of news) await this.#takeInParts(piece, signal);
    } finally {
      poll.stop();
    }
  }

  async #takeInParts(news: PollEvent, signal: AbortSignal) {
    const parts = splitMail(news);
    for (const part of parts) {
      if (parts.length > 1) await nextTask();
      if (signal.aborted) return;
      this.#take(part);
    }
    if (this.#view.isRosterStale) await this.#recount(signal);
  }

  #take(news: PollEvent) {
    const { rows } = this.#view;
    this.#change(applyPollEvent(this.#view, news));
    if (news.type !== 'mail') return;
    this.#settleOwn(news.letters);
    const arrived = this.#view.rows.slice(rows.length);
    for (const hear of this.#hearers) hear(arrived);
  }

  /** What one asked for leaves the outbox when a letter tells of it, or when the transcript is past that letter. */
  #settleOwn(letters: readonly Letter[]) {
    const { outbox } = this.#options;
    for (const { event } of letters) if ('clientMsgId' in event) outbox.discard(event.clientMsgId);
    outbox.acknowledgeUpTo(this.#view.next);
  }

  /** What arrived comes back in the mail at once. If not, nobody hears our question any more: it is asked anew. */
  async #expectOwn(signal: AbortSignal) {
    const { outbox, wakeups } = this.#options;
    const isAwaited = () => outbox.entries().some(({ state }) => state === 'sent');
    if (this.#expectsOwn || !isAwaited()) return;
    this.#expectsOwn = true;
    await wakeups.pause(OWN_LINE_MS, signal);
    this.#expectsOwn = false;
    if (!signal.aborted && isAwaited()) wakeups.wake();
  }

  async #recount(signal: AbortSignal) {
    try {
      this.#change(withMembers(this.#view, await this.#options.members(signal)));
    } catch {
      // The roster stays stale, and is asked for again with the next news.
    }
  }

  async #resync(signal: AbortSignal, failures: number) {
    const { rejoin, refusalOf, isPermanentError, wakeups, outbox } = this.#options;
    if (failures > 0) await wakeups.pause(backoff(failures), signal);
    // Nothing goes until the room is heard: with the new session a waiting line would overtake those to be sent once more.
    outbox.pause();
    try {
      const { you, epoch } = this.#view;
      const visit = await rejoin(you, signal);
      // Somebody left in another tab, or came in there as somebody else.
      if (!visit) return this.#change(endedView(this.#view, 'left'));
      this.#change(rejoinedView(this.#view, visit));
      // What arrived in a ledger that is gone, and was not seen to, may have gone with it.
      if (visit.epoch !== epoch) outbox.resend();
      this.#settleOwn(visit.letters);
    } catch (error) {
      const { refusal = 'no-session' } = refusalOf(error) ?? {};
      if (isPermanentError(error)) this.#change(endedView(this.#view, WHY_NOT_LET_IN[refusal] ?? 'expelled'));
    }
  }

  #change(view: RoomView) {
    const isBack = view.connection.state === 'live' && (this.#isWoken || this.#view.connection.state !== 'live');
    this.#view = view;
    if (isBack) {
      this.#isWoken = false;
      this.#options.outbox.retryNow();
    }
    for (const listener of this.#listeners) listener();
  }
}

const WHY_NOT_LET_IN: Partial<Record<RefusalName, LeaveReason>> = {
  'nickname-taken': 'nickname-gone',
  'room-full': 'no-room',
  'too-many-from-host': 'no-room',
};
