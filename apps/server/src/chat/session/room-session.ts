import { fixedLimits, type LeaveCause, type Member, type RoomSettings } from '@mailroom/shared';
import type { RateLimiter } from '../limits/rate-limiter.ts';
import type { ReadAllowance } from '../limits/read-allowance.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import { CompletedMutations, type CompletedMutationsState } from './completed-mutations.ts';

/** One member's time in the room, from `joined` to `left`. All times are in ms of the monotonic clock. */
export interface RoomSession {
  /** The secret that authenticates the member, and the address of their mailbox. */
  readonly sessionId: string;
  /** When the session id was created. */
  readonly startedAt: number;
  /** Whether the session id has reached `sessionMaxMs`. It is good for one more join only. */
  isExpired: boolean;
  member: Member;
  /** The nicknames that the member has had, the current one last. */
  nicknameHistory: readonly string[];
  /** The keys of the current nickname. No other member may have a nickname with one of these keys. */
  nicknameKeys: readonly string[];
  readonly clientNetwork: string;
  /** The attempt of the latest join, if the client sent one. */
  joinAttemptId: string | undefined;
  /** The grant that the member's role comes from. */
  grantId: string | undefined;
  readonly rateLimiter: RateLimiter;
  readonly readAllowance: ReadAllowance;
  /** By their mutation id. */
  readonly completedMutations: CompletedMutations;
  mailbox: Mailbox;
  /** The last command of the member. Unlike `lastSeenAt`, it depends on nothing but commands. */
  lastCommandAt: number;
  lastSeenAt: number;
  /** Set while a page has announced that it closes: when it did, and how many polls were answered since. */
  closing: { readonly at: number; pollsAnswered: number } | undefined;
  /** When the latest join returned the session id. Undefined after a call with that id: the client has it. */
  unusedSince: number | undefined;
}

/** The part of a session that the journal keeps. `rateLimiter` is an index, see `RoomState`. */
export interface SessionState {
  readonly sessionId: string;
  readonly startedAt: number;
  readonly isExpired: boolean;
  readonly member: Member;
  readonly nicknameHistory: readonly string[];
  readonly nicknameKeys: readonly string[];
  readonly clientNetwork: string;
  readonly joinAttemptId?: string | undefined;
  readonly grantId?: string | undefined;
  readonly firstLetterId: number;
  readonly lastCommandAt: number;
  readonly rateLimiter: number;
  readonly completedMutations: CompletedMutationsState;
}

/** Creates the memory of a session, large enough for all mutations that the rate limit allows during `idempotencyMs`. */
export const createCompletedMutations = (
  { messagesPerWindow, windowMs }: RoomSettings,
  state?: CompletedMutationsState,
) => {
  const ttlMs = fixedLimits.idempotencyMs;
  const isRateLimited = messagesPerWindow > 0 && windowMs > 0;
  const maxSize = isRateLimited
    ? (Math.ceil(ttlMs / windowMs) + 1) * messagesPerWindow
    : fixedLimits.maxRememberedMutations;
  return new CompletedMutations({ ttlMs, maxSize }, state);
};

/** Changes the nickname. Creates a new `member`: letters and snapshots keep the former one. */
export const setNickname = (
  session: RoomSession,
  { nickname, keys }: { nickname: string; keys: readonly string[] },
) => {
  session.member = { ...session.member, nickname };
  session.nicknameHistory = [...session.nicknameHistory.filter((former) => former !== nickname), nickname].slice(
    -MAX_NICKNAME_HISTORY,
  );
  session.nicknameKeys = keys;
};

/** Bounds the memory of a session. A join attempt under an older nickname is refused. */
const MAX_NICKNAME_HISTORY = 32;

/** Records activity of the member, which also cancels the closing of a page. */
export const touch = (session: RoomSession, monotonicNow: number): RoomSession => {
  session.closing = undefined;
  return recordActivity(session, monotonicNow);
};

/** Like `touch`, for a join that returned the session. Only a client that sent the session id has it for certain. */
export const touchByJoin = (
  session: RoomSession,
  { monotonicNow, hasSessionId }: { monotonicNow: number; hasSessionId: boolean },
): RoomSession => {
  const isUnused = session.unusedSince !== undefined && !hasSessionId;
  touch(session, monotonicNow).unusedSince = isUnused ? monotonicNow : undefined;
  return session;
};

/** Records that a client knows the session id. */
export const recordUse = (session: RoomSession) => {
  session.unusedSince = undefined;
};

/** Records activity that does not cancel the closing of a page. A command may be a little older than a call that it overtook. */
export const recordActivity = (session: RoomSession, monotonicNow: number): RoomSession => {
  recordUse(session);
  session.lastSeenAt = Math.max(session.lastSeenAt, monotonicNow);
  return session;
};

/** Records a command of the member, also one that is refused. */
export const recordCommand = (session: RoomSession, monotonicNow: number): RoomSession => {
  session.lastCommandAt = monotonicNow;
  return touch(session, monotonicNow);
};

/** Records that a poll of the member was answered. */
export const recordPollAnswered = (session: RoomSession, monotonicNow: number) => {
  recordActivity(session, monotonicNow);
  // The closing page may have had one poll in flight. A second answered poll comes from a page that is still open.
  if (session.closing && ++session.closing.pollsAnswered > 1) session.closing = undefined;
};

/** Returns why to remove the session at `monotonicNow`, or `undefined` to keep it. 0 for `idleMs`: no idle timeout. */
export const evictionCause = (
  session: RoomSession,
  at: { monotonicNow: number; idleMs: number },
): LeaveCause | undefined => {
  // The browser may have refused the cookie.
  if (session.unusedSince !== undefined && at.monotonicNow - session.unusedSince >= fixedLimits.unusedMs) return 'left';
  if (!session.closing || at.monotonicNow - session.closing.at < fixedLimits.closeGraceMs) {
    return isIdle(session, at) ? 'timeout' : undefined;
  }
  if (!session.mailbox.hasWaiters) return 'closed';
  // A wait that is still parked belongs to another tab.
  session.closing = undefined;
  return undefined;
};

/** Whether the member shows as away at `monotonicNow`. */
export const isAway = (session: RoomSession, monotonicNow: number) =>
  isIdle(session, { monotonicNow, idleMs: fixedLimits.awayAfterMs });

/** Whether the session has had no parked wait and no activity for `idleMs`. Never for 0. */
const isIdle = (
  { mailbox, lastSeenAt }: RoomSession,
  { monotonicNow, idleMs }: { monotonicNow: number; idleMs: number },
) => idleMs > 0 && !mailbox.hasWaiters && monotonicNow - lastSeenAt >= idleMs;
