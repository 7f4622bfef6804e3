import { memo, type Ref } from 'react';
import type { Member } from '@mailroom/shared';
import { useWords } from '../../i18n/use-strings.ts';
import type { Entry } from '../timeline/entries.ts';
import { ComingsAndGoings } from './membership-summary.tsx';
import { DayLine } from './date-separator.tsx';
import { IgnoredLines } from './ignored-messages.tsx';
import { Line } from './message.tsx';
import type { OutgoingChange } from '../../sync/outbox-entry.ts';
import { Remark } from './system-message.tsx';
import type { Row } from '../../sync/room-view.ts';
import { isLine } from './use-row-selection.ts';

/** One row of the transcript. Those that were said can be selected: they take the focus then. */
export const TranscriptRow = ({ ref, place, entry, isFound, ...rest }: TranscriptRowProps) => (
  <li
    className={isFound ? 'row highlighted' : 'row'}
    ref={ref}
    style={{ marginBlockStart: place.gap || undefined }}
    data-key={entry.key}
    tabIndex={isLine(entry) ? -1 : undefined}
    aria-posinset={place.of && place.index + 1}
    aria-setsize={place.of}
  >
    <Drawn entry={entry} {...rest} />
  </li>
);

interface DrawnProps {
  readonly entry: Entry;
  readonly you: Member;
  /** The ledger that letters are numbered by now. */
  readonly epoch: string;
  readonly change: OutgoingChange | undefined;
  readonly isSelected: boolean;
  /** Whether it is being edited. */
  readonly isInHand: boolean;
}

interface TranscriptRowProps extends DrawnProps {
  readonly ref: Ref<HTMLLIElement>;
  /** Whether the reader was brought there. */
  readonly isFound: boolean;
  /** Which row it is, of how many where not all are there to be counted, and how much is left out before it, in CSS pixels. */
  readonly place: { readonly index: number; readonly of: number | undefined; readonly gap: number };
}

const Drawn = ({ entry, ...rest }: DrawnProps) => {
  switch (entry.type) {
    case 'day':
      return <DayLine at={entry.at} />;
    case 'unread':
      return <UnreadLine />;
    case 'goings':
      return <ComingsAndGoings rows={entry.rows} />;
    case 'ignored': {
      const { you, epoch, isSelected } = rest;
      return <IgnoredLines rows={entry.rows} you={you} epoch={epoch} isSelected={isSelected} />;
    }
    case 'row':
      return <SaidOrHappened row={entry.row} isContinued={entry.isContinued} {...rest} />;
  }
};

const UnreadLine = () => {
  const { transcript } = useWords();
  return (
    <p className="separator unread">
      <span>{transcript.newSince}</span>
    </p>
  );
};

/** Neither a key pressed nor a letter that comes draws what stands there already. */
const SaidOrHappened = memo(({ row, ...rest }: SaidOrHappenedProps) =>
  row.type === 'letter' && row.letter.event.type === 'said' ? <Line row={row} {...rest} /> : <Remark row={row} />,
);
SaidOrHappened.displayName = 'SaidOrHappened';

interface SaidOrHappenedProps extends Omit<DrawnProps, 'entry'> {
  readonly row: Row;
  readonly isContinued: boolean;
}
