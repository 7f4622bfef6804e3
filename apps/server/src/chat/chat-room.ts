import { fixedLimits, type Settings, type Snapshot, type Visit, type WaitAnswer } from '@mailroom/shared';
import { Absentees } from './absentees.ts';
import { JoinAttempts } from './join-attempts.ts';
import { RoomPolicy } from './room-policy.ts';
import type { JoinRequest, LeaveRequest } from './join-request.ts';
import { Ledger } from './ledger.ts';
import type { Cursor, Listener } from './mailbox.ts';
import { nicknameKeys } from './nickname-key.ts';
import { PostOffice } from './post-office.ts';
import { refuseTaken } from './assert-nickname-free.ts';
import { RefusalError } from './refusal-error.ts';
import { recordPollAnswered, touch, evictionReason, createIdempotencyCache, type RoomSession } from './room-session.ts';
import { SessionRegistry } from './session-registry.ts';
import { RoomMutations } from './mutations.ts';
import { RateLimiter } from './rate-limiter.ts';
import type { RoomEnvironment } from './environment.ts';

/** Who is here and what they may do. Synchronous and deterministic: the same calls make the same room. */
export class ChatRoom {
  readonly #settings: Settings;
  readonly #world: RoomEnvironment;
  readonly #rules: RoomPolicy;
  readonly #ledger: Ledger;
  readonly #postOffice: PostOffice;
  readonly #here = new SessionRegistry();
  readonly #absent: Absentees;
  readonly #talk: RoomMutations;
  readonly #attempts = new JoinAttempts();

