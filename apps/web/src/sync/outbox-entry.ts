import type { Refusal } from '@mailroom/shared';
import type { Errand } from './mutation.ts';

/** What one asks of the room, on its way: waiting or under way, arrived but not yet heard of, or turned down. */
export type Outgoing = Errand & {
  readonly state: 'pending' | 'sent' | 'failed';
  /** The number of its letter, once it arrived. */
  readonly id?: number;
  /** Why it was turned down, if the room said why; or that it was too fast, and waits. */
  readonly refusal?: Refusal | undefined;
};

/** A line on its way. */
export type OutgoingLine = Extract<Outgoing, { type: 'line' }>;

/**
 * What is to become of a line that was said: its new text, or that it goes. `pending` and `sent` mean that it is being changed, `failed`
 * that it was turned down, with the refusal and the text that was written; it can be tried again, or discarded, under `clientMsgId`.
 */
export type OutgoingChange = Extract<Outgoing, { type: 'edit' | 'deletion' }>;

/** What one is to be called. */
export type OutgoingRenaming = Extract<Outgoing, { type: 'renaming' }>;

/** What is on its way, by what it is about. */
export interface Sorted {
  readonly lines: readonly OutgoingLine[];
  /** The last change of each line, by the id under which the line was said. */
  readonly changes: ReadonlyMap<string, OutgoingChange>;
  readonly renaming: OutgoingRenaming | undefined;
}

/** Sorts what is on its way. */
export const sorted = (all: readonly Outgoing[]): Sorted => {
  const lines = all.filter((each) => each.type === 'line');
  const changes = new Map<string, OutgoingChange>();
  for (const each of all) if (each.type === 'edit' || each.type === 'deletion') changes.set(each.line, each);
  return { lines, changes, renaming: all.findLast((each) => each.type === 'renaming') };
};

/** Whether one asks for the same again, with other words: a new text for the same line, another nickname. */
export const isAboutTheSame = (one: Errand, other: Errand): boolean => {
  if (one.type === 'renaming' || other.type === 'renaming') return one.type === other.type;
  return one.type !== 'line' && other.type !== 'line' && one.line === other.line;
};
