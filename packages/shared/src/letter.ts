import * as z from 'zod/mini';
import { Member } from './member.ts';

/**
 * Why a member left.
 * - `left`: the member left, or joined under another nickname.
 * - `timeout`: the session had no activity for `idleMs`.
 * - `closed`: the member closed the page.
 */
export const LeaveCause = z.enum(['left', 'timeout', 'closed']);
export type LeaveCause = z.infer<typeof LeaveCause>;

/** The reaction of `member` to a message: one emoji. */
export const Reaction = z.object({ emoji: z.string(), member: Member });
export type Reaction = z.infer<typeof Reaction>;

/**
 * A change in the room. `member` is its author, with the nickname at that time.
 * - `joined`, `left`: the member list changed. `why` is the room's cause, `reason` the member's own text, never empty. Only `why: 'left'` has one.
 * - `said`: a new message. Its `mutationId` identifies it in later `edit` and `delete` calls of its author, and in replies and reactions of all
 *   members. `replyTo` is the id of the `said` letter of the message that it replies to.
 * - `edited`, `deleted`: a message changed. `letterId` is the id of its `said` letter.
 * - `reacted`: `member` reacted to the message of the `said` letter `letterId`, or withdrew the reaction. `reactions` are all that the message has
 *   now, the oldest first, at most one per member and `reactionsPerMessage`. Each has its author with the nickname of that time.
 * - `renamed`: `member` has the new nickname, `formerNickname` is the previous one.
 * - `role-changed`: `member` has the new role, or none.
 *
 * `mutationId` is the `digest` of the `clientMsgId` of the call, which only its author knows. So the same one in another ledger is proof that
 * the same author sent it again.
 *
 * A `text` is empty only if the message was deleted later. The union is closed: a switch over `type` is exhaustive.
 */
export const RoomEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('joined'), member: Member }),
  z.object({
    type: z.literal('left'),
    member: Member,
    // A newer server may have more causes. The member must leave the list all the same.
    // oxlint-disable-next-line promise/valid-params -- zod’s catch, not a promise’s
    why: z.catch(LeaveCause, 'left'),
    reason: z.optional(z.string()),
  }),
  z.object({
    type: z.literal('said'),
    member: Member,
    text: z.string(),
    replyTo: z.optional(z.int()),
    mutationId: z.string(),
  }),
  z.object({
    type: z.literal('edited'),
    member: Member,
    letterId: z.int(),
    text: z.string(),
    mutationId: z.string(),
  }),
  z.object({ type: z.literal('deleted'), member: Member, letterId: z.int(), mutationId: z.string() }),
  z.object({
    type: z.literal('reacted'),
    member: Member,
    letterId: z.int(),
    reactions: z.array(Reaction),
    mutationId: z.string(),
  }),
  z.object({ type: z.literal('renamed'), member: Member, formerNickname: z.string(), mutationId: z.string() }),
  z.object({ type: z.literal('role-changed'), member: Member }),
]);
export type RoomEvent = z.infer<typeof RoomEvent>;

/** An event whose type this client does not know because the server is newer. Parsing produces it; the server never sends it. */
export const UnknownEvent = z.object({ type: z.literal('unknown') });
export type UnknownEvent = z.infer<typeof UnknownEvent>;

/** An event with its position in the ledger: `id` counts 0, 1, 2, … in each epoch. `at` is the server's wall clock in ms since 1970. */
export const Letter = z.object({
  id: z.int(),
  at: z.number(),
  // oxlint-disable-next-line promise/valid-params -- zod’s catch, not a promise’s
  event: z.catch(z.union([RoomEvent, UnknownEvent]), { type: 'unknown' }),
});
export type Letter = z.infer<typeof Letter>;
