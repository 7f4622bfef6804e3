import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import {
  digest,
  type LeaveCause,
  type Letter,
  type Member,
  type RoomEvent,
  type RoomSettings,
  type Snapshot,
  type JoinResult,
  type WaitAnswer,
} from '@mailroom/shared';
import { RefusalError } from '../../chat/limits/refusal-error.ts';
import { SECOND, type Action, type ValidNickname } from './histories.ts';
import { isMembership, ModelLedger } from './model-ledger.ts';
import { isAsHigh, ModelRoles, type ModelGrant } from './model-roles.ts';
import type { Outcome } from './outcome.ts';
import { membersAfter, visibleMessages, withSortedMembers } from './replay-letters.ts';

/** Duration of the hold of a wait, in ms. */
export const HOLD_MS = 50_000;
const MINUTE = 60 * SECOND;

/** A reference implementation of SPEC.md without optimizations. */
export class ModelRoom {
  readonly #settings: RoomSettings;
  readonly #clocks: ModelClocks;
  readonly #ledger: ModelLedger;
  readonly #roles: ModelRoles;
  #sessions: ModelSession[] = [];
  #absentees: ModelSession[] = [];
  /** The sessions that ended, in this order, whose rate limit nobody has taken over. */
  #ended: ModelSession[] = [];
  readonly #attempts = new Map<string, { sessionId: string; at: number }>();
  /** The ids of renewed sessions, and when they were renewed. */
  readonly #formerIds = new Map<string | undefined, number>();
  readonly #ids = new Set<string | null | undefined>();

  constructor(settings: RoomSettings, clocks: ModelClocks, epoch: string) {
    this.#settings = settings;
    this.#clocks = clocks;
    this.#ledger = new ModelLedger(settings, epoch);
    this.#roles = new ModelRoles(() => clocks.now());
  }

  get epoch() {
    return this.#ledger.epoch;
  }

  /** Whether there is a live session whose id has not expired. */
  hasSession(sessionId: string | undefined) {
    return this.#isLive(sessionId) && !this.#isExpired(sessionId);
  }

