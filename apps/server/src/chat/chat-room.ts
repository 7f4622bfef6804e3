import {
  fixedLimits,
  type LeaveCause,
  type Member,
  type RoomSettings,
  type Snapshot,
  type JoinResult,
  type WaitAnswer,
} from '@mailroom/shared';
import { Absentees } from './absentees.ts';
import { createRoomBudgets, type RoomBudgets } from './budget.ts';
import type { Cursor, Listener } from './cursor.ts';
import type { RoomEnvironment } from './environment.ts';
import { ExpiringMap } from './expiring-map.ts';
import { createJoinAttempts, type JoinAttempts } from './join-attempts.ts';
import type { JoinRequest, LeaveRequest } from './join-request.ts';
import { Ledger } from './ledger/ledger.ts';
import { RoomMutations, type MutationResult } from './mutations.ts';
import { networkAndPrefix } from './limits/network-prefix.ts';
import { PostOffice } from './post-office.ts';
import { RateLimiter } from './limits/rate-limiter.ts';
import { ReadAllowance } from './limits/read-allowance.ts';
import { ReadCosts } from './read-costs.ts';
import { RefusalError } from './refusal-error.ts';
import { RetiredRateLimiters } from './limits/retired-rate-limiters.ts';
import { RoomPolicy } from './room-policy.ts';
import {
  createCompletedMutations,
  evictionCause,
  isAway,
  recordPollAnswered,
  touch,
  type RoomSession,
} from './room-session.ts';
import { SessionRegistry } from './session-registry.ts';

/**
 * The chat room: its sessions and everything that a session can do. Synchronous and deterministic: the same calls with the
 * same clocks and ids lead to the same room. SPEC.md lists the rules.
 *
 * Methods that a member calls take the `sessionId` that `join` returned. They throw a `RefusalError` with one of the codes
 * that their `@throws` names; any other error is a bug.
 */
