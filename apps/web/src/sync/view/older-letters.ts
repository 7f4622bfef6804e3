import type { History, JoinResult, Letter, Member } from '@mailroom/shared';
import { applyLetters } from './apply-letters.ts';
import { countMissedMessages } from './missed-letters.ts';
import type { Row } from './row.ts';

/**
 * What the page knows of the letters before its first one.
 *
 * | state     | meaning                                                                     |
 * | --------- | --------------------------------------------------------------------------- |
 * | available | the room may have older letters                                             |
 * | loading   | a request for them is in flight                                             |
 * | failed    | the last request failed                                                     |
 * | complete  | the page has the first letter of the ledger                                 |
 * | gone      | the room no longer has the older letters                                    |
 * | hidden    | the room does not show them, because they are from before the member joined |
 * | former    | they are in a former ledger, of which the room has nothing that it knows of |
 */
export type OlderLetters = {
  /** The ledger of the letters. */
  readonly epoch: string;
  /** The id of the first letter that the page has. The older ones have smaller ids. */
  readonly before: number;
  /** The number of older messages and their changes that the room no longer has, as far as the page knows. */
  readonly gone: number;
} & (
  | { readonly state: 'available' | 'failed' | 'complete' | 'gone' | 'hidden' | 'former' }
  /** `changes`: the edits, deletions and reactions that arrived meanwhile. Their messages may be among the letters to come. */
  | { readonly state: 'loading'; readonly changes: readonly Letter[] }
);

/** The parts of a view that older letters change, or depend on. */
export interface ViewWithOlder {
  readonly you: Member;
  /** The id of the ledger. */
  readonly epoch: string;
  readonly rows: readonly Row[];
  /** Whether the room has letters before the first row, and how many it has dropped. */
  readonly older: OlderLetters;
  /** The number of rows at the top that were loaded later than the others. */
  readonly olderRowCount: number;
}

/** Describes the letters before those that a join returned. */
export const olderThanJoin = ({ epoch, next, letters }: JoinResult): OlderLetters => {
  const before = letters[0]?.id ?? next;
  return { epoch, before, gone: 0, state: before === 0 ? 'complete' : 'available' };
};

/** Whether the room may have letters before the first one of the page. */
export const mayHaveOlder = ({ state }: OlderLetters): boolean =>
  state === 'available' || state === 'loading' || state === 'failed';

/** The view while older letters are being loaded. */
export const loadingOlder = <View extends ViewWithOlder>(view: View): View => ({
  ...view,
  older: { ...view.older, state: 'loading', changes: [] },
});

/** The view after loading older letters ended without an answer. */
export const notLoadedOlder = <View extends ViewWithOlder>(view: View, state: 'available' | 'failed'): View =>
  view.older.state === 'loading' ? { ...view, older: { ...view.older, state } } : view;

/** The view in which a failed request for older letters may be repeated, because the room answers again. */
export const retryOlder = <View extends ViewWithOlder>(view: View): View =>
  view.older.state === 'failed' ? { ...view, older: { ...view.older, state: 'available' } } : view;

/** Remembers edits, deletions and reactions among new letters, if older letters are being loaded. */
export const rememberChanges = (older: OlderLetters, letters: readonly Letter[]): OlderLetters => {
  if (older.state !== 'loading') return older;
  const changes = letters.filter(isChange);
  return changes.length === 0 ? older : { ...older, changes: [...older.changes, ...changes] };
};

/** The state of the older letters after the member joined another ledger that has nothing in common with theirs. */
export const olderOfFormerLedger = (older: OlderLetters): OlderLetters =>
  mayHaveOlder(older) ? { ...older, state: 'former' } : older;

/** The view with older letters above its first row. The same view if the answer is not the one that it waits for. */
export const withOlderLetters = <View extends ViewWithOlder>(view: View, answer: History): View => {
  const { older, epoch, you } = view;
  const isExpected = older.state === 'loading' && answer.epoch === epoch && answer.before === older.before;
  if (!isExpected) return view;
  const letters = answer.letters.filter((letter) => letter.id < answer.before || isChange(letter));
  // The answer may be older than the changes that arrived meanwhile, or newer. In the order of the ledger, the last one wins.
  const inOrder = [...letters, ...older.changes].toSorted((one, other) => one.id - other.id);
  const none = { rows: [], previousMessages: new Map(), replayedRows: new Map() };
  const { rows } = applyLetters({ ...none, epoch, you }, inOrder);
  const gone = older.gone + countMissedMessages(answer);
  return {
    ...view,
    rows: [...rows, ...view.rows],
    olderRowCount: view.olderRowCount + rows.length,
    older: { epoch, before: answer.from, gone, state: stateAfter(answer, gone) },
  };
};

/** The view with a part of an answer, of which further parts follow. */
export const withOlderPart = <View extends ViewWithOlder>(view: View, part: History): View => {
  const next = withOlderLetters(view, part);
  if (next === view || view.older.state !== 'loading') return next;
  return { ...next, older: { ...next.older, state: 'loading', changes: view.older.changes } };
};

/** A slow machine renders this many rows in less than 50 ms, the length above which browsers call a task long. */
const ROWS_PER_TASK = 20;

/** Splits an answer into parts with at most `ROWS_PER_TASK` rows, the newest first, which together have the same effect. */
export const splitHistory = (answer: History): readonly History[] => {
  const rows = answer.letters.filter((letter) => !isChange(letter));
  const count = Math.ceil(rows.length / ROWS_PER_TASK);
  if (count <= 1) return [answer];
  const changes = answer.letters.filter(isChange);
  return Array.from({ length: count }, (_, index) => {
    const end = rows.length - index * ROWS_PER_TASK;
    const start = Math.max(0, end - ROWS_PER_TASK);
    const part = rows.slice(start, end);
    const ids = new Set(part.map(({ id }) => id));
    const own = changes.filter(({ event }) => 'letterId' in event && ids.has(event.letterId));
    const before = rows[end]?.id ?? answer.before;
    const letters = [...part, ...own];
    if (start === 0) return { ...answer, before, letters };
    const { type, epoch } = answer;
    return { type, epoch, from: part[0]?.id ?? before, before, missed: 0, hasOlder: true, letters };
  });
};

const stateAfter = ({ hasOlder, from }: History, gone: number) => {
  if (hasOlder) return 'available';
  return gone > 0 ? 'gone' : from === 0 ? 'complete' : 'hidden';
};

const isChange = ({ event }: Letter) => 'letterId' in event;
