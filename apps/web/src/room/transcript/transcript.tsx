import { useMemo, useState } from 'react';
import { FindBar } from '../../find/lazy-find-bar.ts';
import { useFindKey } from '../../find/use-find-shortcut.ts';
import { useSettings } from '../../settings/use-settings.ts';
import { useWords } from '../../i18n/use-strings.ts';
import { arranged, withoutGoings } from '../timeline/entries.ts';
import type { Desk } from '../composer/compose-target.ts';
import type { ShownRow, ShownView } from '../../sync/ignored-rows.ts';
import { LineDeeds } from '../message-actions/lazy-message-actions.ts';
import { NotHere } from './permalink-not-found.tsx';
import { NothingYet } from './empty-transcript.tsx';
import type { Outgoing, Sorted } from '../../sync/outbox-entry.ts';
import { ReadAloud } from './live-announcer.tsx';
import { clientMsgIdIn, linesByOthers } from '../../sync/room-view.ts';
import { TranscriptRow } from './transcript-row.tsx';
import type { AfterRefusal } from './send-failure.tsx';
import { toldBelow, UnderWay } from './pending-rows.tsx';
import { useArrival } from './use-permalink.ts';
import { useBringing, type FoundRow } from './use-scroll-to-row.ts';
import { usePlace } from './use-virtual-list.ts';
import { useSelectedLine } from './use-row-selection.ts';

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
  const rows = useMemo(() => (goings === 'hidden' ? withoutGoings(view.rows) : view.rows), [view.rows, goings]);
  const entries = useMemo(() => arranged(rows, unreadFrom), [rows, unreadFrom]);
  const keys = useMemo(() => entries.map(({ key }) => key), [entries]);
  const [hasDeeds, setHasDeeds] = useState(true);
  const [selected, onSelect] = useState<string>();
  const { arrival, isMissing, forget } = useArrival(view, entries);
  const [match, setMatch] = useState<FoundRow>();
  const found = match ?? arrival;
  const kept = useMemo(() => placesOf(keys, [selected, found?.key]), [keys, selected, found]);
  const below = toldBelow(outgoing);
  const arrived = useMemo(() => linesByOthers(view), [view]);
  const { scroller, list, watch, onScroll, drawn, unseen, goToEnd, reveal, lowest } = usePlace({
    keys,
    kept,
    arrived,
    posted: below.length,
  });
  const selectionProps = useSelectedLine({ entries, selected, onSelect, reveal });
  useBringing(found, { list, reveal, onFade: forget });
  const isWhole = drawn.rows.length === entries.length;
  // What is not drawn the browser does not find.
  useFindKey(() => !isWhole && (onFind(''), true));
  const drawnRows = useMemo(
    () =>
      drawn.rows.map(({ index, gap }) => {
        const entry = entries[index];
        const line = entry?.type === 'row' ? clientMsgIdIn(entry.row) : undefined;
        return (
          entry && (
            <TranscriptRow
              key={entry.key}
              ref={watch}
              entry={entry}
              you={you}
              epoch={epoch}
              isSelected={entry.key === selected}
              change={line === undefined ? undefined : changes.get(line)}
              isInHand={line !== undefined && line === inHand}
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
          begun={find.text}
          lowest={lowest}
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
      {isMissing && <NotHere onClose={closeNotHere} />}
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
        {!rows.some(isSaid) && below.length === 0 && <NothingYet onInvite={onInvite} />}
        <ol ref={list} style={{ paddingBlockEnd: drawn.rest || undefined }}>
          {drawnRows}
        </ol>
        <ol ref={watch}>
          <UnderWay outgoing={below} rows={rows} you={you} {...after} />
        </ol>
      </div>
      {/* What was hidden and is shown again is no news. */}
      <ReadAloud key={goings} rows={rows} />
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

interface TranscriptProps extends AfterRefusal {
  readonly view: ShownView;
  readonly outgoing: readonly Outgoing[];
  /** What is to become of lines, by the ids under which they were said. */
  readonly changes: Sorted['changes'];
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

const isSaid = (row: ShownRow) => row.type === 'ignored' || (row.type === 'letter' && row.letter.event.type === 'said');
