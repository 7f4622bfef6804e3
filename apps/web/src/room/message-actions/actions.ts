import { fixedLimits } from '@mailroom/shared';
import type { LetterRow, RoomView } from '../../sync/room-view.ts';

/** Something that can be done with a line. */
export type Deed = 'copy' | 'quote' | 'mention' | 'link' | 'edit' | 'delete';

/** Everything that can be done with some line. */
export const allDeeds: readonly Deed[] = ['copy', 'quote', 'mention', 'link', 'edit', 'delete'];

/** What the page knows of the room as it is now. */
export interface RoomNow extends Pick<RoomView, 'epoch' | 'replayedRows'> {
  /** How old a letter is, in ms. The room knows better. */
  readonly ageOf: (at: number) => number;
}

/** What can be done with a line. */
export const deedsOn = (row: LetterRow, room: RoomNow): readonly Deed[] =>
  row.status === 'deleted' ? [] : allDeeds.filter((deed) => isPossible(deed, row, room));

/** Whether its author can still change a line. */
export const isChangeable = (row: LetterRow, { epoch, replayedRows, ageOf }: RoomNow): boolean =>
  row.isYours &&
  row.status !== 'deleted' &&
  // Said again after a restart, it is known by its id.
  (row.epoch === epoch || [...replayedRows.values()].includes(row.key)) &&
  ageOf(row.letter.at) < fixedLimits.editableMs;

/** The deed that a key stands for while a line is selected. */
export const deedOf = (key: string): Deed | undefined => allDeeds.find((deed) => KEYS[deed] === key.toLowerCase());

/** The key that stands for a deed, as it is told to people. */
export const keyOf = (deed: Deed): string => KEYS[deed].toUpperCase();

const isPossible = (deed: Deed, row: LetterRow, room: RoomNow): boolean => {
  switch (deed) {
    case 'copy':
    case 'quote':
      return true;
    case 'mention':
      return !row.isYours;
    case 'link':
      // Letters of a ledger that is gone have a number that by now is another's.
      return row.epoch === room.epoch;
    case 'edit':
    case 'delete':
      return isChangeable(row, room);
  }
};

const KEYS: Record<Deed, string> = { copy: 'c', quote: 'q', mention: 'm', link: 'l', edit: 'e', delete: 'delete' };
