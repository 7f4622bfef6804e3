import { useMemo, useState } from 'react';
import { FindBar } from '../../find/lazy-find-bar.ts';
import { useFindShortcut } from '../../find/use-find-shortcut.ts';
import { useSettings } from '../../settings/use-settings.ts';
import { useWords } from '../../i18n/use-strings.ts';
import { buildEntries, withoutMembership } from '../timeline/entries.ts';
import type { Desk } from '../composer/compose-target.ts';
import type { VisibleRow, VisibleView } from '../../sync/ignored-rows.ts';
import { LineDeeds } from '../message-actions/lazy-message-actions.ts';
import { PermalinkNotFound } from './permalink-not-found.tsx';
import { EmptyTranscript } from './empty-transcript.tsx';
import type { OutboxEntry, OutboxGroups } from '../../sync/outbox-entry.ts';
import { LiveAnnouncer } from './live-announcer.tsx';
import { clientMsgIdOf, countMessagesFromOthers } from '../../sync/room-view.ts';
import { TranscriptRow } from './transcript-row.tsx';
import type { FailureActions } from './send-failure.tsx';
import { pendingEntries, PendingRows } from './pending-rows.tsx';
import { usePermalink } from './use-permalink.ts';
import { useScrollToRow, type ScrollTarget } from './use-scroll-to-row.ts';
import { useVirtualList } from './use-virtual-list.ts';
import { useRowSelection } from './use-row-selection.ts';

/** What was said and what happened, oldest first, with one's own lines that are on their way at the end. */
export const Transcript = ({
  view,
  outgoing,
  changes,
  unreadFrom,
  inHand,
  ageOf,
  desk,
  onInvite,
  find,
  onFind,
  onFindClose,
  ...after
}: TranscriptProps) => {
  const { transcript } = useWords();
  const { goings } = useSettings();
  const { you, epoch } = view;
  const rows = useMemo(() => (goings === 'hidden' ? withoutMembership(view.rows) : view.rows), [view.rows, goings]);
  const entries = useMemo(() => buildEntries(rows, unreadFrom), [rows, unreadFrom]);
  const keys = useMemo(() => entries.map(({ key }) => key), [entries]);
  const [hasDeeds, setHasDeeds] = useState(true);
  const [selected, onSelect] = useState<string>();
  const { arrival, isMissing, forget } = usePermalink(view, entries);
  const [match, setMatch] = useState<ScrollTarget>();
  const found = match ?? arrival;
  const pinned = useMemo(() => placesOf(keys, [selected, found?.key]), [keys, selected, found]);
  const below = pendingEntries(outgoing);
  const receivedCount = useMemo(() => countMessagesFromOthers(view), [view]);
  const { scroller, list, watch, onScroll, drawn, unseen, goToEnd, scrollToRow, lowest } = useVirtualList({
    keys,
    pinned,
    receivedCount,
    sentCount: below.length,
  });
  const selectionProps = useRowSelection({ entries, selected, onSelect, scrollToRow });
  useScrollToRow(found, { list, scrollToRow, onFade: forget });
  const isWhole = drawn.rows.length === entries.length;
  // What is not drawn the browser does not find.
  useFindShortcut(() => !isWhole && (onFind(''), true));
  const drawnRows = useMemo(
    () =>
      drawn.rows.map(({ index, gap }) => {
        const entry = entries[index];
        const line = entry?.type === 'row' ? clientMsgIdOf(entry.row) : undefined;
        return (
          entry && (
            <TranscriptRow
              key={entry.key}
              ref={watch}
              entry={entry}
              you={you}
              epoch={epoch}
              isSelected={entry.key === selected}
              pendingChange={line === undefined ? undefined : changes.get(line)}
              isEditing={line !== undefined && line === inHand}
              isFound={entry.key === found?.key}
              place={{ index, of: isWhole ? undefined : entries.length, gap }}
            />
          )
        );
      }),
    [drawn, isWhole, entries, you, epoch, changes, inHand, selected, found, watch],
  );

  // What was pressed is gone then.
  const focusScroller = () => scroller.current?.focus({ preventScroll: true });
  const readOn = () => {
    goToEnd();
    focusScroller();
  };
  const closeNotHere = () => {
    forget();
    focusScroller();
  };

  return (
    // What could not be had is asked for again by whoever comes here for it.
    <div className="transcript" onPointerEnter={() => setHasDeeds(true)} onFocus={() => setHasDeeds(true)}>
      {find && (
        <FindBar
          key={find.times}
          entries={entries}
          list={list}
          initialText={find.text}
          lastVisibleKey={lowest}
          onFound={(key) => {
            forget();
            setMatch(key === undefined ? undefined : { key, by: 'search' });
          }}
          onClose={() => {
            setMatch(undefined);
            onFindClose();
          }}
        />
      )}
      {isMissing && <PermalinkNotFound onClose={closeNotHere} />}
      <div
        className="scroller"
        ref={scroller}
        onScroll={onScroll}
        {...selectionProps}
        role="log"
        aria-live="off"
        aria-label={transcript.conversation}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what can be scrolled has to be reached by keyboard
        tabIndex={0}
      >
        {!rows.some(isSaid) && below.length === 0 && <EmptyTranscript onInvite={onInvite} />}
        <ol ref={list} style={{ paddingBlockEnd: drawn.bottomGap || undefined }}>
          {drawnRows}
        </ol>
        <ol ref={watch}>
          <PendingRows outgoing={below} rows={rows} you={you} {...after} />
        </ol>
      </div>
      {/* What was hidden and is shown again is no news. */}
      <LiveAnnouncer key={goings} rows={rows} />
      {hasDeeds && (
        <LineDeeds
          scroller={scroller}
          view={view}
          ageOf={ageOf}
          selected={selected}
          desk={desk}
          onClose={() => setHasDeeds(false)}
        />
      )}
      {unseen > 0 && (
        <button type="button" className="jump-to-latest" onClick={readOn}>
          {transcript.unseen(unseen)}
        </button>
      )}
    </div>
  );
};

interface TranscriptProps extends FailureActions {
  readonly view: VisibleView;
  readonly outgoing: readonly OutboxEntry[];
  /** What is to become of lines, by the ids under which they were said. */
  readonly changes: OutboxGroups['changes'];
  /** The key of the row at which the lines begin that came while the reader looked elsewhere. */
  readonly unreadFrom: string | undefined;
  readonly onInvite: () => void;
  /** The line that is being edited, by the id under which it was said. */
  readonly inHand: string | undefined;
  /** How old a letter of this date is, in ms. */
  readonly ageOf: (at: number) => number;
  /** What one begins to find with, while one does. */
  readonly find: { readonly text: string; readonly times: number } | undefined;
  /** Opens the bar in which one finds, with a text to begin with. */
  readonly onFind: (text: string) => void;
  readonly onFindClose: () => void;
  readonly desk: Desk;
}

/** Where these keys stand, in this order of the rows; of those that there are. */
const placesOf = (keys: readonly string[], sought: readonly (string | undefined)[]): number[] =>
  [...new Set(sought)]
    .map((key) => (key === undefined ? -1 : keys.indexOf(key)))
    .filter((place) => place >= 0)
    .toSorted((a, b) => a - b);

const isSaid = (row: VisibleRow) => row.type === 'ignored' || (row.type === 'letter' && row.letter.event.type === 'said');
