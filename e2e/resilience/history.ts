import type { Letter } from '@mailroom/shared';

/** What one client asked and saw of the room, as plain data. Every moment is ms by one clock for all. */
export interface History {
  readonly who: string;
  /** The lines they wrote, in the order in which they wrote them. */
  readonly wrote: readonly Wrote[];
  /** What came to stand on their screen, epoch by epoch. */
  readonly screen: readonly Stretch[];
  /** Whether they were in the room until the end, so that nothing said after their last cursor is beyond them. */
  readonly stayed: boolean;
}

/** A line handed to the room at `at`, and what became of it. */
export interface Wrote {
  readonly clientMsgId: string;
  /** What it was to read, first and after each change; nothing, once it was deleted. */
  readonly texts: readonly string[];
  /** The last of them that the room is known to have taken, and in which letter. */
  readonly taken?: { readonly text: string; readonly epoch: string; readonly number: number };
  readonly at: number;
  readonly outcome:
    | { readonly type: 'acknowledged'; readonly at: number; readonly epoch: string; readonly number: number }
    | { readonly type: 'refused' | 'unknown' };
}

/** What a screen shows of one epoch, from the letter numbered `from` up to before the one numbered `next`. */
export interface Stretch {
  readonly epoch: string;
  readonly from: number;
  readonly next: number;
  readonly rows: readonly Row[];
}

/** One row on a screen: a line, another letter, or the remark that so many letters were missed. */
export type Row =
  | {
      readonly type: 'line';
      readonly number: number;
      readonly clientMsgId: string;
      readonly by: string;
      readonly text: string;
    }
  | { readonly type: 'letter'; readonly number: number }
  | { readonly type: 'missed'; readonly count: number };

/** The row that a letter makes on a screen: the line that it says, or that there was one. */
export const rowOf = ({ id: number, event }: Letter): Row => {
  if (event.type !== 'said') return { type: 'letter', number };
  const { member, text, clientMsgId } = event;
  return { type: 'line', number, clientMsgId, by: member.nickname, text };
};
