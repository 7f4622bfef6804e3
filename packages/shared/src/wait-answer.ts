import * as z from 'zod/mini';
import { Letter } from './letter.ts';

/**
 * The letters for one mailbox with `from <= id < next`, ascending. `from` is the cursor of the request, `next` that of the following one.
 * `missed` counts the letters in between that the ledger has already dropped: `missedMemberships` joins, leaves and renames (so the list of
 * members has to be fetched), `supersededChanges` edits and reactions that a later letter made unnecessary, and otherwise messages and their
 * changes. Each is absent if it is 0. The kinds are exact up to 5,000 dropped messages and as many superseded changes; more count as
 * memberships.
 */
export const Mail = z.object({
  type: z.literal('mail'),
  epoch: z.string(),
  from: z.int(),
  next: z.int(),
  missed: z.int(),
  missedMemberships: z.optional(z.int()),
  supersededChanges: z.optional(z.int()),
  letters: z.array(Letter),
});
export type Mail = z.infer<typeof Mail>;

/**
 * The mailbox is closed; `why` is the cause. `expired`: the session id is too old, and the next join returns a new one. `restarting` comes
 * with `retryAfterMs`: the server will be back. `text` is an explanation for the user, if there is one.
 */
export const Closed = z.object({
  type: z.literal('closed'),
  why: z.enum(['left', 'kicked', 'banned', 'timeout', 'expired', 'restarting']),
  text: z.optional(z.string()),
  retryAfterMs: z.optional(z.number()),
});
export type Closed = z.infer<typeof Closed>;

/**
 * The cursor of the request is invalid: it belongs to another ledger (`epoch`), or lies beyond `next` (`future`). The client needs a new
 * snapshot. The ledger `epoch` holds letters from `oldest` up to, but not including, `next`.
 *
 * `agreement` is given if the room continued under `epoch` after it had lost the last letters of the ledger `agreement.epoch`, that of the
 * request: the letters with `id < agreement.before` are the same in both, also where `oldest` is larger. A client that knows them continues
 * with `since` at most `agreement.before`.
 */
export const Reset = z.object({
  type: z.literal('reset'),
  why: z.enum(['epoch', 'future']),
  epoch: z.string(),
  oldest: z.int(),
  next: z.int(),
  agreement: z.optional(z.object({ epoch: z.string(), before: z.int() })),
});
export type Reset = z.infer<typeof Reset>;

/**
 * The member ids of those who are away and of those who are typing. Never part of the ledger. `version` counts up from 0 with each change;
 * a client that knows the current version knows the current presence.
 */
export const Presence = z.object({ version: z.int(), away: z.array(z.string()), typing: z.array(z.string()) });
export type Presence = z.infer<typeof Presence>;

/**
 * There are no letters yet. The client asks again: after `retryAfterMs` if given (the room cannot park more waits, or the
 * server restarts), otherwise at once.
 * `presence` is given if it differs from the version in the request.
 */
export const Reconnect = z.object({
  type: z.literal('reconnect'),
  epoch: z.string(),
  next: z.int(),
  retryAfterMs: z.optional(z.number()),
  presence: z.optional(Presence),
});
export type Reconnect = z.infer<typeof Reconnect>;

/**
 * The letters before letter `before` of the ledger, back to letter `from`, ascending: the messages and the joins, leaves and renames with
 * `from <= id < before`, and for each of these messages its last edit or its deletion, and its last reactions, whose ids may be `before` or
 * larger. `missed` counts the letters with `from <= id < before` that the ledger has already dropped, with the kinds of `Mail`. `hasOlder`:
 * the ledger holds messages or membership letters before `from`, which the history before `from` begins with. Otherwise `from` is the first
 * letter that the reader may read.
 */
export const History = z.object({
  type: z.literal('history'),
  epoch: z.string(),
  from: z.int(),
  before: z.int(),
  missed: z.int(),
  missedMemberships: z.optional(z.int()),
  supersededChanges: z.optional(z.int()),
  hasOlder: z.boolean(),
  letters: z.array(Letter),
});
export type History = z.infer<typeof History>;

/** The result of `history`. */
export const HistoryAnswer = z.discriminatedUnion('type', [History, Reset]);
export type HistoryAnswer = z.infer<typeof HistoryAnswer>;

/** The result of `wait`. `superseded`: a newer wait of the same tab, or a ninth one of the same session, took the place of this one. */
export const WaitAnswer = z.discriminatedUnion('type', [
  Mail,
  Reconnect,
  Reset,
  z.object({ type: z.literal('superseded') }),
  Closed,
]);
export type WaitAnswer = z.infer<typeof WaitAnswer>;
