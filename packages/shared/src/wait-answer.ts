import * as z from 'zod/mini';
import { Letter } from './letter.ts';

/** Every letter for one mailbox with `from <= id < next`, ascending. `missed` counts those that the ledger no longer holds. */
export const Mail = z.object({
  type: z.literal('mail'),
  epoch: z.string(),
  from: z.int(),
  next: z.int(),
  missed: z.int(),
  letters: z.array(Letter),
});
export type Mail = z.infer<typeof Mail>;

/** The mailbox is gone, and why. `retryAfterMs` is there when asking again later makes sense. */
export const Closed = z.object({
  type: z.literal('closed'),
  why: z.enum(['left', 'kicked', 'banned', 'timeout', 'restarting']),
  text: z.optional(z.string()),
  retryAfterMs: z.optional(z.number()),
});
export type Closed = z.infer<typeof Closed>;

/** The cursor that was asked with belongs to another ledger, or lies beyond the next letter: a new snapshot is needed. */
export const Reset = z.object({
  type: z.literal('reset'),
  why: z.enum(['epoch', 'future']),
  epoch: z.string(),
  oldest: z.int(),
  next: z.int(),
});
export type Reset = z.infer<typeof Reset>;

/**
 * What is true at this moment and never in the ledger: the ids of who is away and of who is writing. Another version is other signs; who
 * knows this one knows them.
 */
export const Presence = z.object({ version: z.int(), away: z.array(z.string()), writing: z.array(z.string()) });
export type Presence = z.infer<typeof Presence>;

/** There is nothing to say yet, or only signs that its reader does not know. Ask again: at once, or after `retryAfterMs` when more people wait than the room can hold. */
export const Reconnect = z.object({
  type: z.literal('reconnect'),
  epoch: z.string(),
  next: z.int(),
  retryAfterMs: z.optional(z.number()),
  presence: z.optional(Presence),
});
export type Reconnect = z.infer<typeof Reconnect>;

/** What one `wait` brings: exactly one of five answers. */
export const WaitAnswer = z.discriminatedUnion('type', [
  Mail,
  Reconnect,
  Reset,
  z.object({ type: z.literal('superseded') }),
  Closed,
]);
export type WaitAnswer = z.infer<typeof WaitAnswer>;
