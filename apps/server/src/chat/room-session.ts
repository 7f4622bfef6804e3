import { fixedLimits, type Member, type Settings } from '@mailroom/shared';
import type { Mailbox } from './mailbox.ts';
import { ExpiringMap } from './expiring-map.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** What was done under one clientMsgId, and the answer it got. */
interface CompletedMutation {
  /** What was asked for, written so that the same reads the same. */
  readonly fingerprint: string;
  readonly id: number;
  readonly at: number;
}

/** A line as its author may change it: the numbers of the letters that its text stands in, the one that said it first. */
export interface EditableMessage {
  readonly letterIds: [said: number, ...edits: number[]];
  /** When it was said. */
  readonly sentAt: number;
}

/** One member's time in the room. Times in ms of the clock that never jumps. */
export interface RoomSession {
  /** The secret that the member acts with, and their mailbox's address. */
  readonly sessionId: string;
  member: Member;
  /** What they were called, the nickname they have now last. */
  nicknameHistory: readonly string[];
  /** Nobody else may have a nickname that shares one of these. */
  nicknameKeys: readonly string[];
  readonly clientNetwork: string;
  /** By which they last came in, if they said. */
  joinAttemptId: string | undefined;
  readonly rateLimiter: RateLimiter;
  readonly completedMutations: ExpiringMap<CompletedMutation>;
  /** By the clientMsgId under which they were said. */
  readonly editableMessages: ExpiringMap<EditableMessage>;
  mailbox: Mailbox;
  /** When they were last heard of. */
  lastSeenAt: number;
  /** That their page closed, unless they were heard of since: when, and how many waits were answered after that. */
  closing: { readonly at: number; pollsAnswered: number } | undefined;
}

/** What a stay remembers by ids, so that nothing is done twice that is repeated: all that the throttle lets pass in the time. */
export const createIdempotencyCache = <What>({ messagesPerWindow, windowMs }: Settings) => {
  const ms = fixedLimits.rememberedMs;
  const isThrottled = messagesPerWindow > 0 && windowMs > 0;
  const most = isThrottled ? (Math.ceil(ms / windowMs) + 1) * messagesPerWindow : fixedLimits.rememberedSends;
  return new ExpiringMap<What>({ ttlMs, maxSize });
};

/** Notes that they are called something else from now on. Lists and letters hold the member as they were called before. */
export const setNickname = (stay: RoomSession, { nickname, keys }: { nickname: string; keys: readonly string[] }) => {
  stay.member = { ...stay.member, nickname };
  stay.nicknameHistory = [...stay.nicknameHistory.filter((former) => former !== nickname), nickname].slice(
    -MAX_NICKNAME_HISTORY,
  );
  stay.nicknameKeys = keys;
};

/** However often somebody is renamed: whoever has not heard of that many renamings does not come in again as the same. */
const MAX_NICKNAME_HISTORY = 32;

/** Notes that the member was heard of at `elapsed`. */
export const touch = (stay: RoomSession, elapsed: number): RoomSession =>
  Object.assign(stay, { heardAt: elapsed, closing: undefined });

/** Notes that a wait was answered at `elapsed`. */
export const recordPollAnswered = (stay: RoomSession, elapsed: number) => {
  stay.lastSeenAt = elapsed;
  // A page that closes may have one question on its way still. Who is answered a second time is there to ask.
  if (stay.closing && ++stay.closing.pollsAnswered > 1) stay.closing = undefined;
};

/** Why they are to be seen out at `elapsed`, if they are. */
export const evictionReason = (
  stay: RoomSession,
  at: { elapsed: number; idleMs: number },
): 'closed' | 'timeout' | undefined => {
  if (!stay.closing || at.elapsed - stay.closing.at < fixedLimits.closingMs)
    return isIdle(stay, at) ? 'timeout' : undefined;
  if (!stay.mailbox.hasWaiters) return 'closed';
  // A wait still parked after that long is another tab's: they are here.
  stay.closing = undefined;
  return undefined;
};

/** Whether they seem not to be there at the moment. */
export const isAway = (stay: RoomSession, elapsed: number) => isIdle(stay, { elapsed, idleMs: fixedLimits.awayMs });

/** Whether nothing was heard of them for `idleMs` (0: however long), and no wait of theirs is parked. */
const isIdle = ({ mailbox, lastSeenAt }: RoomSession, { elapsed, idleMs }: { elapsed: number; idleMs: number }) =>
  idleMs > 0 && !mailbox.hasWaiters && elapsed - lastSeenAt >= idleMs;
