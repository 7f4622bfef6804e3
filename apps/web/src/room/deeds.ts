import type { LetterRow, RoomView } from './room-view.ts';

/** Something that can be done with a line. */
export type Deed = 'copy' | 'quote' | 'mention' | 'link';

/** Everything that can be done with some line. */
export const allDeeds: readonly Deed[] = ['copy', 'quote', 'mention', 'link'];

/** What can be done with a line, as it stands in the room now. */
export const deedsOn = (row: LetterRow, { epoch }: Pick<RoomView, 'epoch'>): readonly Deed[] =>
  allDeeds.filter((deed) => {
    switch (deed) {
      case 'copy':
      case 'quote':
        return true;
      case 'mention':
        return !row.isYours;
      case 'link':
        // Letters of a ledger that is gone have a number that by now is another's.
        return row.epoch === epoch;
    }
  });

/** The deed that a key stands for while a line is selected. */
export const deedOf = (key: string): Deed | undefined => allDeeds.find((deed) => KEYS[deed] === key.toLowerCase());

/** The key that stands for a deed, as it is told to people. */
export const keyOf = (deed: Deed): string => KEYS[deed].toUpperCase();

const KEYS: Record<Deed, string> = { copy: 'c', quote: 'q', mention: 'm', link: 'l' };
