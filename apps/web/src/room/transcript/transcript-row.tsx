import { memo, type Ref } from 'react';
import type { Member } from '@mailroom/shared';
import { useStrings } from '../../i18n/use-strings.ts';
import type { OutboxChange } from '../../sync/outbox-entry.ts';
import type { Row } from '../../sync/view/row.ts';
import { OpenActions } from '../message-actions/open-actions.tsx';
import type { Entry } from '../timeline/entries.ts';
import { DateSeparator } from './date-separator.tsx';
import { IgnoredMessages } from './ignored-messages.tsx';
import { MembershipSummary } from './membership-summary.tsx';
import { Message } from './message.tsx';
import { RowBoundary } from './row-boundary.tsx';
import { SystemMessage } from './system-message.tsx';
import { isMessage } from './use-row-selection.ts';

/** The list item of one entry. Items of messages are focusable, which selects them. */
export const TranscriptRow = ({ ref, position, entry, isHighlighted, ...rest }: TranscriptRowProps) => (
  <li
    className={isHighlighted ? 'row highlighted' : 'row'}
    ref={ref}
    style={{ marginBlockStart: position.gap || undefined }}
    data-key={entry.key}
    tabIndex={isMessage(entry) ? -1 : undefined}
    aria-posinset={position.count && position.index + 1}
    aria-setsize={position.count}
  >
    <RowBoundary resetKey={entry.type === 'row' ? entry.row : entry}>
      <EntryContent entry={entry} {...rest} />
    </RowBoundary>
  </li>
);

interface EntryContentProps {
  readonly entry: Entry;
  readonly you: Member;
  /** The epoch of the current ledger. */
  readonly epoch: string;
  readonly pendingChange: OutboxChange | undefined;
  readonly isSelected: boolean;
  /** Whether the composer edits this message. */
  readonly isEditing: boolean;
}

interface TranscriptRowProps extends EntryContentProps {
  readonly ref: Ref<HTMLLIElement>;
  /** Whether a permalink or a search led to this row. */
  readonly isHighlighted: boolean;
  /** `count`: the number of all rows, unless all are rendered. `gap`: the height of the rows left out above this one, in CSS pixels. */
  readonly position: { readonly index: number; readonly count: number | undefined; readonly gap: number };
}

const EntryContent = ({ entry, ...rest }: EntryContentProps) => {
  switch (entry.type) {
    case 'day':
      return <DateSeparator at={entry.at} />;
    case 'unread':
      return <UnreadSeparator />;
    case 'membership':
      return <MembershipSummary rows={entry.rows} />;
    case 'ignored': {
      const { you, epoch, isSelected } = rest;
      return <IgnoredMessages rows={entry.rows} you={you} epoch={epoch} isSelected={isSelected} />;
    }
    case 'row':
      return <RowContent row={entry.row} isContinued={entry.isContinued} {...rest} />;
  }
};

const UnreadSeparator = () => {
  const { transcript } = useStrings();
  return (
    <p className="separator unread">
      <span>{transcript.unreadSeparator}</span>
    </p>
  );
};

/** Memoized: neither a key press nor a new letter renders the other rows again. */
const RowContent = memo(({ row, ...rest }: RowContentProps) =>
  row.type === 'letter' && row.letter.event.type === 'said' ? (
    <>
      <Message row={row} {...rest} />
      {row.status !== 'deleted' && <OpenActions author={row.letter.event.member.nickname} />}
    </>
  ) : (
    <SystemMessage row={row} />
  ),
);
RowContent.displayName = 'RowContent';

interface RowContentProps extends Omit<EntryContentProps, 'entry'> {
  readonly row: Row;
  readonly isContinued: boolean;
}
