import type { JoinResult, Letter, Member, Refusal, RefusalName } from '@mailroom/shared';
import { backoff, withJitter } from './backoff.ts';
import { HoldLimit } from './hold/hold-limit.ts';
import { createCutTolerantWait } from './hold/cut-tolerant-wait.ts';
import { nextTask } from './next-task.ts';
import type { Outbox } from './outbox.ts';
import { pollRoom } from './poll-room.ts';
import type { RoomApi } from './room-api.ts';
import {
  applyPollEvent,
  endedView,
  initialView,
  isWithoutSession,
  rejoinedView,
  withMembers,
  type LeaveReason,
  type RoomView,
} from './view/room-view.ts';
import { outdatedIds, withCurrentMessages } from './view/continued-ledger.ts';
import {
  loadingOlder,
  mayHaveOlder,
  notLoadedOlder,
  retryOlder,
  splitHistory,
  withOlderLetters,
  withOlderPart,
} from './view/older-letters.ts';
import type { Row } from './view/row.ts';
import { createSharedPoll, type SharedPoll } from './shared-poll.ts';
import type { PollEvent } from './view/poll-event.ts';
import { splitMail } from './view/split-mail.ts';
import { createEmitter, createStore, type Store } from './store.ts';
import type { TabChannel } from './tab-channel.ts';
import type { Wakeups } from './wakeups.ts';

/**
 * How to rejoin.
 *
 * - `rejoin`: as the same person, whom the room may have removed.
 * - `resume`: only as a member whom the room still has.
 * - `join-as-new`: as a new member, if the room has removed the one whose join was never used.
 */
export type RejoinMode = 'rejoin' | 'resume' | 'join-as-new';

export interface RoomStoreOptions {
  readonly joined: JoinResult;
  readonly wait: RoomApi['wait'];
  readonly members: RoomApi['members'];
  readonly history: RoomApi['history'];
  /**
   * Rejoins as the same person, who may have another id and nickname by then. Resolves with undefined if this browser's member left, or
   * joined as someone else. If the signal aborts meanwhile, the member leaves again.
   */
  readonly rejoin: (you: Member, signal: AbortSignal, mode: RejoinMode) => Promise<JoinResult | undefined>;
  /** The refusal, if a call failed with one. */
  readonly refusalOf: (error: unknown) => Refusal | undefined;
  /** Whether the same call would fail again. */
  readonly isPermanentError: (error: unknown) => boolean;
  readonly wakeups: Pick<Wakeups, 'subscribe' | 'wake' | 'resume' | 'pause'>;
  /** The browser's tabs in which it is this member. Undefined if the browser lacks Web Locks. */
  readonly tabsOf: (memberId: Member['id']) => TabChannel | undefined;
  readonly outbox: Outbox;
  /** The id of this page. */
  readonly tab: string;
}

/** An accepted mutation comes back as a letter within this time. If not, the wait is dead. */
const ECHO_TIMEOUT_MS = 2_000;
/** The room answers a request without a hold at once. After this time the request, or its answer, was lost. */
const REQUEST_TIMEOUT_MS = 10_000;
/** The page renders all rows of a transcript that is not longer; of a longer one, few of those that are added. */
const SHORT_TRANSCRIPT = 300;
/** After a poll that lasted this long, a rejoin starts at once. After a shorter one it backs off. */
const STABLE_MS = 10_000;

/**
 * The room as one page sees it. Keeps the view up to date while it runs: polls, rejoins when the room forgot the member, and clears the
 * outbox of what the transcript shows.
 */
export class RoomStore {
  readonly #options: RoomStoreOptions;
  readonly #store: Store<RoomView>;
  readonly #rowListeners = createEmitter<readonly Row[]>();
  readonly #holdLimit = new HoldLimit(() => performance.now());
  readonly view: () => RoomView;
  readonly subscribe: Store<RoomView>['subscribe'];
  #poll: SharedPoll | undefined;
  /** Aborts when the store stops. A request may begin before it runs. */
  #running = new AbortController().signal;
  /** The request for older letters that is in flight. */
  #olderRequest: Promise<void> | undefined;
  #isWatchingForEcho = false;
  /** Whether the room refused the roster for a limit, until it accepts the request again. */
  #isRosterDeferred = false;
  /** Whether there was a wake-up since the last answer of the room. */
  #wasWoken = false;
  /** Whether the poll was restarted for a mutation that the room refused without a session. */
  #isCheckingSession = false;
  #hasJoinedAsNew = false;

  constructor(options: RoomStoreOptions) {
    this.#options = options;
    this.#store = createStore(initialView(options.joined));
    this.view = this.#store.getState;
    this.subscribe = this.#store.subscribe;
    this.#acknowledgeOwn(options.joined.letters);
  }