  #isLive(sessionId: string | undefined) {
    return this.#sessions.some((session) => session.sessionId === sessionId);
  }

  #isExpired(sessionId: string | undefined) {
    return this.#sessions.some((session) => session.sessionId === sessionId && session.isExpired);
  }

  join(request: ModelJoinRequest): Outcome {
    const { nickname, attempt = '', resume } = request;
    if ('rule' in nickname) throw new RefusalError({ refusal: 'nickname-invalid', rule: nickname.rule, limit: 16 });
    const everyone = [...this.#sessions, ...this.#absentees];
    const known = everyone.find((session) => session.sessionId === request.sessionId);
    const own = known ?? (this.#attempts.has(attempt) ? undefined : this.#lostSession(request));
    const isLatestAttempt = attempt !== '' && own?.attempt === attempt && own.nicknames.has(nickname.normalized);
    const tried = this.#attempts.get(attempt) ?? (isLatestAttempt ? own : undefined);
    const sessionId = tried ? tried.sessionId : own?.sessionId;
    const before = everyone.find((session) => session.sessionId === sessionId);
    if (tried && !before) throw new RefusalError({ refusal: 'no-session' });
    if (tried && !before?.nicknames.has(nickname.normalized)) throw new RefusalError({ refusal: 'id-reused' });

    const joinedAs = tried && before ? { normalized: before.member.nickname, skeleton: before.skeleton } : nickname;
    const isResumed = this.#isLive(before?.sessionId) && before?.member.nickname === joinedAs.normalized;
    const provenId = own === before ? own?.sessionId : undefined;
    const wasUsed = isResumed && before?.unusedSince === undefined;
    if (isResumed && before?.isExpired) {
      this.#formerIds.set(before.sessionId, this.#monotonicNow);
      this.#renewId(before, request.outcome);
      this.#sessions = [...this.#sessions.filter((session) => session !== before), before];
    }
    const session = isResumed ? before : this.#addSession({ ...request, nickname: joinedAs, resume }, before);
    this.#touch(session);
    // An absentee may get a new id (Q9), which the client has to use.
    const isProven = provenId !== undefined && (isResumed || session.sessionId === provenId);
    if (!wasUsed && !isProven) session.unusedSince = this.#monotonicNow;
    const isRepeated = isResumed && this.#attempts.get(attempt)?.sessionId === session.sessionId;
    if (attempt && !isRepeated) {
      this.#attempts.set(attempt, { sessionId: session.sessionId, at: this.#monotonicNow });
      session.attempt = attempt;
    }
    const presented = this.#roles.grantOf(request.grantToken);
    if (presented) presented.label ||= session.member.nickname;
    if (presented && !isAsHigh(session.member.role, presented.role)) this.#setGrant(session, presented);
    this.#deliver();
    const letters = this.#ledger.historyFrom(session.firstLetterId);
    const { nicknameLength, messageLength, messagesPerWindow, windowMs, holdMs } = this.#settings;
    const limits = { nicknameLength, messageLength, messagesPerWindow, windowMs, holdMs };
    const room = { name: this.#settings.name, topic: this.#settings.topic };
    const grantCookie = presented && request.grantToken;
    const answer = { you: session.member, ...this.snapshot, letters, limits, room };
    return { answer, cookie: session.sessionId, grantCookie };
  }

  /** The session whose browser lost its cookie (R16). */
  #lostSession({ nickname, attempt }: ModelJoinRequest) {
    if ('rule' in nickname || !attempt) return undefined;
    return [...this.#sessions, ...this.#absentees].find(
      (session) => session.attempt === attempt && session.skeleton === nickname.skeleton,
    );
  }

  /** The operator invites an owner. */
  inviteOwner(token: string) {
    this.#roles.invite(token, 'owner', undefined);
  }

  invite(sessionId: string | undefined, { role }: Action<'invite'>, token: string) {
    const { grant } = this.#requireOwner(sessionId);
    const { expiresAt } = this.#roles.invite(token, role, grant);
    return { token, expiresAt };
  }

  /** The token of an invitation, 0 for the latest. */
  invitationToken(which: number) {
    return this.#roles.token(which);
  }

  claim(
    sessionId: string | undefined,
    { invitation, token, formerToken }: { invitation: string; token: string; formerToken: string | undefined },
  ): Outcome {
    const session = this.#sessions.find((each) => each.sessionId === sessionId && !each.isExpired);
    const former = [...new Set([this.#roles.grantOf(formerToken), session?.grant])].flatMap((grant) => grant ?? []);
    const { grant, isNew, isKept } = this.#roles.claim(invitation, token, former);
    if (session && !isKept && !isAsHigh(session.member.role, grant.role)) {
      this.#touch(session);
      grant.label ||= session.member.nickname;
      this.#setGrant(session, grant);
    }
    if (isNew) for (const each of former) this.#endGrant(each);
    this.#deliver();
    return { answer: { role: grant.role }, grantCookie: isKept ? undefined : token };
  }

  revoke(sessionId: string | undefined, which: number) {
    this.#requireOwner(sessionId);
    const entry = this.#roles.entry(which);
    const isOutranked = entry && ('label' in entry ? entry.role === 'owner' : !entry.by);
    if (isOutranked) throw new RefusalError({ refusal: 'outranked' });
    if (entry && 'label' in entry) this.#endGrant(entry);
    else if (entry) this.#roles.endInvitation(entry);
    this.#deliver();
  }

  resign(sessionId: string | undefined, grantToken: string | undefined) {
    const session = this.#sessions.find((each) => each.sessionId === sessionId && !each.isExpired);
    const grants = new Set([this.#roles.grantOf(grantToken), session?.grant]);
    for (const grant of grants) if (grant) this.#endGrant(grant);
    this.#deliver();
  }

  revokeAll() {
    for (const grant of this.#roles.allGrants) this.#endGrant(grant);
    this.#roles.endAllInvitations();
    this.#deliver();
  }

  grants(sessionId: string | undefined) {
    this.#requireOwner(sessionId);
    return this.#roles.list();
  }

  #requireOwner(sessionId: string | undefined): ModelSession {
    const session = this.#touch(this.#requireSession(sessionId));
    if (session.member.role !== 'owner') throw new RefusalError({ refusal: 'not-permitted', needs: 'owner' });
    return session;
  }

  #setGrant(session: ModelSession, grant: ModelGrant | undefined) {
    const hasChanged = session.member.role !== grant?.role;
    session.grant = grant;
    session.member = memberOf(session.member, grant);
    if (hasChanged && this.#isLive(session.sessionId)) this.#append({ type: 'role-changed', member: session.member });
  }

  #endGrant(grant: ModelGrant) {
    this.#roles.endGrant(grant);
    for (const session of [...this.#sessions, ...this.#absentees]) {
      if (session.grant === grant) this.#setGrant(session, undefined);
    }
  }

  members(sessionId: string | undefined) {
    this.#touch(this.#requireSession(sessionId));
    return this.snapshot;
  }

  preview() {
    const { name, topic } = this.#settings;
    return { name, topic, memberCount: this.#sessions.length };
  }

  cursor(sessionId: string | undefined) {
    this.#touch(this.#requireSession(sessionId));
    const { epoch, next, oldest } = this.#ledger;
    return { epoch, next, oldest };
  }

  olderHistory(sessionId: string | undefined, { before, epoch }: { before: number; epoch: string | undefined }) {
    const { firstLetterId } = this.#touch(this.#requireSession(sessionId));
    const reset = this.#ledger.resetFor({ since: before, epoch });
    return reset ?? this.#ledger.olderHistory(this.#settings.historyOnJoin === 0 ? firstLetterId : 0, before);
  }

  wait(sessionId: string | undefined, wait: ModelWait) {
    if (this.#absentees.some((session) => session.sessionId === sessionId))
      return wait.answer({ type: 'closed', why: 'timeout' });
    if (this.#isExpired(sessionId) || this.#formerIds.has(sessionId)) {
      return wait.answer({ type: 'closed', why: 'expired' });
    }
    const reset = this.#ledger.resetFor(wait);
    if (sessionId !== undefined && !this.hasSession(sessionId) && reset?.why === 'epoch') return wait.answer(reset);
    const session = Object.assign(this.#requireSession(sessionId), { unusedSince: undefined });
    if (!wait.hold) {
      return this.#answer(session, wait, reset ?? this.#mailFor(session, wait) ?? this.#ledger.reconnect);
    }
    const older = session.waits.find((parked) => wait.tab !== undefined && parked.wait.tab === wait.tab);
    if (older) this.#answer(session, older.wait, { type: 'superseded' });
    const answer = reset ?? this.#mailFor(session, wait);
    if (answer) return this.#answer(session, wait, answer);
    if (session.waits.length === 8 && session.waits[0])
      this.#answer(session, session.waits[0].wait, { type: 'superseded' });
    session.waits.push({ wait, until: this.#monotonicNow + HOLD_MS });
  }

  send(sessionId: string | undefined, { text, replyTo, clientMsgId }: Action<'send'>) {
    const session = this.#touch(this.#requireSession(sessionId));
    if ('rule' in text) throw new RefusalError({ refusal: 'text-invalid', rule: text.rule, limit: 5 });
    return this.#runIdempotent(session, clientMsgId, { said: text.normalized, replyTo }, () => {
      const reply = replyTo !== undefined && { replyTo: this.#requireMessage(replyTo) };
      this.#assertRateLimit(session);
      const letter = this.#append({
        type: 'said',
        member: session.member,
        text: text.normalized,
        ...reply,
        mutationId: digest(clientMsgId),
      });
      session.editableMessages.set(clientMsgId, { id: letter.id, sentAt: this.#monotonicNow });
      return letter;
    });
  }

  /** No wait in these histories asks for presence, which presence.model.test.ts covers. */
  setTyping(sessionId: string | undefined) {
    Object.assign(this.#requireSession(sessionId), { lastSeenAt: this.#monotonicNow, unusedSince: undefined });
  }

  edit(sessionId: string | undefined, { target, text, clientMsgId }: Action<'edit'>) {
    const session = this.#touch(this.#requireSession(sessionId));
    if ('rule' in text) throw new RefusalError({ refusal: 'text-invalid', rule: text.rule, limit: 5 });
    return this.#runIdempotent(session, clientMsgId, { edited: target, to: text.normalized }, () => {
      const { id: letterId } = this.#editableMessage(session, target);
      this.#assertRateLimit(session);
      return this.#append({
        type: 'edited',
        member: session.member,
        letterId,
        text: text.normalized,
        mutationId: digest(clientMsgId),
      });
    });
  }

  delete(sessionId: string | undefined, { target, clientMsgId }: Action<'delete'>) {
    const session = this.#touch(this.#requireSession(sessionId));
    return this.#runIdempotent(session, clientMsgId, { deleted: target }, () => {
      const { id: letterId } = this.#editableMessage(session, target);
      this.#assertRateLimit(session);
      session.editableMessages.delete(target);
      this.#ledger.redactMessage(letterId);
      return this.#append({ type: 'deleted', member: session.member, letterId, mutationId: digest(clientMsgId) });
    });
  }

  react(sessionId: string | undefined, { target, emoji, clientMsgId }: Action<'react'>) {
    const session = this.#touch(this.#requireSession(sessionId));
    if (emoji === 'no emoji') throw new RefusalError({ refusal: 'emoji-invalid' });
    const { member } = session;
    if (!session.completedMutations.has(clientMsgId)) {
      const reactions = this.#ledger.reactionsTo(this.#requireMessage(target));
      if (reactions.find((each) => each.member.id === member.id)?.emoji === emoji)
        return { id: this.#ledger.next - 1, at: this.#clocks.now(), duplicate: true };
    }
    return this.#runIdempotent(session, clientMsgId, { reacted: target, emoji }, () => {
      const letterId = this.#requireMessage(target);
      const others = this.#ledger.reactionsTo(letterId).filter((each) => each.member.id !== member.id);
      this.#assertRateLimit(session);
      const reactions = emoji === undefined ? others : [...others, { emoji, member }];
      return this.#append({ type: 'reacted', member, letterId, reactions, mutationId: digest(clientMsgId) });
    });
  }

  #requireMessage(clientMsgId: string): number {
    const message = this.#ledger.findMessage(digest(clientMsgId));
    if (!message) throw new RefusalError({ refusal: 'message-unknown' });
    return message.id;
  }

  rename(sessionId: string | undefined, { nickname, clientMsgId }: Action<'rename'>) {
    const session = this.#touch(this.#requireSession(sessionId));
    if ('rule' in nickname) throw new RefusalError({ refusal: 'nickname-invalid', rule: nickname.rule, limit: 16 });
    const { normalized, skeleton } = nickname;
    const you = memberOf({ id: session.member.id, nickname: normalized }, session.grant);
    const formerNickname = session.member.nickname;
    if (!session.completedMutations.has(clientMsgId) && formerNickname === normalized) {
      return { you, id: this.#ledger.next - 1, at: this.#clocks.now(), duplicate: true };
    }
    const result = this.#runIdempotent(session, clientMsgId, { renamed: normalized }, () => {
      const others = [...this.#sessions, ...this.#absentees].filter((other) => other !== session);
      if (others.some((other) => other.skeleton === skeleton)) throw new RefusalError({ refusal: 'nickname-taken' });
      this.#assertRateLimit(session);
      Object.assign(session, { member: you, skeleton });
      session.nicknames.add(normalized);
      return this.#append({ type: 'renamed', member: you, formerNickname, mutationId: digest(clientMsgId) });
    });
    return { you, ...result };
  }

  #runIdempotent(session: ModelSession, clientMsgId: string, fingerprint: object, mutate: () => Letter) {
    const before = session.completedMutations.get(clientMsgId);
    if (before && !isDeepStrictEqual(before.fingerprint, fingerprint)) throw new RefusalError({ refusal: 'id-reused' });
    if (before) return { id: before.id, at: before.at, duplicate: true };
    const { id, at } = mutate();
    this.#forgetMutations(session);
    session.completedMutations.set(clientMsgId, { fingerprint, id, at, completedAt: this.#monotonicNow });
    this.#deliver();
    return { id, at, duplicate: false };
  }

  /** Forgets what is older than 10 minutes (S2). */
  #forgetMutations({ completedMutations, editableMessages }: ModelSession) {
    for (const [old, { completedAt }] of completedMutations) {
      if (this.#monotonicNow - completedAt > 10 * MINUTE) completedMutations.delete(old);
    }
    for (const [old, { sentAt }] of editableMessages) {
      if (this.#monotonicNow - sentAt > 10 * MINUTE) editableMessages.delete(old);
    }
  }

  #editableMessage({ editableMessages }: ModelSession, target: string) {
    const message = editableMessages.get(target);
    if (!message) throw new RefusalError({ refusal: 'message-unknown' });
    const limit = 5 * MINUTE;
    if (this.#monotonicNow - message.sentAt > limit) throw new RefusalError({ refusal: 'too-late', limit });
    return message;
  }

  leave(sessionId: string | undefined, { reason, closing }: Action<'leave'>) {
    if (sessionId === undefined) return;
    if (reason.length > 32) throw new RefusalError({ refusal: 'reason-invalid', rule: 'too-long', limit: 32 });
    const session = this.#sessions.find((each) => each.sessionId === sessionId);
    if (session && closing) this.#touch(session).closing = { at: this.#monotonicNow, pollsAnswered: 0 };
    else if (session) this.#endSession(session, { why: 'left', reason });
    else if (!closing) this.#absentees = this.#absentees.filter((each) => each.sessionId !== sessionId);
    this.#deliver();
  }

  sweep() {
    for (const session of this.#sessions) {
      if (session.unusedSince !== undefined && this.#monotonicNow - session.unusedSince >= 8 * SECOND) {
        this.#endSession(session, { why: 'left' });
      } else if (session.closing && this.#monotonicNow - session.closing.at >= 8 * SECOND) {
        if (session.waits.length > 0) session.closing = undefined;
        else this.#endSession(session, { why: 'closed' });
      } else if (session.waits.length === 0 && this.#monotonicNow - session.lastSeenAt >= this.#settings.idleMs) {
        this.#endSession(session, { why: 'timeout' });
        this.#absentees.push(Object.assign(session, { absentSince: this.#monotonicNow }));
      } else if (this.#isTooOld(session)) {
        session.isExpired = true;
        for (const { wait } of session.waits) this.#answer(session, wait, { type: 'closed', why: 'expired' });
      }
    }
    this.#absentees = this.#absentees.filter(({ absentSince }) => this.#monotonicNow - absentSince < 10 * MINUTE);
    if (this.#settings.members > 0) this.#absentees = this.#absentees.slice(-this.#settings.members);
    for (const session of [...this.#sessions, ...this.#absentees]) this.#forgetMutations(session);
    for (const [id, at] of this.#formerIds) if (this.#monotonicNow - at > 10 * MINUTE) this.#formerIds.delete(id);
    for (const [attempt, { at }] of this.#attempts) {
      if (this.#monotonicNow - at > 10 * MINUTE) this.#attempts.delete(attempt);
    }
    this.#deliver();
  }

  /** A new process continues the room, after all waits have ended. */
  restart() {
    for (const session of this.#sessions) {
      this.#touch(session);
    }
  }

  #isTooOld({ startedAt }: ModelSession) {
    const { sessionMaxMs } = this.#settings;
    return sessionMaxMs > 0 && this.#monotonicNow - startedAt >= sessionMaxMs;
  }

  /** Gives a session the id that it got in the real room. */
  #renewId(session: ModelSession, outcome: Outcome | undefined) {
    const { sessionId } = idsIn(outcome);
    assert(!this.#ids.has(sessionId), 'the session id is new');
    this.#ids.add(sessionId);
    Object.assign(session, { sessionId, startedAt: this.#monotonicNow, isExpired: false });
  }

  /** Answers the waits whose hold is over. */
  endHolds() {
    for (const { waits } of this.#sessions) {
      for (const { wait, until } of waits) {
        if (until > this.#monotonicNow) continue;
        this.endWait(wait);
        wait.answer(this.#ledger.reconnect);
      }
    }
  }

  /** Removes a wait without an answer. Returns whether it was parked. */
  endWait(wait: ModelWait): boolean {
    const session = this.#sessions.find(({ waits }) => waits.some((parked) => parked.wait === wait));
    if (!session) return false;
    session.waits = session.waits.filter((parked) => parked.wait !== wait);
    session.lastSeenAt = this.#monotonicNow;
    return true;
  }

  /** Whether these are all letters from `firstLetterId` on that joined, left or renamed a member. */
  hasAllMemberships(letters: readonly Letter[], firstLetterId: number) {
    const all = this.#ledger.allFrom(firstLetterId).filter(isMembership);
    return all.length === letters.filter(isMembership).length;
  }

  /** Returns the messages that a client shows after reading all letters from `firstLetterId` on. */
  visibleMessagesFrom(firstLetterId: number) {
    return visibleMessages(this.#ledger.allFrom(firstLetterId));
  }

  /** Asserts that the letters of the whole history lead to the current members. */
  checkMembership() {
    assert.deepEqual(membersAfter([], this.#ledger.allFrom(0)), this.snapshot.members);
  }

  get #monotonicNow() {
    return this.#clocks.monotonicNow();
  }

  get snapshot(): Snapshot {
    const { epoch, next } = this.#ledger;
    return withSortedMembers({ epoch, next, members: this.#sessions.map(({ member }) => member) });
  }

  #requireSession(sessionId: string | undefined): ModelSession {
    const session = this.#sessions.find((each) => each.sessionId === sessionId);
    if (!session || session.isExpired) throw new RefusalError({ refusal: 'no-session' });
    return session;
  }

  #touch(session: ModelSession): ModelSession {
    return Object.assign(session, { lastSeenAt: this.#monotonicNow, closing: undefined, unusedSince: undefined });
  }

  #addSession(
    {
      nickname,
      network,
      outcome,
      resume,
      grantToken,
    }: Omit<ModelJoinRequest, 'nickname'> & { nickname: ValidNickname },
    before: ModelSession | undefined,
  ): ModelSession {
    const others = this.#sessions.filter((session) => session !== before);
    const holders = [...others, ...this.#absentees.filter((session) => session !== before)];
    if (holders.some(({ skeleton }) => skeleton === nickname.skeleton))
      throw new RefusalError({ refusal: 'nickname-taken' });
    const { members, membersPerNetwork } = this.#settings;
    if (members > 0 && others.length >= members) throw new RefusalError({ refusal: 'room-full', limit: members });
    if (membersPerNetwork > 0 && others.filter((session) => session.network === network).length >= membersPerNetwork) {
      throw new RefusalError({ refusal: 'too-many-from-host', limit: membersPerNetwork });
    }

    const resumes = before?.member.nickname === nickname.normalized;
    if (resume && !resumes) throw new RefusalError({ refusal: 'no-session' });
    if (before && this.#isLive(before.sessionId)) this.#removeSession(before, { why: 'left' });
    this.#absentees = this.#absentees.filter((session) => session !== before);
    this.#ended = this.#ended.filter((session) => session !== before);
    this.#limitAbsentees(network);
    if (resumes && this.#isTooOld(before)) this.#renewId(before, outcome);
    const grant = this.#roles.grantOf(grantToken) ?? before?.grant;
    const session = resumes
      ? before
      : this.#createSession({ nickname, grant }, outcome, before ?? this.#takeMostActive(network));
    this.#append({ type: 'joined', member: session.member });
    const firstLetterId = resumes ? session.firstLetterId : (this.#ledger.historyFrom(0)[0]?.id ?? this.#ledger.next);
    this.#sessions.push(Object.assign(session, { network, firstLetterId }));
    return session;
  }

  #createSession(
    { nickname: { normalized, skeleton }, grant }: { nickname: ValidNickname; grant: ModelGrant | undefined },
    outcome: Outcome | undefined,
    before: ModelSession | undefined,
  ): ModelSession {
    const { sessionId, id } = idsIn(outcome);
    assert(sessionId !== id && !this.#ids.has(sessionId) && !this.#ids.has(id), 'the ids are new');
    this.#ids.add(sessionId).add(id);
    return {
      sessionId,
      member: memberOf({ id, nickname: normalized }, grant),
      grant,
      skeleton,
      nicknames: new Set([normalized]),
      completedMutations: new Map(),
      editableMessages: new Map(),
      acceptedAt: before?.acceptedAt ?? [],
      network: '',
      attempt: '',
      firstLetterId: 0,
      startedAt: this.#monotonicNow,
      isExpired: false,
      lastSeenAt: 0,
      absentSince: 0,
      closing: undefined,
      unusedSince: undefined,
      waits: [],
    };
  }

  /** The absentees of a network give way to one more member, the longest absent first. */
  #limitAbsentees(network: string) {
    const { membersPerNetwork } = this.#settings;
    if (membersPerNetwork === 0) return;
    const absent = this.#absentees.filter((session) => session.network === network);
    const present = this.#sessions.filter((session) => session.network === network);
    const gone = new Set(absent.slice(0, Math.max(0, absent.length + present.length + 1 - membersPerNetwork)));
    this.#absentees = this.#absentees.filter((session) => !gone.has(session));
  }

  /** Removes and returns the session from this network that ended after most mutations in the window of the rate limit. */
  #takeMostActive(network: string): ModelSession | undefined {
    const used = ({ acceptedAt }: ModelSession) =>
      acceptedAt.filter((at) => at + this.#settings.windowMs > this.#monotonicNow).length;
    const candidates = this.#ended.filter((session) => session.network === network && used(session) > 0);
    const [most] = candidates.toSorted((one, other) => used(other) - used(one));
    this.#ended = this.#ended.filter((session) => session !== most);
    return most;
  }

  #endSession(session: ModelSession, cause: { why: LeaveCause; reason?: string }) {
    this.#removeSession(session, cause);
    this.#ended.push(session);
  }

  #removeSession(session: ModelSession, { why, reason }: { why: LeaveCause; reason?: string }) {
    this.#sessions = this.#sessions.filter((each) => each !== session);
    for (const { wait } of session.waits) wait.answer({ type: 'closed', why: why === 'timeout' ? why : 'left' });
    session.waits = [];
    this.#append({ type: 'left', member: session.member, why, ...(reason && { reason }) });
  }

  #assertRateLimit({ acceptedAt }: ModelSession) {
    const { messagesPerWindow: limit, windowMs } = this.#settings;
    if (limit === 0) return;
    const retryAfterMs = (acceptedAt.at(-limit) ?? -Infinity) + windowMs - this.#monotonicNow;
    if (retryAfterMs > 0) throw new RefusalError({ refusal: 'too-fast', retryAfterMs, limit });
    acceptedAt.push(this.#monotonicNow);
  }

  #append(event: RoomEvent): Letter {
    return this.#ledger.append(event, this.#clocks.now());
  }

  /** Answers the waits that have mail. The letters of one call, or of one sweep, are delivered together. */
  #deliver() {
    for (const session of this.#sessions) {
      for (const { wait } of session.waits) this.#answer(session, wait, this.#mailFor(session, wait));
    }
  }

  #answer(session: ModelSession, wait: ModelWait, answer: WaitAnswer | undefined) {
    if (!answer) return;
    session.waits = session.waits.filter((parked) => parked.wait !== wait);
    session.lastSeenAt = this.#monotonicNow;
    if (answer.type !== 'superseded' && session.closing && ++session.closing.pollsAnswered > 1)
      session.closing = undefined;
    wait.answer(answer);
  }

  #mailFor({ firstLetterId }: ModelSession, { since }: ModelWait): WaitAnswer | undefined {
    return this.#ledger.mailFor({ firstLetterId, since });
  }
}

/** A wait, with the function that receives its answer. */
export interface ModelWait {
  readonly since: number;
  readonly epoch: string | undefined;
  readonly tab: string | undefined;
  readonly hold: boolean;
  readonly answer: (answer: WaitAnswer) => void;
}
interface ModelSession {
  sessionId: string;
  /** When the session id was created. */
  startedAt: number;
  isExpired: boolean;
  member: Member;
  /** Where the member's role comes from. */
  grant: ModelGrant | undefined;
  skeleton: string;
  /** All nicknames that the member has had. */
  readonly nicknames: Set<string>;
  /** The mutations by `clientMsgId`. */
  readonly completedMutations: Map<string, { fingerprint: unknown; id: number; at: number; completedAt: number }>;
  /** The messages that were sent and not deleted, by `clientMsgId`. */
  readonly editableMessages: Map<string, { id: number; sentAt: number }>;
  /** The times at which mutations passed the rate limit. */
  readonly acceptedAt: number[];
  network: string;
  /** The latest join attempt. */
  attempt: string;
  firstLetterId: number;
  lastSeenAt: number;
  absentSince: number;
  closing: { at: number; pollsAnswered: number } | undefined;
  /** When the latest join returned the session id, until a call carries it. */
  unusedSince: number | undefined;
  waits: { wait: ModelWait; until: number }[];
}
interface ModelJoinRequest extends Action<'join'> {
  readonly sessionId: string | undefined;
  /** The token of the grant that the browser presents. */
  readonly grantToken: string | undefined;
  /** The outcome in the real room. The model takes the new ids from it. */
  readonly outcome: Outcome | undefined;
}
interface ModelClocks {
  now(): number;
  monotonicNow(): number;
}

const memberOf = ({ id, nickname }: Member, grant: ModelGrant | undefined): Member => ({
  id,
  nickname,
  ...(grant && { role: grant.role }),
});

const idsIn = (outcome: Outcome | undefined) => {
  assert(outcome && 'answer' in outcome, 'the join succeeds');
  return { sessionId: outcome.cookie ?? '', id: (outcome.answer as JoinResult).you.id };
};
