import { fixedLimits, type Member, type Settings } from '@mailroom/shared';
import type { Mailbox } from './mailbox.ts';
import { Remembered } from './expiring-map.ts';
import type { Throttle } from './rate-limiter.ts';

/** What was done under one clientMsgId, and the answer it got. */
interface Deed {
  /** What was asked for, written so that the same reads the same. */
  readonly what: string;
  readonly id: number;
  readonly at: number;
}

/** A line as its author may change it: the numbers of the letters that its text stands in, the one that said it first. */
export interface OwnLine {
  readonly letters: [said: number, ...edits: number[]];
  /** When it was said. */
  readonly saidAt: number;
}

/** One member's time in the room. Times in ms of the clock that never jumps. */
export interface Stay {
  /** The secret that the member acts with, and their mailbox's address. */
  readonly session: string;
  member: Member;
  /** What they were called, the nickname they have now last. */
  nicknames: readonly string[];
  /** Nobody else may have a nickname that shares one of these. */
  nicknameKeys: readonly string[];
  readonly host: string;
  /** By which they last came in, if they said. */
  attempt: string | undefined;
  readonly throttle: Throttle;
  readonly deeds: Remembered<Deed>;
  /** By the clientMsgId under which they were said. */
  readonly lines: Remembered<OwnLine>;
  mailbox: Mailbox;
  /** When they were last heard of. */
  heardAt: number;
  /** That their page closed, unless they were heard of since: when, and how many waits were answered after that. */
  closing: { readonly at: number; answers: number } | undefined;
}

/** What a stay remembers by ids, so that nothing is done twice that is repeated: all that the throttle lets pass in the time. */
export const rememberedById = <What>({ messagesPerWindow, windowMs }: Settings) => {
  const ms = fixedLimits.rememberedMs;
  const isThrottled = messagesPerWindow > 0 && windowMs > 0;
  const most = isThrottled ? (Math.ceil(ms / windowMs) + 1) * messagesPerWindow : fixedLimits.rememberedSends;
  return new Remembered<What>({ ms, most });
};

/** Notes that they are called something else from now on. Lists and letters hold the member as they were called before. */
export const call = (stay: Stay, { nickname, keys }: { nickname: string; keys: readonly string[] }) => {
  stay.member = { ...stay.member, nickname };
  stay.nicknames = [...stay.nicknames.filter((former) => former !== nickname), nickname].slice(-NICKNAMES_KEPT);
  stay.nicknameKeys = keys;
};

/** However often somebody is renamed: whoever has not heard of that many renamings does not come in again as the same. */
const NICKNAMES_KEPT = 32;

/** Notes that the member was heard of at `elapsed`. */
export const hear = (stay: Stay, elapsed: number): Stay =>
  Object.assign(stay, { heardAt: elapsed, closing: undefined });

/** Notes that a wait was answered at `elapsed`. */
export const answered = (stay: Stay, elapsed: number) => {
  stay.heardAt = elapsed;
  // A page that closes may have one question on its way still. Who is answered a second time is there to ask.
  if (stay.closing && ++stay.closing.answers > 1) stay.closing = undefined;
};

/** Why they are to be seen out at `elapsed`, if they are. */
export const reasonToGo = (stay: Stay, at: { elapsed: number; idleMs: number }): 'closed' | 'timeout' | undefined => {
  if (!stay.closing || at.elapsed - stay.closing.at < fixedLimits.closingMs)
    return isSilent(stay, at) ? 'timeout' : undefined;
  if (!stay.mailbox.isAwaited) return 'closed';
  // A wait still parked after that long is another tab's: they are here.
  stay.closing = undefined;
  return undefined;
};

/** Whether they seem not to be there at the moment. */
export const isAway = (stay: Stay, elapsed: number) => isSilent(stay, { elapsed, idleMs: fixedLimits.awayMs });

/** Whether nothing was heard of them for `idleMs` (0: however long), and no wait of theirs is parked. */
const isSilent = ({ mailbox, heardAt }: Stay, { elapsed, idleMs }: { elapsed: number; idleMs: number }) =>
  idleMs > 0 && !mailbox.isAwaited && elapsed - heardAt >= idleMs;
