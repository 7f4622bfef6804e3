import type { Strings } from '../i18n/en.ts';
import { countMessages } from '../sync/view/ignored-rows.ts';
import { mayHaveOlder } from '../sync/view/older-letters.ts';
import type { RoomView } from '../sync/view/room-view.ts';

/** What an exported transcript holds. */
export interface Summary {
  readonly messages: number;
  /** The dates of the first and the last letter, in ms since 1970. Undefined without letters. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /**
   * What there is before the first letter: nothing (`complete`), letters that were not loaded, letters that the room no longer has, or letters
   * that it does not show to a member who joined later.
   */
  readonly older: 'complete' | 'not-loaded' | 'gone' | 'hidden';
  /** The number of messages and their changes that the room no longer has. 0 if it is not known. */
  readonly gone: number;
  /** Whether messages after the first letter may be missing: some were lost, or the page continued in another ledger. */
  readonly mayHaveGaps: boolean;
}

/** Returns what the transcript of this view holds. */
export const summarize = ({ rows, older }: Pick<RoomView, 'rows' | 'older'>): Summary => {
  const dates = rows.flatMap((row) => (row.type === 'letter' ? row.letter.at : []));
  const { state, gone } = older;
  return {
    messages: countMessages(rows),
    from: dates[0],
    to: dates.at(-1),
    older: state === 'complete' || state === 'gone' || state === 'hidden' ? state : 'not-loaded',
    gone: mayHaveOlder(older) ? 0 : gone,
    mayHaveGaps: rows.some(
      (row) => row.type === 'missed' || (row.type === 'notice' && row.notice === 'room-restarted'),
    ),
  };
};

/** The first lines of an exported text. They start with `#`, which no later line does: those start with a time, `-` or spaces. */
export const summaryText = (summary: Summary, now: number, { olderMessages: strings }: Strings): string => {
  const { messages, from, to, older, gone, mayHaveGaps } = summary;
  const isoDate = (at: number) => new Date(at).toISOString();
  const lines = [
    strings.exported(isoDate(now)),
    ...(from === undefined || to === undefined ? [] : [strings.exportedRange(messages, isoDate(from), isoDate(to))]),
    older === 'gone' ? strings.exportedGone(gone) : strings.exportedOlder[older === 'not-loaded' ? 'notLoaded' : older],
    ...(mayHaveGaps ? [strings.exportedGaps] : []),
  ];
  return lines.map((line) => `# ${line}\n`).join('');
};

/** The first line of an exported file of JSON lines. Unlike the others, it has no `id`. */
export const summaryJson = (summary: Summary, now: number): string =>
  `${JSON.stringify({ type: 'transcript', exportedAt: now, ...summary })}\n`;
