import * as z from 'zod/mini';
import { Member } from './member.ts';

/**
 * What can happen in the room. A closed union: every switch over `type` is exhaustive. `edited` and `deleted` name the line by the number
 * of its `letter`; a text is empty only where the line was deleted since. `renamed` tells of the member by the new nickname.
 */
export const RoomEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('joined'), member: Member }),
  z.object({ type: z.literal('left'), member: Member, reason: z.string() }),
  z.object({ type: z.literal('said'), member: Member, text: z.string(), clientMsgId: z.string() }),
  z.object({
    type: z.literal('edited'),
    member: Member,
    letter: z.int(),
    text: z.string(),
    clientMsgId: z.string(),
  }),
  z.object({ type: z.literal('deleted'), member: Member, letter: z.int(), clientMsgId: z.string() }),
  z.object({ type: z.literal('renamed'), member: Member, before: z.string(), clientMsgId: z.string() }),
]);
export type RoomEvent = z.infer<typeof RoomEvent>;

/** Something that happened, of a kind that its reader does not know, because the room is newer. Never sent. */
export const UnknownEvent = z.object({ type: z.literal('unknown') });
export type UnknownEvent = z.infer<typeof UnknownEvent>;

/** Something that happened in the room, with its number in the ledger. `at` is ms since 1970. */
export const Letter = z.object({
  id: z.int(),
  at: z.number(),
  // oxlint-disable-next-line promise/valid-params -- zod’s catch, not a promise’s
  event: z.catch(z.union([RoomEvent, UnknownEvent]), { type: 'unknown' }),
});
export type Letter = z.infer<typeof Letter>;
