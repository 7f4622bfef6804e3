import { use, useEffect, useRef, useState } from 'react';
import type { RoomEvent } from '@mailroom/shared';
import { useStrings } from '../../i18n/use-strings.ts';
import { lastKeyOf, rowsAfter } from '../../sync/view/ignored-rows.ts';
import type { LetterRow, Row, VisibleRow } from '../../sync/view/row.ts';
import { parseMeAction } from '../../text/me-action.ts';
import { foldByLineBreaks } from '../../text/markup/fold-text.ts';
import { textWithoutMarkers } from '../../text/markup/text-without-markers.ts';
import { Nickname } from '../../ui/member/nickname.tsx';
import { announcements, type Announcement } from '../timeline/announcements.ts';
import { MemberNames } from './membership-summary.tsx';
import { MessageIndexContext } from './message-index-context.ts';
import { SystemMessageText } from './system-message.tsx';

/** The minimum time between two updates of the live region, in ms. Rows that arrive in between are announced together. */
const ANNOUNCE_INTERVAL_MS = 2_500;

/**
 * A live region that announces each new row at the end once to screen readers. The transcript itself is not a live region: scrolling a long one adds and
 * removes rows.
 */
export const LiveAnnouncer = ({ rows }: { rows: readonly VisibleRow[] }) => {
  // The rows of the first render are not new.
  const announced = useRef(lastKeyOf(rows));
  const [newRows, setNewRows] = useState<readonly Row[]>([]);
  useEffect(() => {
    if (newRows.length > 0) {
      const timer = setTimeout(() => setNewRows([]), ANNOUNCE_INTERVAL_MS);
      return () => clearTimeout(timer);
    }
    const added = rowsAfter(rows, announced.current);
    if (added.length > 0) setNewRows(added.filter(isNotIgnored));
    announced.current = lastKeyOf(rows);
    return undefined;
  }, [rows, newRows]);
  return (
    <div className="live-announcer visually-hidden" aria-live="polite">
      {announcements(newRows).map((announcement, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- all announcements are removed before others appear
        <p key={index}>
          <AnnouncementText announcement={announcement} />
        </p>
      ))}
    </div>
  );
};

type SaidEvent = Extract<RoomEvent, { type: 'said' }>;

const isNotIgnored = (row: VisibleRow): row is Row => row.type !== 'ignored';

const AnnouncementText = ({ announcement }: { announcement: Announcement }) => {
  const { transcript } = useStrings();
  switch (announcement.type) {
    case 'row':
      return <AnnouncedRow row={announcement.row} />;
    case 'messages':
      return <span>{transcript.manyMessages(announcement.count, <MemberNames members={announcement.authors} />)}</span>;
    case 'membership': {
      const { outcome, members } = announcement;
      return <span>{transcript.membership[outcome](<MemberNames members={members} />, members.length)}</span>;
    }
  }
};

const AnnouncedRow = ({ row }: { row: Row }) => {
  if (row.type !== 'letter' || row.letter.event.type !== 'said') return <SystemMessageText row={row} />;
  return <AnnouncedMessage row={row} event={row.letter.event} />;
};

/**
 * An action starts with a word, so that it cannot imitate a message of the room. The markers of the markup are not read out. A long message is
 * cut as in the transcript.
 */
const AnnouncedMessage = ({ row, event }: { row: LetterRow; event: SaidEvent }) => {
  const { message } = useStrings();
  const { member, text, replyTo } = event;
  const original =
    replyTo === undefined ? undefined : use(MessageIndexContext).byLetter({ id: replyTo, epoch: row.epoch });
  const author = <Nickname member={member} isYou={false} />;
  const action = parseMeAction(text);
  const body = action ?? text;
  const fold = foldByLineBreaks(body);
  return (
    <>
      {action !== undefined && <span>{`${message.action}: `}</span>}
      {original && !original.isIgnored ? (
        <span>{message.replies(author, <Nickname member={original.event.member} isYou={false} />)}</span>
      ) : (
        <Nickname member={member} isYou={false} />
      )}
      <span>{action === undefined ? ': ' : ' '}</span>
      <span dir="auto">{fold ? `${textWithoutMarkers(body.slice(0, fold.length))} …` : textWithoutMarkers(body)}</span>
    </>
  );
};
