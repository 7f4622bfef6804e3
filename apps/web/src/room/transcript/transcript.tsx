import { useMemo, useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { copyText } from '../../browser/clipboard.ts';
import { hasOnScreenKeyboard } from '../../browser/keyboard/on-screen-keyboard.ts';
import { useStrings } from '../../i18n/use-strings.ts';
import { useSettings } from '../../settings/use-settings.ts';
import { countMessagesFromOthers, type VisibleView } from '../../sync/view/ignored-rows.ts';
import type { OutboxEntry, OutboxGroups } from '../../sync/outbox-entry.ts';
import { createMessageIndex } from '../../sync/view/message-index.ts';
import { mayHaveOlder } from '../../sync/view/older-letters.ts';
import { mutationIdOf, type LetterRow, type VisibleRow } from '../../sync/view/row.ts';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { useToast } from '../../ui/use-toast.ts';
import { isInLedger } from '../message-actions/actions.ts';
import { buildEntries, withoutMembership } from '../timeline/entries.ts';
import { isExpanded } from './collapsed-rows.tsx';
import { useCopying } from './copying/use-copying.ts';
import { useSelectionEnds } from './copying/use-selection-ends.ts';
import { CopyCodeContext } from './formatted-text/code-block.tsx';
import { ALL_UNFOLDED, ToggleFoldContext, UnfoldedContext } from './folding/fold-context.ts';
import { MembersContext } from './formatted-text/members-context.ts';
import { MessageIndexContext } from './message-index-context.ts';
import { ReactionsContext } from './reactions/reactions.tsx';
import { ReactionAnnouncer } from './reactions/reaction-announcer.tsx';
import { LiveAnnouncer } from './live-announcer.tsx';
import { OlderMessages, OlderMessagesAnnouncer } from './older-messages.tsx';
import { PendingRows, pendingEntries } from './pending-rows.tsx';
import { PrintHeading } from './printing/print-heading.tsx';
import { firstDateOf } from './printing/first-date-of.ts';
import type { FailureActions } from './send-failure.tsx';
import { TranscriptContext } from './transcript-context.ts';
import { TranscriptNotice } from './transcript-notice.tsx';
import { TranscriptRow } from './transcript-row.tsx';
import { usePermalink, type PermalinkNotice as NoticeState } from './use-permalink.ts';
import { useRowSelection } from './use-row-selection.ts';
import { useScrollToRow, type ScrollTarget } from './use-scroll-to-row.ts';
import { useVirtualList } from './virtual-list/use-virtual-list.ts';

/** The messages and events of the room, oldest first, with the entries of the outbox at the end. */
export const Transcript = ({
  view,
  outbox,
  unreadFrom,
  editingId,
  failureActions,
  onReact,
  onLoadOlder,
  onExport,
  isSameLetter,
  placeholder,
  findBar,
  actions,
}: TranscriptProps) => {
  const { transcript, messageActions, olderMessages } = useStrings();
  const { membership } = useSettings();
  const { you, epoch, older, olderRowCount } = view;
  const { changes, reactions } = outbox;
  const { rows: allRows, replayedRows } = view;
  const messageIndex = useMemo(
    () => createMessageIndex({ rows: allRows, epoch, replayedRows }),
    [allRows, epoch, replayedRows],
  );
  const rows = useMemo(
    () => (membership === 'hidden' ? withoutMembership(view.rows) : view.rows),
    [view.rows, membership],
  );
  // The first row that was not loaded later may be hidden: then it is the next one.
  const firstKey = useMemo(() => {
    const loadedFirst = new Set(view.rows.slice(olderRowCount).map(({ key }) => key));
    return olderRowCount === 0 ? undefined : rows.find(({ key }) => loadedFirst.has(key))?.key;
  }, [rows, view.rows, olderRowCount]);
  const entries = useMemo(() => buildEntries(rows, unreadFrom, firstKey), [rows, unreadFrom, firstKey]);
  const keys = useMemo(() => entries.map(({ key }) => key), [entries]);
  const reactionsContext = useMemo(
    () => ({
      pending: reactions,
      isInRoom: (row: LetterRow) => isInLedger(row, { epoch, replayedRows }),
      react: onReact,
    }),
    [reactions, epoch, replayedRows, onReact],
  );
  const [toast, showToast] = useToast();
  const [hasActions, setHasActions] = useState(true);
  const [selected, onSelect] = useState<string>();
  const permalink = usePermalink({ view, entries, onLoadOlder, isSameLetter });
  const [match, setMatch] = useState<ScrollTarget>();
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const target = match ?? permalink.target;
  const list = useRef<HTMLOListElement>(null);
  const selectionEnds = useSelectionEnds(list);
  const pinned = useMemo(
    () => indicesOf(keys, [selected, target?.key, ...selectionEnds]),
    [keys, selected, target, selectionEnds],
  );
  const pending = pendingEntries(outbox.entries);
  const receivedCount = useMemo(() => countMessagesFromOthers(view.rows.slice(olderRowCount)), [view, olderRowCount]);
  const virtualList = useVirtualList({
    list,
    keys,
    pinned,
    receivedCount,
    sentCount: pending.length,
    // After a failure the reader decides when to try again.
    onNearStart: () => older.state === 'available' && onLoadOlder(),
  });
  const { scroller, measureRef, rendered, isPrinting, newBelow, scrollToEnd, scrollToRow, lastVisibleKey } =
    virtualList;
  const selectionProps = useRowSelection({ entries, selected, onSelect, scrollToRow });
  useScrollToRow(target, { list, scrollToRow, onHighlightEnd: permalink.clear });
  const isComplete = rendered.rows.length === entries.length;
  const renderedRows = useMemo(
    () =>
      rendered.rows.map(({ index, gap }) => {
        const entry = entries[index];
        const mutationId = entry?.type === 'row' ? mutationIdOf(entry.row) : undefined;
        return (
          entry && (
            <TranscriptRow
              key={entry.key}
              ref={measureRef}
              entry={entry}
              you={you}
              epoch={epoch}
              isSelected={entry.key === selected}
              pendingChange={mutationId === undefined ? undefined : changes.get(mutationId)}
              isEditing={mutationId !== undefined && mutationId === editingId}
              isHighlighted={entry.key === target?.key}
              position={{ index, count: isComplete ? undefined : entries.length, gap }}
            />
          )
        );
      }),
    [rendered, isComplete, entries, you, epoch, changes, editingId, selected, target, measureRef],
  );

  const [isCopiedInPart, setIsCopiedInPart] = useState(false);
  const onWholeCopied = (messageCount: number) => {
    showToast(transcript.copied(messageCount));
    setIsCopiedInPart(mayHaveOlder(older));
  };
  useCopying({ scroller, list, entries, isExpanded, changes, pending, nickname: you.nickname, onWholeCopied });

  const toggleFold = (foldKey: string, button: Element) => {
    const isUnfolded = unfolded.has(foldKey);
    virtualList.leaveEnd();
    flushSync(() => setUnfolded((before) => (isUnfolded ? without(before, foldKey) : new Set(before).add(foldKey))));
    // The button was below the hidden lines.
    const row = isUnfolded && button.closest('.row');
    if (row) scrollToRow(row, 'nearest');
  };

  const copyCode = async (code: string, button: Element) => {
    if (await copyText(code)) return showToast(messageActions.copied);
    const block = button.parentElement?.querySelector('code');
    if (block) getSelection()?.selectAllChildren(block);
    showToast(hasOnScreenKeyboard() ? messageActions.manualCopyTouch : messageActions.manualCopyKeys);
  };

  // The pressed button disappears, so the focus moves to the scroller.
  const focusScroller = () => scroller.current?.focus({ preventScroll: true });
  const jumpToLatest = () => {
    scrollToEnd();
    focusScroller();
  };
  const closePermalinkNotice = () => {
    permalink.clear();
    focusScroller();
  };
  const closeCopiedNotice = () => {
    setIsCopiedInPart(false);
    focusScroller();
  };
  // The pressed button disappears.
  const retryOlder = () => {
    onLoadOlder();
    focusScroller();
  };
  const isPrintedInPart = rendered.first > 0 || mayHaveOlder(older);
  const context: TranscriptContext = {
    entries,
    isComplete: () =>
      isComplete && !mayHaveOlder(older) && !list.current?.querySelector('.fold-toggle[aria-expanded=false]'),
    scroller,
    list,
    selected,
    lastVisibleKey,
    showMatch: (key, locate) => {
      permalink.clear();
      if (key !== undefined) setUnfolded((before) => new Set(before).add(key));
      setMatch(key === undefined ? undefined : { key, source: 'search', locate });
    },
    endSearch: () => setMatch(undefined),
    showToast,
    hideActions: () => setHasActions(false),
  };

  return (
    // Message actions that failed to load are loaded again on the next hover or focus.
    <div className="transcript" onPointerEnter={() => setHasActions(true)} onFocus={() => setHasActions(true)}>
      <TranscriptContext value={context}>{findBar}</TranscriptContext>
      {permalink.notice && (
        <PermalinkNotice state={permalink.notice} onRetry={permalink.retry} onClose={closePermalinkNotice} />
      )}
      {isCopiedInPart && (
        <TranscriptNotice text={transcript.olderNotCopied} onClose={closeCopiedNotice}>
          <button
            type="button"
            onClick={() => {
              // The dialog returns the focus to where it was.
              flushSync(closeCopiedNotice);
              onExport();
            }}
          >
            {olderMessages.exportTitle}
          </button>
        </TranscriptNotice>
      )}
      <div
        className="scroller"
        ref={scroller}
        {...virtualList.scrollerProps}
        {...selectionProps}
        role="log"
        aria-live="off"
        aria-busy={older.state === 'loading'}
        aria-label={transcript.conversation}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrollable element needs keyboard access
        tabIndex={0}
      >
        {!rows.some(isMessage) && pending.length === 0 && placeholder}
        <MembersContext value={view.members}>
          <MessageIndexContext value={messageIndex}>
            <ReactionsContext value={reactionsContext}>
              <UnfoldedContext value={isPrinting ? ALL_UNFOLDED : unfolded}>
                <ToggleFoldContext value={toggleFold}>
                  <CopyCodeContext value={(code, button) => void copyCode(code, button)}>
                    <ol ref={list} style={{ paddingBlockEnd: rendered.bottomGap || undefined }}>
                      {isPrinting && (
                        <PrintHeading
                          omittedBefore={isPrintedInPart ? firstDateOf(entries.slice(rendered.first)) : undefined}
                        />
                      )}
                      {rows.some(isMessage) && !(isPrinting && isPrintedInPart) && (
                        <OlderMessages older={older} olderRowCount={olderRowCount} onRetry={retryOlder} />
                      )}
                      {renderedRows}
                    </ol>
                    <ol ref={measureRef}>
                      <PendingRows entries={pending} rows={rows} you={you} failureActions={failureActions} />
                    </ol>
                  </CopyCodeContext>
                </ToggleFoldContext>
              </UnfoldedContext>
            </ReactionsContext>
          </MessageIndexContext>
        </MembersContext>
      </div>
      {/* The key keeps rows that the setting shows again from being announced. */}
      <ErrorBoundary key={membership} piece="row" resetKey={rows} fallback={null}>
        <MessageIndexContext value={messageIndex}>
          <LiveAnnouncer rows={rows} />
        </MessageIndexContext>
      </ErrorBoundary>
      <ErrorBoundary piece="row" resetKey={rows} fallback={null}>
        <ReactionAnnouncer view={view} />
      </ErrorBoundary>
      <OlderMessagesAnnouncer older={older} olderRowCount={olderRowCount} />
      {hasActions && <TranscriptContext value={context}>{actions}</TranscriptContext>}
      <p className="toast" role="status">
        <span key={toast.key}>{toast.text}</span>
      </p>
      {newBelow > 0 && (
        <button type="button" className="jump-to-latest" onClick={jumpToLatest}>
          {transcript.newMessages(newBelow)}
        </button>
      )}
    </div>
  );
};

interface TranscriptProps {
  readonly view: VisibleView;
  readonly outbox: { readonly entries: readonly OutboxEntry[] } & Pick<OutboxGroups, 'changes' | 'reactions'>;
  /** The key of the first unread row. */
  readonly unreadFrom: string | undefined;
  /** The mutation id of the message that the composer edits. */
  readonly editingId: string | undefined;
  readonly failureActions: FailureActions;
  /** Sets, or withdraws, the reader's reaction to a message. */
  readonly onReact: (mutationId: string, emoji: string | undefined) => void;
  /** Loads some of the older messages. Does nothing while they are being loaded. */
  readonly onLoadOlder: () => void;
  /** Offers to export the conversation. */
  readonly onExport: () => void;
  /** Resolves with whether the room's ledger has the letter of a link to another ledger. Rejects if the room cannot be reached. */
  readonly isSameLetter: (letter: { id: number; epoch: string }) => Promise<boolean>;
  /** Shown as long as there is no message. */
  readonly placeholder: ReactNode;
  /** The find bar, above the rows. It can call `useTranscript`. */
  readonly findBar: ReactNode;
  /** The actions on the selected, hovered or pressed message. They can call `useTranscript`. */
  readonly actions: ReactNode;
}

/** The indices of these keys, in ascending order. Keys without an index are left out. */
const indicesOf = (keys: readonly string[], wanted: readonly (string | undefined)[]): number[] =>
  [...new Set(wanted)]
    .map((key) => (key === undefined ? -1 : keys.indexOf(key)))
    .filter((index) => index >= 0)
    .toSorted((a, b) => a - b);

const without = (keys: ReadonlySet<string>, key: string) => new Set([...keys].filter((each) => each !== key));

const isMessage = (row: VisibleRow) =>
  row.type === 'ignored' || (row.type === 'letter' && row.letter.event.type === 'said');

const PermalinkNotice = ({ state, onRetry, onClose }: PermalinkNoticeProps) => {
  const { transcript, olderMessages, message } = useStrings();
  const text = {
    missing: transcript.permalinkNotFound,
    foreign: transcript.permalinkToOtherLedger,
    loading: olderMessages.loadingPermalink,
    failed: olderMessages.permalinkFailed,
  }[state];
  return (
    <TranscriptNotice text={text} onClose={onClose}>
      {state === 'failed' && (
        <button type="button" onClick={onRetry}>
          {message.tryAgain}
        </button>
      )}
    </TranscriptNotice>
  );
};

interface PermalinkNoticeProps {
  readonly state: NoticeState;
  readonly onRetry: () => void;
  readonly onClose: () => void;
}
