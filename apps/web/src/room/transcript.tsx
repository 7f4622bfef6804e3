import { memo, useMemo } from 'react';
import type { Member } from '@mailroom/shared';
import { arranged, type Item } from './arrangement.ts';
import { ComingsAndGoings } from './comings-and-goings.tsx';
import { DayLine } from './day-line.tsx';
import { Line } from './line.tsx';
import { NothingYet } from './nothing-yet.tsx';
import type { OutgoingLine as Outgoing } from './outbox.ts';
import { OutgoingLine, type LineActions } from './outgoing-line.tsx';
import { Remark } from './remark.tsx';
import { linesByOthers, type RoomView, type Row } from './room-view.ts';
import { useStayAtEnd } from './use-stay-at-end.ts';

/** What was said and what happened, oldest first, with one's own lines that are on their way at the end. */
export const Transcript = ({ view, lines, unreadFrom, ...actions }: TranscriptProps) => {
  const { rows, you } = view;
  const others = linesByOthers(view);
  const { scroller, onScroll, unseen, goToEnd } = useStayAtEnd({ arrived: others, posted: lines.length });
  // Neither a key pressed nor a letter that comes draws what stands there already.
  const items = useMemo(() => arranged(rows, unreadFrom), [rows, unreadFrom]);
  const drawnItems = useMemo(
    () => items.map((item) => <TranscriptItem key={item.key} item={item} you={you} />),
    [items, you],
  );

  const readOn = () => {
    goToEnd();
    scroller.current?.focus({ preventScroll: true });
  };

  return (
    <div className="transcript">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what can be scrolled has to be reached by keyboard */}
      <div className="scroller" ref={scroller} onScroll={onScroll} role="log" aria-label="Conversation" tabIndex={0}>
        {!rows.some(isSaid) && lines.length === 0 && <NothingYet />}
        <ol>{drawnItems}</ol>
        {/* One's own line is read aloud once, when it stands in the transcript. */}
        <ol aria-live="off">
          {lines.map((line, index) => (
            <OutgoingLine
              key={line.clientMsgId}
              line={line}
              you={you}
              above={index > 0 ? 'own' : rows.at(-1)}
              {...actions}
            />
          ))}
        </ol>
      </div>
      {unseen > 0 && (
        <button type="button" className="unseen" onClick={readOn}>
          {unseen} new ↓
        </button>
      )}
    </div>
  );
};

interface TranscriptProps extends LineActions {
  readonly view: RoomView;
  readonly lines: readonly Outgoing[];
  /** The key of the row at which the lines begin that came while the reader looked elsewhere. */
  readonly unreadFrom: string | undefined;
}

const isSaid = (row: Row) => row.type === 'letter' && row.letter.event.type === 'said';

const TranscriptItem = ({ item, you }: { item: Item; you: Member }) => {
  switch (item.type) {
    case 'day':
      return <DayLine at={item.at} />;
    case 'unread':
      return (
        <li className="mark-line unread">
          <span>New since you looked</span>
        </li>
      );
    case 'goings':
      return <ComingsAndGoings rows={item.rows} />;
    case 'row':
      return <TranscriptRow row={item.row} isContinued={item.isContinued} you={you} />;
  }
};

const TranscriptRow = memo(({ row, you, isContinued }: { row: Row; you: Member; isContinued: boolean }) =>
  row.type === 'letter' && row.letter.event.type === 'said' ? (
    <Line row={row} you={you} isContinued={isContinued} />
  ) : (
    <Remark row={row} />
  ),
);
TranscriptRow.displayName = 'TranscriptRow';
