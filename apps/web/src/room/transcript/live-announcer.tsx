import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../i18n/use-strings.ts';
import { actionIn } from '../../text/me-action.ts';
import { People } from './membership-summary.tsx';
import type { ShownRow } from '../../sync/ignored-rows.ts';
import { Nickname } from '../../ui/nickname.tsx';
import { RemarkWords } from './system-message.tsx';
import type { Row } from '../../sync/room-view.ts';
import { tidings, type Tiding } from '../timeline/announcements.ts';

/** So long it takes at least to read something aloud, in ms. What comes meanwhile is told together. */
const BREATH_MS = 2_500;

/**
 * Tells those who do not see the transcript what comes in, each row once. The transcript itself is not read as it changes: of a long one,
 * rows come and go as it is scrolled.
 */
export const ReadAloud = ({ rows }: { rows: readonly ShownRow[] }) => {
  // What stood there on coming in is no news.
  const told = useRef(rows.length);
  const [news, setNews] = useState<readonly Row[]>([]);
  useEffect(() => {
    if (news.length > 0) {
      const timer = setTimeout(() => setNews([]), BREATH_MS);
      return () => clearTimeout(timer);
    }
    if (rows.length > told.current) setNews(rows.slice(told.current).filter(isHeeded));
    told.current = rows.length;
    return undefined;
  }, [rows, news]);
  return (
    <div className="live-announcer visually-hidden" aria-live="polite">
      {tidings(news).map((tiding, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- all of it is gone before something else is told
        <p key={index}>
          <Told tiding={tiding} />
        </p>
      ))}
    </div>
  );
};

const isHeeded = (row: ShownRow): row is Row => row.type !== 'ignored';

const Told = ({ tiding }: { tiding: Tiding }) => {
  const { transcript } = useWords();
  switch (tiding.type) {
    case 'row':
      return <ToldRow row={tiding.row} />;
    case 'lines':
      return transcript.manyLines(tiding.count, <People people={tiding.authors} />);
    case 'goings':
      return transcript.goings[tiding.outcome](<People people={tiding.people} />, tiding.people.length);
  }
};

const ToldRow = ({ row }: { row: Row }) => {
  if (row.type !== 'letter' || row.letter.event.type !== 'said') return <RemarkWords row={row} />;
  const { member, text } = row.letter.event;
  const action = actionIn(text);
  return (
    <>
      <Nickname member={member} isYou={false} />
      {action === undefined ? ':' : ''} <span dir="auto">{action ?? text}</span>
    </>
  );
};
