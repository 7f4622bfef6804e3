import { memo, useMemo } from 'react';
import type { Letter, Member } from '@mailroom/shared';
import { refusalWords, leftWords, remarkWords } from '../words.ts';
import { LinkedText } from './linked-text.tsx';
import { Nickname } from './nickname.tsx';
import type { OutgoingLine } from './outbox.ts';
import { linesByOthers, type RoomView, type Row } from './room-view.ts';
import { Postmarked } from './postmarked.tsx';
import { useStayAtEnd } from './use-stay-at-end.ts';

/** What was said and what happened, oldest first, with one's own lines that are on their way at the end. */
export const Transcript = ({ view, lines, ...actions }: TranscriptProps) => {
  const { rows, you } = view;
  const others = linesByOthers(view);
  const { scroller, onScroll, unseen, goToEnd } = useStayAtEnd({ arrived: others, posted: lines.length });
  // Neither a key pressed nor a letter that comes draws what stands there already.
  const drawnRows = useMemo(() => rows.map((row) => <TranscriptRow key={row.key} row={row} />), [rows]);

  const readOn = () => {
    goToEnd();
    scroller.current?.focus({ preventScroll: true });
  };

  return (
    <div className="transcript">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what can be scrolled has to be reached by keyboard */}
      <div className="scroller" ref={scroller} onScroll={onScroll} role="log" aria-label="Conversation" tabIndex={0}>
        {!rows.some(isSaid) && lines.length === 0 && <NothingYet />}
        <ol>{drawnRows}</ol>
        {/* One's own line is read aloud once, when it stands in the transcript. */}
        <ol aria-live="off">
          {lines.map((line) => (
            <OutgoingRow key={line.clientMsgId} line={line} you={you} {...actions} />
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

interface Actions {
  readonly onRetry: (clientMsgId: string) => void;
  readonly onEdit: (clientMsgId: string) => void;
  readonly onDiscard: (clientMsgId: string) => void;
}

interface TranscriptProps extends Actions {
  readonly view: RoomView;
  readonly lines: readonly OutgoingLine[];
}

const isSaid = (row: Row) => row.type === 'letter' && row.letter.event.type === 'said';

const TranscriptRow = memo(({ row }: { row: Row }) => {
  switch (row.type) {
    case 'letter':
      return <LetterRow letter={row.letter} isYours={row.isYours} />;
    case 'missed':
      return (
        <li className="remark missed">
          {row.count === 1 ? 'One message could not be kept.' : `${row.count} messages could not be kept.`}
        </li>
      );
    case 'remark':
      return <li className="remark">{remarkWords[row.remark]}</li>;
  }
});
TranscriptRow.displayName = 'TranscriptRow';

const LetterRow = ({ letter: { id, at, event }, isYours }: { letter: Letter; isYours: boolean }) => {
  if (event.type === 'unknown') {
    return (
      <li className="remark">
        Something happened that this page is too old to show. <Postmarked at={at} />
      </li>
    );
  }
  const author = <Nickname member={event.member} isYou={isYours} />;
  switch (event.type) {
    case 'said':
      return (
        <li className={isYours ? 'line own' : 'line'} id={`letter-${id}`}>
          <p className="head">
            {author} <Postmarked at={at} />
          </p>
          <p className="text" dir="auto">
            <LinkedText text={event.text} />
          </p>
        </li>
      );
    case 'joined':
      return (
        <li className="remark">
          {author} came in. <Postmarked at={at} />
        </li>
      );
    case 'left':
      return (
        <li className="remark">
          {author} left{leftWords(event.reason)}. <Postmarked at={at} />
        </li>
      );
  }
};

const OutgoingRow = ({ line, you, onRetry, onEdit, onDiscard }: Actions & { line: OutgoingLine; you: Member }) => {
  const { clientMsgId, text, state, refusal } = line;
  return (
    <li className={`line own ${state}`}>
      <p className="head">
        <Nickname member={you} isYou />
        {state === 'failed' ? <strong>not sent</strong> : <span className="on-its-way">sending…</span>}
      </p>
      <p className="text" dir="auto">
        <LinkedText text={text} />
      </p>
      {state === 'failed' && (
        <p className="turned-down" role="alert">
          {refusal ? refusalWords(refusal) : 'The room did not take this message.'}{' '}
          <button type="button" onClick={() => onRetry(clientMsgId)}>
            Try again
          </button>
          <button type="button" onClick={() => onEdit(clientMsgId)}>
            Edit
          </button>
          <button type="button" onClick={() => onDiscard(clientMsgId)}>
            Discard
          </button>
        </p>
      )}
    </li>
  );
};

const NothingYet = () => (
  <div className="nothing-yet">
    <svg viewBox="0 0 96 56" width="144" aria-hidden="true" focusable="false">
      <path d="M1 1h94v54H1zM32.300 1v54M63.700 1v54M1 28h94" />
      <path className="peeking" d="M37 28V14h22v14M37 14l11 8 11-8" />
    </svg>
    {isOnlyHere ? (
      <p>No message yet. Others come in by the network address that was printed when the room was opened.</p>
    ) : (
      <>
        <p>No message yet. Share the address of this page, and write the first one.</p>
        <p className="address">{location.origin}</p>
      </>
    )}
  </div>
);

/** This address means another machine to everyone else. */
const isOnlyHere = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);
