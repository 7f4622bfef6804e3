import { useMemo } from 'react';
import { useWords } from '../words/use-words.ts';
import { arranged } from './arrangement.ts';
import { NothingYet } from './nothing-yet.tsx';
import type { OutgoingLine as Outgoing } from './outbox.ts';
import { OutgoingLine, type LineActions } from './outgoing-line.tsx';
import { linesByOthers, type RoomView, type Row } from './room-view.ts';
import { TranscriptRow } from './transcript-row.tsx';
import { useSelectedLine } from './use-selected-line.ts';
import { useStayAtEnd } from './use-stay-at-end.ts';

/** What was said and what happened, oldest first, with one's own lines that are on their way at the end. */
export const Transcript = ({ view, lines, unreadFrom, ...actions }: TranscriptProps) => {
  const { transcript } = useWords();
  const { rows, you } = view;
  const others = linesByOthers(view);
  const { scroller, onScroll, unseen, goToEnd } = useStayAtEnd({ arrived: others, posted: lines.length });
  const items = useMemo(() => arranged(rows, unreadFrom), [rows, unreadFrom]);
  const { selected, selectionProps } = useSelectedLine(scroller, items);
  const drawn = useMemo(
    () =>
      items.map((item) => <TranscriptRow key={item.key} item={item} you={you} isSelected={item.key === selected} />),
    [items, you, selected],
  );

  const readOn = () => {
    goToEnd();
    scroller.current?.focus({ preventScroll: true });
  };

  return (
    <div className="transcript">
      <div
        className="scroller"
        ref={scroller}
        onScroll={onScroll}
        {...selectionProps}
        role="log"
        aria-label={transcript.conversation}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what can be scrolled has to be reached by keyboard
        tabIndex={0}
      >
        {!rows.some(isSaid) && lines.length === 0 && <NothingYet />}
        <ol>{drawn}</ol>
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
          {transcript.unseen(unseen)}
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