  /**
   * Calls `listener` with the rows that new letters add: never with rows of the letters from before the join, and never twice with the same row.
   * Returns the unsubscribe function.
   */
  readonly onRowsAdded = (listener: (rows: readonly Row[]) => void) => this.#rowListeners.subscribe(listener);

  /** Keeps the view up to date from where it is now. Returns a function that stops it. */
  run(): () => void {
    const running = new AbortController();
    this.#running = running.signal;
    void this.#run(running.signal);
    const undo = [
      this.#options.outbox.subscribe(() => {
        // The letter of a mutation may arrive before the answer to it.
        this.#options.outbox.acknowledgeUpTo(this.view().next);
        void this.#watchForEcho(running.signal);
        this.#checkSession();
      }),
      this.#options.wakeups.subscribe(() => (this.#wasWoken = true)),
    ];
    return () => {
      running.abort();
      for (const each of undo) each();
    };
  }

  /**
   * Loads some of the letters before the first row. Resolves when the view has them, or when the request failed for now. Does nothing if the
   * room has none, or after the store stopped. Each tab loads its own: other tabs do not need what this reader scrolls to.
   */
  loadOlder(): Promise<void> {
    const signal = this.#running;
    const { older } = this.view();
    if (this.#olderRequest) return this.#olderRequest;
    if (signal.aborted || older.epoch !== this.view().epoch || !mayHaveOlder(older)) return Promise.resolve();
    const request = this.#requestOlder({ before: older.before, epoch: older.epoch }, signal);
    this.#olderRequest = request;
    this.#store.setState(loadingOlder(this.view()));
    return request;
  }

  /** Loads all letters before the first row, part by part. Stops when the signal aborts, or when a request fails. */
  async loadAllOlder(signal: AbortSignal): Promise<void> {
    do await this.loadOlder();
    while (!signal.aborted && this.view().older.state === 'available' && !this.#running.aborted);
  }

  /**
   * Resolves with whether the letter of another ledger is the same in the one of the view, because the room continued in it. Rejects if the room does
   * not answer.
   */
  readonly isSameLetter = async ({ id, epoch }: { id: Letter['id']; epoch: string }): Promise<boolean> => {
    const answer = await this.#options.history({ before: id + 1, epoch }, this.#running);
    if (answer.epoch !== this.view().epoch) throw new Error('the page is about to continue in yet another ledger');
    return answer.type !== 'reset' || id < (answer.agreement?.before ?? 0);
  };

  /** Tells this browser's other tabs that their member left. */
  announceLeft() {
    this.#poll?.announce({ type: 'closed', why: 'left' });
  }

  async #run(signal: AbortSignal) {
    for (let rejoins = 0; !signal.aborted && this.view().connection.state !== 'ended';) {
      const startedAt = performance.now();
      await this.#pollUntilDone(signal);
      if (performance.now() - startedAt > STABLE_MS) rejoins = 0;
      if (!signal.aborted && this.view().connection.state === 'resyncing') await this.#rejoin(signal, rejoins++);
    }
  }

  async #pollUntilDone(signal: AbortSignal) {
    const { wait, refusalOf, isPermanentError, wakeups, tabsOf, tab } = this.#options;
    const { you, epoch, next, limits, presence } = this.view();
    const holdLimit = this.#holdLimit;
    const cutTolerantWait = createCutTolerantWait({
      wait,
      holdLimit,
      holdMs: limits.holdMs * 1.1,
      isAnswerOfRoom: (error) => refusalOf(error) !== undefined || isPermanentError(error),
      monotonicNow: () => performance.now(),
      timeout: (ms) => AbortSignal.timeout(ms),
    });
    const poll = createSharedPoll({
      wait: cutTolerantWait,
      isThrottled: (error) => retryAfterMsOf(refusalOf(error)) !== undefined,
      tabs: tabsOf(you.id),
      holdLimit,
      onReconnected: wakeups.resume,
    });
    this.#poll = poll;
    signal.addEventListener('abort', poll.stop, { once: true });
    const events = pollRoom({
      wait: poll.wait,
      isSessionExpired: (error) => refusalOf(error)?.refusal === 'no-session',
      retryAfterMsOf: (error) => retryAfterMsOf(refusalOf(error)),
      pause: wakeups.pause,
      onWake: wakeups.subscribe,
      from: { epoch, since: next, presence: presence.version },
      tab,
      holdMs: limits.holdMs,
      maxHoldMs: () => holdLimit.current(),
      signal,
    });
    try {
      for await (const event of events) await this.#applyInChunks(event, signal);
    } finally {
      poll.stop();
    }
  }

  async #applyInChunks(event: PollEvent, signal: AbortSignal) {
    const chunks = splitMail(event);
    for (const chunk of chunks) {
      if (chunks.length > 1) await nextTask();
      if (signal.aborted) return;
      this.#apply(chunk);
    }
    if (this.view().isRosterStale && !this.#isRosterDeferred) await this.#refetchMembers(signal);
  }

  #apply(event: PollEvent) {
    const { rows } = this.view();
    this.#change(applyPollEvent(this.view(), event));
    if (event.type !== 'mail') return;
    this.#acknowledgeOwn(event.letters);
    this.#rowListeners.emit(this.view().rows.slice(rows.length));
  }

  /** Removes from the outbox what these letters announce, and what the transcript is past. */
  #acknowledgeOwn(letters: readonly Letter[]) {
    const { outbox } = this.#options;
    outbox.acknowledge(new Set(letters.flatMap(({ event }) => ('mutationId' in event ? event.mutationId : []))));
    outbox.acknowledgeUpTo(this.view().next);
  }

  /** Restarts the poll if the letter of an accepted mutation does not arrive: the wait in flight is dead. */
  async #watchForEcho(signal: AbortSignal) {
    const { outbox, wakeups } = this.#options;
    const isMissing = () => outbox.entries().some(({ state }) => state === 'sent');
    if (this.#isWatchingForEcho || !isMissing()) return;
    this.#isWatchingForEcho = true;
    await wakeups.pause(ECHO_TIMEOUT_MS, signal);
    this.#isWatchingForEcho = false;
    if (!signal.aborted && isMissing()) wakeups.wake();
  }

  /** Restarts the poll if the room refused a mutation without a session: the wait in flight does not show that the session is lost. */
  #checkSession() {
    const { outbox, wakeups } = this.#options;
    const isLost = outbox.entries().some(({ refusal }) => refusal?.refusal === 'no-session');
    // An entry keeps its refusal until the room accepts it.
    if (!isLost) this.#isCheckingSession = false;
    if (!isLost || this.#isCheckingSession || this.view().connection.state !== 'live') return;
    this.#isCheckingSession = true;
    wakeups.wake();
  }

  async #requestOlder(request: { before: number; epoch: string }, signal: AbortSignal): Promise<void> {
    const { history, refusalOf, wakeups } = this.#options;
    try {
      const answer = await history(request, signal);
      // After a reset, the poll finds out what to do.
      if (answer.type === 'reset') return this.#endOlderRequest(this.view(), signal);
      const isShort = this.view().rows.length <= SHORT_TRANSCRIPT;
      const [...parts] = isShort ? splitHistory(answer) : [answer];
      const last = parts.pop() ?? answer;
      for (const part of parts) {
        if (!signal.aborted) this.#store.setState(withOlderPart(this.view(), part));
        await nextTask();
      }
      this.#endOlderRequest(signal.aborted ? this.view() : withOlderLetters(this.view(), last), signal);
    } catch (error) {
      const retryAfterMs = retryAfterMsOf(refusalOf(error));
      if (retryAfterMs !== undefined) await wakeups.pause(withJitter(retryAfterMs), signal);
      if (retryAfterMs !== undefined && !signal.aborted) return this.#requestOlder(request, signal);
      this.#endOlderRequest(this.view(), signal);
    }
  }

  #endOlderRequest(view: RoomView, { aborted }: AbortSignal) {
    // First, because a listener may ask for the next letters.
    this.#olderRequest = undefined;
    this.#store.setState(notLoadedOlder(view, aborted ? 'available' : 'failed'));
  }

  async #refetchMembers(signal: AbortSignal) {
    try {
      this.#change(withMembers(this.view(), await this.#options.members(signal)));
    } catch (error) {
      // The roster stays stale, and the next event of the poll fetches it again.
      const retryAfterMs = retryAfterMsOf(this.#options.refusalOf(error));
      if (retryAfterMs !== undefined) void this.#refetchMembersAfter(retryAfterMs, signal);
    }
  }

  /** Fetches the roster when the room accepts that again. The poll continues meanwhile. */
  async #refetchMembersAfter(retryAfterMs: number, signal: AbortSignal) {
    this.#isRosterDeferred = true;
    await this.#options.wakeups.pause(withJitter(retryAfterMs), signal);
    this.#isRosterDeferred = false;
    if (!signal.aborted && this.view().isRosterStale) await this.#refetchMembers(signal);
  }

  async #rejoin(signal: AbortSignal, failures: number) {
    const { rejoin, refusalOf, isPermanentError, wakeups, outbox } = this.#options;
    if (failures > 0) await wakeups.pause(backoff(failures), signal);
    // With the new session a pending mutation would overtake those that have to be sent again.
    outbox.pause();
    try {
      const { you, epoch } = this.view();
      const mode = this.#rejoinMode();
      const joined = await rejoin(you, signal, mode);
      if (mode === 'join-as-new' && joined?.you.id !== you.id) this.#hasJoinedAsNew = true;
      if (!joined) return this.#change(endedView(this.view(), 'left'));
      const isRenewed = joined.epoch !== epoch;
      const agreedBefore = isRenewed ? await this.#agreementWith(joined.epoch, signal) : 0;
      this.#change(rejoinedView(this.view(), joined, agreedBefore));
      // The rest of the former ledger is gone, and with it what this page did not see there.
      if (isRenewed) outbox.resend(agreedBefore);
      // Later ones leave the outbox when the transcript shows them.
      const { next } = this.view();
      this.#acknowledgeOwn(joined.letters.filter(({ id }) => id < next));
      if (isRenewed) void this.#readOutdated(signal);
    } catch (error) {
      const cause = refusalOf(error);
      if (isPermanentError(error)) {
        const { connection, hasConnected } = this.view();
        // The room removes an unused session. Here the first request after a join came too late, twice.
        const otherwise = isWithoutSession(connection) && !hasConnected ? 'unreachable' : 'session-expired';
        this.#change(endedView(this.view(), REJOIN_REFUSALS[cause?.refusal ?? 'no-session'] ?? otherwise));
      }
      const retryAfterMs = retryAfterMsOf(cause);
      if (retryAfterMs !== undefined) await wakeups.pause(withJitter(retryAfterMs), signal);
    }
  }

  /** A page that was connected, or has joined twice, adds no member: the one whom it shows left, or was away for too long. */
  #rejoinMode(): RejoinMode {
    const { connection, hasConnected } = this.view();
    if (!isWithoutSession(connection)) return 'rejoin';
    return hasConnected || this.#hasJoinedAsNew ? 'resume' : 'join-as-new';
  }

  /** Resolves with the id before which the letters of the view are also those of the room's new ledger; 0 if there are none. */
  async #agreementWith(epoch: string, signal: AbortSignal): Promise<number> {
    const { wait, tab } = this.#options;
    const { epoch: ownEpoch, next: since, connection } = this.view();
    if (connection.state === 'resyncing' && connection.why === 'reset') {
      const { reset } = connection;
      // The leading tab may have got it for another ledger.
      const isForOwn = (reset.agreement?.epoch ?? ownEpoch) === ownEpoch;
      if (reset.epoch === epoch && isForOwn) return reset.agreement?.before ?? 0;
    }
    const request = { epoch: ownEpoch, since, tab, hold: false };
    const answer = await wait(request, AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]));
    if (answer.type !== 'reset') return 0;
    if (answer.epoch !== epoch) throw new Error('the room has yet another ledger');
    return answer.agreement?.before ?? 0;
  }

  /** Reads the messages again of which the room has lost the last change. Repeats that until the room answers. */
  async #readOutdated(signal: AbortSignal) {
    const { history, refusalOf, wakeups } = this.#options;
    const { epoch } = this.view();
    const isToRead = ({ outdated, ...view }: RoomView) =>
      outdatedIds(outdated).size > 0 && view.epoch === epoch && view.connection.state !== 'ended';
    for (let failures = 0; isToRead(this.view()) && !signal.aborted;) {
      try {
        const answer = await history({ before: Math.max(...outdatedIds(this.view().outdated)) + 1, epoch }, signal);
        // After a reset, the poll finds out what to do.
        if (answer.type === 'reset') return;
        if (!signal.aborted) this.#store.setState(withCurrentMessages(this.view(), answer));
      } catch (error) {
        await wakeups.pause(retryAfterMsOf(refusalOf(error)) ?? backoff(failures++), signal);
      }
    }
  }

  #change(view: RoomView) {
    const isBack = view.connection.state === 'live' && (this.#wasWoken || this.view().connection.state !== 'live');
    if (isBack) {
      this.#wasWoken = false;
      this.#options.outbox.retryNow();
    }
    this.#store.setState(isBack ? retryOlder(view) : view);
  }
}

const retryAfterMsOf = (refusal: Refusal | undefined): number | undefined =>
  refusal && 'retryAfterMs' in refusal ? refusal.retryAfterMs : undefined;

const REJOIN_REFUSALS: Partial<Record<RefusalName, LeaveReason>> = {
  'nickname-taken': 'nickname-taken',
  'room-full': 'room-full',
  'too-many-from-host': 'room-full',
};
