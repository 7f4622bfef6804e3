import * as z from 'zod/mini';
import { Member } from './member.ts';

/** What can happen in the room. A closed union: every switch over `type` is exhaustive. */
export const RoomEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('joined'), member: Member }),
  z.object({ type: z.literal('left'), member: Member, reason: z.string() }),
  z.object({ type: z.literal('said'), member: Member, text: z.string(), clientMsgId: z.string() }),
]);
export type RoomEvent = z.infer<typeof RoomEvent>;

/** Something that happened in the room, with its number in the ledger. `at` is ms since 1970. */
export const Letter = z.object({ id: z.int(), at: z.number(), event: RoomEvent });
export type Letter = z.infer<typeof Letter>;
