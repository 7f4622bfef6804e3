import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../i18n/use-strings.ts';
import { parseMeAction } from '../../text/me-action.ts';
import { MemberNames } from './membership-summary.tsx';
import type { VisibleRow } from '../../sync/ignored-rows.ts';
import { Nickname } from '../../ui/nickname.tsx';
import { SystemMessageText } from './system-message.tsx';
import type { Row } from '../../sync/room-view.ts';
import { announcements, type Announcement } from '../timeline/announcements.ts';

/** So long it takes at least to read something aloud, in ms. What comes meanwhile is told together. */
const ANNOUNCE_INTERVAL_MS = 2_500;

/**
 * Tells those who do not see the transcript what comes in, each row once. The transcript itself is not read as it changes: of a long one,
 * rows come and go as it is scrolled.
 */
export const LiveAnnouncer = ({ rows }: { rows: readonly VisibleRow[] }) => {
  // What stood there on coming in is no news.
  const told = useRef(rows.length);
  const [news, setNews] = useState<readonly Row[]>([]);
  useEffect(() => {
    if (news.length > 0) {
      const timer = setTimeout(() => setNews([]), ANNOUNCE_INTERVAL_MS);
      return () => clearTimeout(timer);
    }
    if (rows.length > told.current) setNews(rows.slice(told.current).filter(isHeeded));
    told.current = rows.length;
    return undefined;
  }, [rows, news]);
  return (
    <div className="live-announcer visually-hidden" aria-live="polite">
      {announcements(news).map((tiding, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- all of it is gone before something else is told
        <p key={index}>
          <AnnouncementText tiding={tiding} />
        </p>
      ))}
    </div>
  );
};

const isHeeded = (row: VisibleRow): row is Row => row.type !== 'ignored';

const AnnouncementText = ({ tiding }: { tiding: Announcement }) => {
  const { transcript } = useWords();
  switch (tiding.type) {
    case 'row':
      return <AnnouncedRow row={tiding.row} />;
    case 'lines':
      return transcript.manyLines(tiding.count, <MemberNames people={tiding.authors} />);
    case 'goings':
      return transcript.goings[tiding.outcome](<MemberNames people={tiding.people} />, tiding.people.length);
  }
};

const AnnouncedRow = ({ row }: { row: Row }) => {
  if (row.type !== 'letter' || row.letter.event.type !== 'said') return <SystemMessageText row={row} />;
  const { member, text } = row.letter.event;
  const action = parseMeAction(text);
  return (
    <>
      <Nickname member={member} isYou={false} />
      {action === undefined ? ':' : ''} <span dir="auto">{action ?? text}</span>
    </>
  );
};