  constructor(settings: Settings, world: RoomEnvironment) {
    const { ledgerLetters: letters, ledgerBytes: bytes } = settings;
    this.#settings = settings;
    this.#world = world;
    this.#rules = new RoomPolicy(settings);
    this.#ledger = new Ledger({ epoch: world.newId(), maxLetters, maxBytes });
    this.#postOffice = new PostOffice({
      ledger: this.#ledger,
      maxWaitsPerMailbox: fixedLimits.waitsPerSession,
      maxParkedWaits: settings.parkedWaits,
      scheduleDelivery: (task) => world.scheduleDelivery(task),
    });
    this.#absent = new Absentees({ ttlMs: fixedLimits.nicknameHeldMs, maxSize: settings.members });
    const office = { rules: this.#rules, ledger: this.#ledger, postOffice: this.#postOffice };
    this.#talk = new RoomMutations({ ...office, settings, environment, sessions: this.#here, absentees: this.#absent });
  }

  /** Lets someone in, or back in. Refuses a nickname that is invalid or somebody else's, and more people than there is room for. */
  join({ nickname: typed, clientNetwork, sessionId: known, attemptId }: JoinRequest): {
    sessionId: string;
    result: Visit;
  } {
    const asked = this.#rules.parseNickname(typed);
    const attempted = this.#attempts.sessionIdFor(attemptId, { asked, own: this.#hereOrAbsent(known) });
    const before = this.#hereOrAbsent(attempted ?? known);
    // The visit that this attempt began is over: repeating the request must not make a ghost of who left.
    if (attempted && !before) throw new RefusalError({ refusal: 'no-session' });
    if (attempted && !before?.nicknameHistory.includes(asked)) throw new RefusalError({ refusal: 'id-reused' });

    // Whoever was renamed since is who they are now.
    const stay = this.#letIn((attempted && before?.member.nickname) ?? asked, clientNetwork, before);
    this.#attempts.record(attemptId, stay, this.#world.monotonicNow());
    return { sessionId: stay.sessionId, result: this.#welcome(stay) };
  }

  /** Who is here. */
  members(session: string): Snapshot {
    this.#heardOf(session);
    return this.#here.snapshot(this.position());
  }

  /** Where the ledger stands: the number of the next letter and of the oldest one held. */
  cursor(session: string): { epoch: string; next: number; oldest: number } {
    this.#heardOf(session);
    return { ...this.position(), oldest: this.#ledger.oldest };
  }

  /** What every answer is stamped with: the ledger's name, and the number that its next letter will get. */
  position(): { epoch: string; next: number } {
    return { epoch: this.#ledger.epoch, next: this.#ledger.next };
  }

  /** The letters from the cursor on, or that there are none. */
  read(session: string, cursor: Cursor): WaitAnswer {
    const stay = this.#here.bySessionId(session);
    if (!stay) return this.#answerForStrangers(session, cursor);
    recordPollAnswered(stay, this.#world.monotonicNow());
    return stay.mailbox.answer(cursor);
  }

  /**
   * Tells `listener` of the letters from the cursor on as soon as there are any, perhaps now; the returned function stops it, and
   * answers what there is to tell by then.
   */
  wait(session: string, cursor: Cursor, listener: Listener): () => WaitAnswer {
    const stay = this.#here.bySessionId(session);
    if (!stay) {
      const answer = this.#answerForStrangers(session, cursor);
      listener(answer);
      return () => answer;
    }
    const stop = stay.mailbox.listen(cursor, (answer) => {
      if (answer.type !== 'superseded') recordPollAnswered(stay, this.#world.monotonicNow());
      listener(answer);
    });
    return () => {
      stop();
      // Silence begins when the wait ends, however it does.
      stay.lastSeenAt = this.#world.monotonicNow();
      return stay.mailbox.answer(cursor);
    };
  }

  /** Says a line to everyone, once for each `clientMsgId`. Refuses bad text, too many lines, and an id used for anything else. */
  send(session: string, line: { text: string; clientMsgId: string }) {
    return this.#talk.send(this.#heardOf(session), line);
  }

  /** Gives a line another text, named by the `clientMsgId` under which they said it. */
  edit(session: string, edit: { targetClientMsgId: string; text: string; clientMsgId: string }) {
    return this.#talk.edit(this.#heardOf(session), edit);
  }

  /** Takes such a line back. */
  delete(session: string, deletion: { targetClientMsgId: string; clientMsgId: string }) {
    return this.#talk.delete(this.#heardOf(session), deletion);
  }

  /** Goes by another nickname from now on, as the same member. */
  rename(session: string, renaming: { nickname: string; clientMsgId: string }) {
    return this.#talk.rename(this.#heardOf(session), renaming);
  }

  /** Notes that someone writes, or that they stopped. */
  setTyping(session: string, how: { stopped?: boolean | undefined } = {}) {
    this.#talk.setTyping(this.#stayOf(session), how);
  }

  /** Goes at once, or, when only the page closed, a little later unless they are heard of again. Leaving twice is leaving. */
  leave(session: string, { reason = '', closing = false }: LeaveRequest) {
    const validReason = this.#rules.parseReason(reason);
    const stay = this.#here.bySessionId(session);
    const absentee = this.#absent.bySessionId(session);
    if (stay && closing)
      touch(stay, this.#world.monotonicNow()).closing = { at: this.#world.monotonicNow(), pollsAnswered: 0 };
    else if (stay) this.#depart(stay, { reason: validReason, why: 'left' });
    else if (absentee && !closing) this.#absent.remove(absentee);
  }

  /** Sees out those who fell silent or closed their page, and lets go of nicknames held long enough. Belongs to be called each second. */
  sweep() {
    const elapsed = this.#world.monotonicNow();
    for (const stay of this.#here.all()) {
      const reason = evictionReason(stay, { elapsed, idleMs: this.#settings.idleMs });
      if (reason) this.#depart(stay, { reason, why: reason === 'timeout' ? reason : 'left' });
      if (reason === 'timeout') this.#absent.add(stay, elapsed);
    }
    this.#absent.prune(elapsed);
    this.#attempts.prune(elapsed);
    this.#postOffice.refreshPresence(this.#here, elapsed);
  }

  /** Ends every wait, because the process is about to. */
  close() {
    this.#postOffice.closeAll({ type: 'closed', why: 'restarting', retryAfterMs: 1_000 });
  }

  /** Who was seen out is told so; who knows another ledger, that theirs is gone: after a restart the room knows no one any more. */
  #answerForStrangers(session: string, cursor: Cursor): WaitAnswer {
    if (this.#absent.bySessionId(session)) return { type: 'closed', why: 'timeout' };
    const reset = this.#ledger.resetFor(cursor);
    if (reset?.why === 'epoch') return reset;
    throw new RefusalError({ refusal: 'no-session' });
  }

  #hereOrAbsent(session: string | undefined): RoomSession | undefined {
    return session === undefined ? undefined : (this.#here.bySessionId(session) ?? this.#absent.bySessionId(session));
  }

  #letIn(nickname: string, host: string, before: RoomSession | undefined): RoomSession {
    const here = before && this.#here.bySessionId(before.sessionId);
    if (here?.member.nickname === nickname) return touch(here, this.#world.monotonicNow());
    const keys = nicknameKeys(nickname);
    refuseTaken(keys, before, { here: this.#here, absent: this.#absent });
    this.#refuseCrowd(host, here);

    // One browser is one member: who comes in under another nickname goes as the one they were.
    if (here) this.#depart(here, { reason: '', why: 'left' });
    else if (before) this.#absent.remove(before);
    if (before && !here && before.member.nickname === nickname) {
      return this.#admit({ ...before, clientNetwork }, before.mailbox.firstLetterId);
    }
    const { messagesPerWindow, windowMs } = this.#settings;
    return this.#admit({
      sessionId: this.#world.newId(),
      member: { id: this.#world.newId(), nickname },
      nicknameHistory: [nickname],
      nicknameKeys: keys,
      clientNetwork,
      joinAttemptId: undefined,
      rateLimiter: before?.rateLimiter ?? new RateLimiter(messagesPerWindow, windowMs),
      completedMutations: createIdempotencyCache(this.#settings),
      editableMessages: createIdempotencyCache(this.#settings),
    });
  }

  #refuseCrowd(host: string, here: RoomSession | undefined) {
    const others = this.#here.size - (here ? 1 : 0);
    this.#rules.assertCapacity({
      others,
      neighbours: this.#here.countFromNetwork(host) - (here?.clientNetwork === host ? 1 : 0),
    });
  }

  /** Opens the mailbox of someone who comes in; `first` is where it began before, if they come back. */
  #admit(arrival: Omit<RoomSession, 'mailbox' | 'heardAt' | 'closing'>, first?: number): RoomSession {
    this.#postOffice.broadcast({ type: 'joined', member: arrival.member }, this.#world.now());
    const mailbox = this.#postOffice.open({
      address: arrival.sessionId,
      firstLetterId: first ?? this.#ledger.tailStart(this.#settings.historyOnJoin),
    });
    const stay = { ...arrival, mailbox, heardAt: this.#world.monotonicNow(), closing: undefined };
    this.#here.add(stay);
    return stay;
  }

  #welcome({ member, mailbox }: RoomSession): Visit {
    return Object.assign(this.#here.snapshot(this.position()), {
      you: member,
      letters: mailbox.tail(this.#settings.historyOnJoin),
      limits: this.#rules.limits,
    });
  }

  #depart(stay: RoomSession, { reason, why }: { reason: string; why: 'left' | 'timeout' }) {
    this.#here.remove(stay);
    this.#postOffice.close(stay.sessionId, { type: 'closed', why });
    this.#postOffice.presence.removeMember(stay.member.id);
    this.#postOffice.broadcast({ type: 'left', member: stay.member, reason }, this.#world.now());
  }

  #heardOf(session: string): RoomSession {
    return touch(this.#stayOf(session), this.#world.monotonicNow());
  }

  #stayOf(session: string): RoomSession {
    const stay = this.#here.bySessionId(session);
    if (!stay) throw new RefusalError({ refusal: 'no-session' });
    return stay;
  }
}
