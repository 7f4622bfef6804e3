import type { Letter, Mail } from '@mailroom/shared';

/** A record of the messages that one client sent and the rows it saw, as plain data. All times are in ms, by one clock for all clients. */
export interface History {
  readonly client: string;
  /** The messages that the client wrote, in that order. */
  readonly written: readonly WrittenMessage[];
  /** The rows that appeared on the client’s screen, by epoch. */
  readonly screen: readonly EpochRows[];
  /** Whether the client was in the room until the end: then its screen must show every message that was sent after it joined. */
  readonly isComplete: boolean;
}

/** A message handed to the room at `at`, and its outcome. */
export interface WrittenMessage {
  readonly mutationId: string;
  /** Its text, and the text after each change; empty after a deletion. */
  readonly texts: readonly string[];
  /** The last of these texts that the room is known to have accepted, and the number of that letter. */
  readonly lastAccepted?: { readonly text: string; readonly epoch: string; readonly number: number };
  readonly at: number;
  readonly outcome:
    | { readonly type: 'acknowledged'; readonly at: number; readonly epoch: string; readonly number: number }
    | { readonly type: 'refused' | 'unknown' };
}

/** The rows of one epoch: of the letters numbered `from` up to, and without, `next`. */
export interface EpochRows {
  readonly epoch: string;
  readonly from: number;
  readonly next: number;
  readonly rows: readonly Row[];
}

/**
 * One row on a screen: a message, another letter, or what a mail said about letters that were missed: `count` of those with
 * `from <= number < next`, of which `messages` were messages or their last changes. Its place among the rows has no meaning.
 */
export type Row =
  | {
      readonly type: 'message';
      readonly number: number;
      readonly mutationId: string;
      readonly by: string;
      readonly text: string;
    }
  | { readonly type: 'letter'; readonly number: number }
  | {
      readonly type: 'missed';
      readonly from: number;
      readonly next: number;
      readonly count: number;
      readonly messages: number;
    };

/** The row for the letters that a mail says were missed, if any. */
export const missedRowsOf = ({
  from,
  next,
  missed: count,
  missedMemberships = 0,
  supersededChanges = 0,
}: Mail): Row[] =>
  count > 0 ? [{ type: 'missed', from, next, count, messages: count - missedMemberships - supersededChanges }] : [];

/** The row of a letter. */
export const rowOf = ({ id: number, event }: Letter): Row => {
  if (event.type !== 'said') return { type: 'letter', number };
  const { member, text, mutationId } = event;
  return { type: 'message', number, mutationId, by: member.nickname, text };
};
