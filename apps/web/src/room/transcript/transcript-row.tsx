import { memo, type Ref } from 'react';
import type { Member } from '@mailroom/shared';
import { useWords } from '../../i18n/use-strings.ts';
import type { Entry } from '../timeline/entries.ts';
import { MembershipSummary } from './membership-summary.tsx';
import { DateSeparator } from './date-separator.tsx';
import { IgnoredMessages } from './ignored-messages.tsx';
import { Message } from './message.tsx';
import type { OutboxChange } from '../../sync/outbox-entry.ts';
import { SystemMessage } from './system-message.tsx';
import type { Row } from '../../sync/room-view.ts';
import { isMessage } from './use-row-selection.ts';

/** One row of the transcript. Those that were said can be selected: they take the focus then. */
export const TranscriptRow = ({ ref, place, entry, isFound, ...rest }: TranscriptRowProps) => (
  <li
    className={isFound ? 'row highlighted' : 'row'}
    ref={ref}
    style={{ marginBlockStart: place.gap || undefined }}
    data-key={entry.key}
    tabIndex={isMessage(entry) ? -1 : undefined}
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
  readonly pendingChange: OutboxChange | undefined;
  readonly isSelected: boolean;
  /** Whether it is being edited. */
  readonly isEditing: boolean;
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
      return <DateSeparator at={entry.at} />;
    case 'unread':
      return <UnreadLine />;
    case 'goings':
      return <MembershipSummary rows={entry.rows} />;
    case 'ignored': {
      const { you, epoch, isSelected } = rest;
      return <IgnoredMessages rows={entry.rows} you={you} epoch={epoch} isSelected={isSelected} />;
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
  row.type === 'letter' && row.letter.event.type === 'said' ? <Message row={row} {...rest} /> : <SystemMessage row={row} />,
);
SaidOrHappened.displayName = 'SaidOrHappened';

interface SaidOrHappenedProps extends Omit<DrawnProps, 'entry'> {
  readonly row: Row;
  readonly isContinued: boolean;
}