export class ChatRoom {
  readonly #settings: RoomSettings;
  readonly #environment: RoomEnvironment;
  readonly #policy: RoomPolicy;
  readonly #ledger: Ledger;
  readonly #postOffice: PostOffice;
  readonly #sessions = new SessionRegistry();
  readonly #absentees: Absentees;
  readonly #mutations: RoomMutations;
  readonly #budgets: RoomBudgets;
  readonly #readCosts: ReadCosts;
  readonly #joinAttempts: JoinAttempts;
  readonly #retiredRateLimiters: RetiredRateLimiters;
  /** The ids of sessions that were renewed: a request of another tab may be in flight with one. */
  readonly #formerSessionIds = new ExpiringMap<true>({
    ttlMs: fixedLimits.idempotencyMs,
    maxSize: fixedLimits.maxRememberedAttempts,
  });

  constructor(settings: RoomSettings, environment: RoomEnvironment) {
    this.#settings = settings;
    this.#environment = environment;
    this.#policy = new RoomPolicy(settings);
    this.#ledger = new Ledger({
      epoch: environment.newId(),
      messages: { letters: settings.ledgerLetters, bytes: settings.ledgerBytes },
      memberships: { letters: settings.ledgerMemberships, bytes: settings.ledgerMembershipBytes },
    });
    this.#postOffice = new PostOffice({
      ledger: this.#ledger,
      maxWaitsPerMailbox: fixedLimits.maxWaitsPerSession,
      maxParkedWaits: settings.parkedWaits,
      scheduleDelivery: (deliver) => environment.scheduleDelivery(deliver),
    });
    this.#budgets = createRoomBudgets(settings);
    this.#readCosts = new ReadCosts({
      budget: this.#budgets.reads,
      ledger: this.#ledger,
      presence: this.#postOffice.presence,
      monotonicNow: () => environment.monotonicNow(),
    });
    this.#joinAttempts = createJoinAttempts(settings);
    this.#retiredRateLimiters = new RetiredRateLimiters({
      maxPerNetwork: settings.membersPerNetwork || fixedLimits.maxTrackedBudgets,
      maxNetworks: fixedLimits.maxTrackedBudgets,
    });
    this.#absentees = new Absentees({ ttlMs: fixedLimits.nicknameReservedMs, maxSize: settings.members });
    this.#mutations = new RoomMutations({
      settings,
      environment,
      policy: this.#policy,
      ledger: this.#ledger,
      postOffice: this.#postOffice,
      sessions: this.#sessions,
      absentees: this.#absentees,
      budgets: this.#budgets,
      readCosts: this.#readCosts,
    });
  }

  /**
   * Adds a member, or returns the session of one who is in the room or absent. A repeated `attemptId` returns the session
   * of the first join, under the member's current nickname. A live session that joins under another nickname leaves first.
   *
   * @throws {RefusalError} `nickname-invalid`; `nickname-taken`; `room-full`; `too-many-from-host`; `too-fast`; `no-session`
   *   if the session that the attempt returned has ended; `id-reused` if its member never had this nickname
   */
  join({ nickname: input, clientNetwork, sessionId, attemptId }: JoinRequest): {
    sessionId: string;
    result: JoinResult;
  } {
    const nickname = this.#policy.parseNickname(input);
    const own = this.#findSession(sessionId);
    const attempted = this.#joinAttempts.sessionIdFor(attemptId, { nickname, own });
    const before = this.#findSession(attempted ?? sessionId);
    // Without this check, a repeated request would bring back a member who has left.
    if (attempted && !before) throw new RefusalError({ refusal: 'no-session' });
    if (attempted && !before?.nicknameHistory.includes(nickname)) throw new RefusalError({ refusal: 'id-reused' });

    const session = this.#resolveSession((attempted && before?.member.nickname) ?? nickname, clientNetwork, before);
    this.#joinAttempts.record(attemptId, session, this.#environment.monotonicNow());
    return { sessionId: session.sessionId, result: this.#joinResult(session) };
  }

  /**
   * Returns the members, with the position at which the list is true.
   *
   * @throws {RefusalError} `no-session`, `too-fast`
   */
  members(sessionId: string): Snapshot {
    this.#readCosts.chargeList(this.#touchSession(sessionId), this.#sessions.size);
    return this.#sessions.snapshot(this.position());
  }

  /**
   * Returns the position of the ledger and the id of the oldest letter that it holds.
   *
   * @throws {RefusalError} `no-session`, `too-fast`
   */
  cursor(sessionId: string): { epoch: string; next: number; oldest: number } {
    this.#readCosts.chargeCall(this.#touchSession(sessionId));
    return { ...this.position(), oldest: this.#ledger.oldest };
  }

  /** Returns the epoch of the ledger and the id that its next letter will get. */
  position(): { epoch: string; next: number } {
    return { epoch: this.#ledger.epoch, next: this.#ledger.next };
  }

  /** Returns the public id of the member of a live or absent session. */
  memberIdOf(sessionId: string): Member['id'] | undefined {
    return this.#findSession(sessionId)?.member.id;
  }

  /**
   * Returns at once what there is for a client at `cursor`: mail, new presence or `reconnect`. Parks nothing.
   *
   * @throws {RefusalError} `too-fast`; `no-session`, unless the session is absent or expired (`closed`) or the cursor has
   *   another epoch (`reset`)
   */
  read(sessionId: string, cursor: Cursor): WaitAnswer {
    const session = this.#currentSession(sessionId);
    if (!session) return this.#answerWithoutSession(sessionId, cursor);
    const answer = session.mailbox.answer(cursor);
    this.#readCosts.chargeAnswer(session, answer);
    recordPollAnswered(session, this.#environment.monotonicNow());
    return answer;
  }

  /**
   * Answers `listener` once, as soon as there is something for a client at `cursor`; perhaps before this returns. Until
   * then the wait is parked, and the session does not become idle.
   *
   * @returns a function that ends the wait and returns what `read` would; call it when the hold time is over or the client
   *   has disconnected
   * @throws {RefusalError} as `read` does
   */
  wait(sessionId: string, cursor: Cursor, listener: Listener): () => WaitAnswer {
    const session = this.#currentSession(sessionId);
    if (!session) {
      const answer = this.#answerWithoutSession(sessionId, cursor);
      listener(answer);
      return () => answer;
    }
    const { mailbox } = session;
    const immediate = mailbox.immediateAnswer(cursor);
    if (immediate) this.#readCosts.chargeAnswer(session, immediate);
    else this.#readCosts.chargeParking(session, { supersedes: mailbox.supersedes(cursor) });
    let isOver = false;
    const onAnswer = (answer: WaitAnswer) => {
      isOver = true;
      if (answer.type !== 'superseded') recordPollAnswered(session, this.#environment.monotonicNow());
      listener(answer);
    };
    const stop = mailbox.respond(cursor, onAnswer, immediate);
    return () => {
      stop();
      if (!isOver) this.#readCosts.chargeUnanswered(session);
      isOver = true;
      // The idle timeout starts when the wait ends.
      session.lastSeenAt = this.#environment.monotonicNow();
      return session.mailbox.answer(cursor);
    };
  }

  /**
   * Sends a message to everyone, once per `clientMsgId`.
   *
   * @throws {RefusalError} `no-session`; `text-invalid`; `too-fast`; `id-reused` if the id belongs to another mutation
   */
  send(sessionId: string, message: { text: string; clientMsgId: string }): MutationResult {
    return this.#mutations.send(this.#touchSession(sessionId), message);
  }

  /**
   * Replaces the text of a message. `targetMutationId` is the mutation id of its `said` letter.
   *
   * @throws {RefusalError} `no-session`; `text-invalid`; `too-fast`; `id-reused`; `message-unknown` if this member did not
   *   send the message or deleted it; `too-late` if it is older than `editableMs`
   */
  edit(sessionId: string, edit: { targetMutationId: string; text: string; clientMsgId: string }): MutationResult {
    return this.#mutations.edit(this.#touchSession(sessionId), edit);
  }

  /**
   * Deletes a message: redacts its text in all letters, and announces that. `targetMutationId` as in `edit`.
   *
   * @throws {RefusalError} `no-session`; `too-fast`; `id-reused`; `message-unknown`; `too-late`
   */
  delete(sessionId: string, deletion: { targetMutationId: string; clientMsgId: string }): MutationResult {
    return this.#mutations.delete(this.#touchSession(sessionId), deletion);
  }

  /**
   * Changes the nickname of the member, who stays the same member. Returns the member under the new nickname. The current
   * nickname is a `duplicate` without a letter: its `id` is that of the newest letter.
   *
   * @throws {RefusalError} `no-session`; `nickname-invalid`; `nickname-taken`; `too-fast`; `id-reused`
   */
  rename(sessionId: string, renaming: { nickname: string; clientMsgId: string }): MutationResult & { you: Member } {
    return this.#mutations.rename(this.#touchSession(sessionId), renaming);
  }

  /**
   * Marks the member as typing for `typingMs`, or as not typing if `stopped`. The next sweep shows it.
   *
   * @throws {RefusalError} `no-session`, `too-fast`
   */
  setTyping(sessionId: string, options: { stopped?: boolean | undefined } = {}) {
    this.#mutations.setTyping(this.#requireSession(sessionId), options);
  }

  /**
   * Ends the session at once; with `closing`, after `closeGraceMs` without activity. Frees the nickname of an absentee. Does
   * nothing for an unknown session, so that leaving can be repeated.
   *
   * @throws {RefusalError} `reason-invalid`
   */
  leave(sessionId: string, { reason: input = '', closing = false }: LeaveRequest) {
    const reason = this.#policy.parseReason(input);
    const session = this.#sessions.bySessionId(sessionId);
    const absentee = this.#absentees.bySessionId(sessionId);
    const monotonicNow = this.#environment.monotonicNow();
    if (session && closing) touch(session, monotonicNow).closing = { at: monotonicNow, pollsAnswered: 0 };
    else if (session) this.#endSession(session, { why: 'left', reason });
    else if (absentee && !closing) this.#absentees.remove(absentee);
  }

  /** Removes idle sessions and closed pages, prunes what has expired, and updates the presence. To be called every second. */
  sweep() {
    const monotonicNow = this.#environment.monotonicNow();
    for (const session of this.#sessions.all()) {
      const why = evictionCause(session, { monotonicNow, idleMs: this.#settings.idleMs });
      if (why) this.#endSession(session, { why });
      else if (!session.isExpired && this.#isTooOld(session)) this.#expireSession(session);
      if (why === 'timeout') this.#absentees.add(session, monotonicNow);
      session.completedMutations.prune(monotonicNow);
    }
    this.#absentees.prune(monotonicNow);
    this.#joinAttempts.prune(monotonicNow);
    this.#formerSessionIds.prune(monotonicNow);
    this.#retiredRateLimiters.prune(monotonicNow);
    for (const budget of Object.values(this.#budgets)) budget.prune(monotonicNow);
    const listAwayIds = () => {
      const away = [...this.#sessions.all()].filter((session) => isAway(session, monotonicNow));
      return away.map(({ member }) => member.id);
    };
    this.#postOffice.refreshPresence({ memberCount: this.#sessions.size, listAwayIds }, monotonicNow);
  }

  /** Delivers pending letters and answers every parked and later wait with `restarting`, before the process exits. */
  close() {
    this.#postOffice.closeAll({ type: 'closed', why: 'restarting', retryAfterMs: 1_000 });
  }

  /** After a restart no session is known: a client with another epoch gets a `reset`, so that its page can join again. */
  #answerWithoutSession(sessionId: string, cursor: Cursor): WaitAnswer {
    if (this.#sessions.bySessionId(sessionId) ?? this.#formerSessionIds.get(sessionId)) {
      return { type: 'closed', why: 'expired' };
    }
    if (this.#absentees.bySessionId(sessionId)) return { type: 'closed', why: 'timeout' };
    const reset = this.#ledger.resetFor(cursor);
    if (reset?.why === 'epoch') return reset;
    throw new RefusalError({ refusal: 'no-session' });
  }

  /** Returns a live or absent session. */
  #findSession(sessionId: string | undefined): RoomSession | undefined {
    if (sessionId === undefined) return undefined;
    return this.#sessions.bySessionId(sessionId) ?? this.#absentees.bySessionId(sessionId);
  }

  /** Returns the live session, resumes the absent one, or adds a new one for a join under `nickname`. */
  #resolveSession(nickname: string, clientNetwork: string, before: RoomSession | undefined): RoomSession {
    const now = this.#environment.monotonicNow();
    const live = before && this.#sessions.bySessionId(before.sessionId);
    if (live?.member.nickname === nickname) {
      this.#readCosts.chargeList(live, this.#sessions.size);
      return live.isExpired ? this.#renewSession(live) : touch(live, now);
    }
    const keys = this.#policy.keysOf(nickname);
    this.#sessions.assertNicknameFree(keys, before, this.#absentees);
    this.#assertCapacity(clientNetwork, live);
    this.#budgets.joins.charge({ clientNetwork }, { now });

    // A browser is one member: under another nickname, the former member leaves.
    if (live) this.#removeSession(live, { why: 'left' });
    else if (before) this.#absentees.remove(before);
    if (before) this.#retiredRateLimiters.remove(before.clientNetwork, before.rateLimiter);
    this.#limitAbsentees(clientNetwork);
    if (before && !live && before.member.nickname === nickname) {
      const resumed = this.#isTooOld(before) ? { ...before, ...this.#createSessionId() } : before;
      return this.#addSession({ ...resumed, clientNetwork }, before.mailbox.firstLetterId);
    }
    return this.#addSession({
      ...this.#createSessionId(),
      member: { id: this.#environment.newId(), nickname },
      nicknameHistory: [nickname],
      nicknameKeys: keys,
      clientNetwork,
      joinAttemptId: undefined,
      rateLimiter: before?.rateLimiter ?? this.#rateLimiterFor(clientNetwork),
      readAllowance: new ReadAllowance(this.#readCosts.news),
      completedMutations: createCompletedMutations(this.#settings),
    });
  }

  /** @throws {RefusalError} `room-full`, `too-many-from-host`; `live` is the session that the join replaces */
  #assertCapacity(clientNetwork: string, live: RoomSession | undefined) {
    this.#policy.assertRoomCapacity(this.#sessions.size - (live ? 1 : 0));
    const freed = live ? networkAndPrefix(live.clientNetwork) : [];
    for (const { networkOrPrefix, limit } of this.#policy.networkCapacities(clientNetwork)) {
      const others = this.#sessions.countFrom(networkOrPrefix) - (freed.includes(networkOrPrefix) ? 1 : 0);
      if (others >= limit) throw new RefusalError({ refusal: 'too-many-from-host', limit });
    }
  }

  /** Makes the longest absentees of the network give way to one more member: its members and absentees together are limited. */
  #limitAbsentees(clientNetwork: string) {
    for (const { networkOrPrefix, limit } of this.#policy.networkCapacities(clientNetwork)) {
      this.#absentees.pruneNetwork(networkOrPrefix, limit - this.#sessions.countFrom(networkOrPrefix) - 1);
    }
  }

  /** Returns the rate limiter of a former member of the network, if one is still in use, so that nobody gets a fresh one by leaving. */
  #rateLimiterFor(clientNetwork: string): RateLimiter {
    const { messagesPerWindow, windowMs } = this.#settings;
    const now = this.#environment.monotonicNow();
    return this.#retiredRateLimiters.takeMostUsed(clientNetwork, now) ?? new RateLimiter(messagesPerWindow, windowMs);
  }

  #createSessionId(): Pick<RoomSession, 'sessionId' | 'startedAt' | 'isExpired'> {
    return { sessionId: this.#environment.newId(), startedAt: this.#environment.monotonicNow(), isExpired: false };
  }

  #isTooOld({ startedAt }: RoomSession): boolean {
    const { sessionMaxMs } = this.#settings;
    return sessionMaxMs > 0 && this.#environment.monotonicNow() - startedAt >= sessionMaxMs;
  }

  /** Ends the validity of the session id. The member stays in the room, and `#renewSession` continues the session. */
  #expireSession(session: RoomSession) {
    session.isExpired = true;
    this.#postOffice.close(session.sessionId, { type: 'closed', why: 'expired' });
  }

  /** Replaces an expired session by one with another id. All else stays, so that no message is lost or doubled. */
  #renewSession(expired: RoomSession): RoomSession {
    const monotonicNow = this.#environment.monotonicNow();
    this.#sessions.remove(expired);
    this.#formerSessionIds.set(expired.sessionId, true, monotonicNow);
    const renewed = { ...expired, ...this.#createSessionId() };
    const { firstLetterId } = expired.mailbox;
    renewed.mailbox = this.#postOffice.open({ address: renewed.sessionId, firstLetterId });
    this.#sessions.add(touch(renewed, monotonicNow));
    return renewed;
  }

  /** Announces a session and opens its mailbox. `firstLetterId` is given for a resumed session. */
  #addSession(session: Omit<RoomSession, 'mailbox' | 'lastSeenAt' | 'closing'>, firstLetterId?: number): RoomSession {
    this.#postOffice.broadcast({ type: 'joined', member: session.member }, this.#environment.now());
    const address = session.sessionId;
    const mailbox = this.#postOffice.open({ address, firstLetterId: firstLetterId ?? this.#historyStart(address) });
    const added = { ...session, mailbox, lastSeenAt: this.#environment.monotonicNow(), closing: undefined };
    this.#sessions.add(added);
    return added;
  }

  /** Returns the id of the first letter of the history for a new session. */
  #historyStart(address: string): number {
    const [first] = this.#ledger.history({ address, firstLetterId: 0 }, this.#settings.historyOnJoin);
    return first?.id ?? this.#ledger.next;
  }

  #joinResult({ member, mailbox }: RoomSession): JoinResult {
    // Not a spread: that would read `members` and build the list.
    return Object.assign(this.#sessions.snapshot(this.position()), {
      you: member,
      letters: mailbox.history(this.#settings.historyOnJoin),
      limits: this.#policy.limits,
    });
  }

  /** Removes a session without a successor. */
  #endSession(session: RoomSession, cause: { why: LeaveCause; reason?: string }) {
    this.#removeSession(session, cause);
    this.#retiredRateLimiters.add(session.clientNetwork, session.rateLimiter, this.#environment.monotonicNow());
  }

  /** `reason` is the member's own text. Empty: none. */
  #removeSession(session: RoomSession, { why, reason = '' }: { why: LeaveCause; reason?: string }) {
    this.#sessions.remove(session);
    this.#postOffice.close(session.sessionId, { type: 'closed', why: why === 'timeout' ? why : 'left' });
    this.#postOffice.presence.removeMember(session.member.id);
    const left = { type: 'left', member: session.member, why } as const;
    this.#postOffice.broadcast(reason === '' ? left : { ...left, reason }, this.#environment.now());
  }

  #touchSession(sessionId: string): RoomSession {
    return touch(this.#requireSession(sessionId), this.#environment.monotonicNow());
  }

  /** Returns the live session whose id is `sessionId`, unless the id has expired. */
  #currentSession(sessionId: string): RoomSession | undefined {
    const session = this.#sessions.bySessionId(sessionId);
    return session?.isExpired ? undefined : session;
  }

  /** @throws {RefusalError} `no-session` */
  #requireSession(sessionId: string): RoomSession {
    const session = this.#currentSession(sessionId);
    if (!session) throw new RefusalError({ refusal: 'no-session' });
    return session;
  }
}
