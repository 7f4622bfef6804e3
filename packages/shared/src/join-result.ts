import * as z from 'zod/mini';
import { Letter } from './letter.ts';
import { defaultRoomSettings, Limits } from './limits.ts';
import { Member } from './member.ts';

/**
 * The members at one position of the ledger: before letter `next` of the ledger `epoch`. Their order has no meaning.
 * A client that applies the letters from `next` on has the current members.
 */
export const Snapshot = z.object({ epoch: z.string(), next: z.int(), members: z.array(Member) });
export type Snapshot = z.infer<typeof Snapshot>;

/** How the room presents itself: one line each, of at most `roomNameLength` and `roomTopicLength` code points. The topic may be empty. */
export const RoomInfo = z.object({ name: z.string(), topic: z.string() });
export type RoomInfo = z.infer<typeof RoomInfo>;

/** What everybody may know of the room before joining. */
export const RoomPreview = z.object({ ...RoomInfo.shape, memberCount: z.int() });
export type RoomPreview = z.infer<typeof RoomPreview>;

/**
 * The result of `join`. `you` is one of `members`. `letters` are the history: the last `historyOnJoin` messages and, from the oldest of them
 * on, their edits and deletions and the last joins, leaves and renames. Letters in between may be left out.
 * `limits` are those of this room. An older server sends no `room`.
 */
export const JoinResult = z.object({
  you: Member,
  ...Snapshot.shape,
  letters: z.array(Letter),
  limits: Limits,
  room: z._default(RoomInfo, { name: defaultRoomSettings.name, topic: defaultRoomSettings.topic }),
});
export type JoinResult = z.infer<typeof JoinResult>;
