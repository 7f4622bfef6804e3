import * as z from 'zod/mini';
import { Letter } from './letter.ts';
import { Limits } from './limits.ts';
import { Member } from './member.ts';

/** The members as they were before letter `next` of the ledger named `epoch`. */
export const Snapshot = z.object({ epoch: z.string(), next: z.int(), members: z.array(Member) });
export type Snapshot = z.infer<typeof Snapshot>;

/** What `join` answers: who you are, the snapshot, the tail that a newcomer may read, and the room's limits. */
export const Visit = z.object({
  you: Member,
  ...Snapshot.shape,
  letters: z.array(Letter),
  limits: Limits,
});
export type Visit = z.infer<typeof Visit>;
