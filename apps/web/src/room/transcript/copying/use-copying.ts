import { useEffect, useEffectEvent, type RefObject } from 'react';
import { serverClock } from '../../../browser/server-clock.ts';
import { useLanguage } from '../../../i18n/use-strings.ts';
import { useTimeFormat } from '../../../i18n/use-time-format.ts';
import type { OutboxChange, OutboxEntry } from '../../../sync/outbox-entry.ts';
import type { LetterRow } from '../../../sync/view/row.ts';
import type { Entry } from '../../timeline/entries.ts';
import { copiedItems, pendingItems, type CopyContext } from './copied-text.ts';
import { copySelection } from './copy-selection.ts';

/**
 * Copies the selected messages from the view, including rows that are not rendered. Calls `onWholeCopied` with the number of messages if that
 * is all of it.
 */
export const useCopying = ({ scroller, list, entries, pending, changes, nickname, ...options }: CopyingOptions) => {
  const { locale, strings } = useLanguage();
  const times = useTimeFormat();
  const onCopy = useEffectEvent((event: ClipboardEvent) => {
    // The rows of the outbox are in the list below the other one.
    const pendingList = list.current?.nextElementSibling;
    if (!scroller.current || !list.current || !(pendingList instanceof HTMLElement)) return;
    const context: CopyContext = {
      strings,
      locale,
      times,
      now: serverClock.now(),
      changes,
      isExpanded: options.isExpanded,
    };
    const messageCount = copySelection(event, {
      scroller: scroller.current,
      list: list.current,
      pendingList,
      keys: entries.map(({ key }) => key),
      itemsOf: (index) => {
        const [entry, pendingEntry] = [entries[index], pending[index - entries.length]];
        if (entry) return copiedItems(entry, context);
        return pendingEntry ? pendingItems(pendingEntry, { nickname, strings }) : [];
      },
    });
    if (messageCount !== undefined) options.onWholeCopied(messageCount);
  });
  useEffect(() => {
    const listener = (event: ClipboardEvent) => onCopy(event);
    document.addEventListener('copy', listener);
    return () => document.removeEventListener('copy', listener);
  }, []);
};

interface CopyingOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  /** The element whose children are the rendered rows. */
  readonly list: RefObject<HTMLElement | null>;
  readonly entries: readonly Entry[];
  /** Whether the transcript shows these rows, which it collapses at first. */
  readonly isExpanded: (rows: readonly LetterRow[]) => boolean;
  /** The edits and deletions that the outbox has, by the mutation id of their message. */
  readonly changes: ReadonlyMap<string, OutboxChange>;
  /** The entries of the outbox that are shown below the transcript. */
  readonly pending: readonly OutboxEntry[];
  /** The nickname of the reader. */
  readonly nickname: string;
  readonly onWholeCopied: (messageCount: number) => void;
}
