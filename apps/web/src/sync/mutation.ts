import * as z from 'zod/mini';
import type { RoomApi } from './room-api.ts';

/**
 * A change that a member requests from the room: to send, edit or delete a message, to react to one, or to change the member's nickname.
 *
 * `clientMsgId` is its idempotency key: the room applies a repeated one once. Its digest is the mutation id, and `targetMutationId` that of the
 * message to change or to react to, `replyTo` that of the message to reply to. A reaction without `emoji` withdraws an earlier one.
 */
export const RoomMutation = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('send'),
    clientMsgId: z.string(),
    text: z.string(),
    replyTo: z.optional(z.string()),
  }),
  z.object({ type: z.literal('edit'), clientMsgId: z.string(), targetMutationId: z.string(), text: z.string() }),
  z.object({ type: z.literal('delete'), clientMsgId: z.string(), targetMutationId: z.string() }),
  z.object({
    type: z.literal('react'),
    clientMsgId: z.string(),
    targetMutationId: z.string(),
    emoji: z.optional(z.string()),
  }),
  z.object({ type: z.literal('rename'), clientMsgId: z.string(), nickname: z.string() }),
]);
export type RoomMutation = Readonly<z.infer<typeof RoomMutation>>;

/**
 * Sends the mutation to the room once.
 *
 * @returns the id of the letter that announces it
 * @throws what `room` throws: see `createRoomApi`
 */
export const sendMutation = (room: RoomApi, mutation: RoomMutation, signal: AbortSignal): Promise<{ id: number }> => {
  const { clientMsgId } = mutation;
  switch (mutation.type) {
    case 'send':
      return room.send({ text: mutation.text, replyTo: mutation.replyTo, clientMsgId }, signal);
    case 'edit':
      return room.edit({ targetMutationId: mutation.targetMutationId, text: mutation.text, clientMsgId }, signal);
    case 'delete':
      return room.delete({ targetMutationId: mutation.targetMutationId, clientMsgId }, signal);
    case 'react':
      return room.react({ targetMutationId: mutation.targetMutationId, emoji: mutation.emoji, clientMsgId }, signal);
    case 'rename':
      return room.rename({ nickname: mutation.nickname, clientMsgId }, signal);
  }
};

/** The text that a person wrote for this mutation, if it has one. */
export const textOf = (mutation: RoomMutation): string | undefined => ('text' in mutation ? mutation.text : undefined);
