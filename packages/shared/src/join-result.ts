import * as z from 'zod/mini';
import { Letter } from './letter.ts';
import { Limits } from './limits.ts';
import { Member } from './member.ts';

/**
 * The members at one position of the ledger: before letter `next` of the ledger `epoch`. Their order has no meaning.
 * A client that applies the letters from `next` on has the current members.
 */
export const Snapshot = z.object({ epoch: z.string(), next: z.int(), members: z.array(Member) });
export type Snapshot = z.infer<typeof Snapshot>;

/**
 * The result of `join`. `you` is one of `members`. `letters` are the history: the last `historyOnJoin` messages and, from the oldest of them
 * on, their edits and deletions and the last joins, leaves and renames. Letters in between may be left out.
 * `limits` are those of this room.
 */
export const JoinResult = z.object({
  you: Member,
  ...Snapshot.shape,
  letters: z.array(Letter),
  limits: Limits,
});
export type JoinResult = z.infer<typeof JoinResult>;
