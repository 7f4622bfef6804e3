import type { Letter } from '@mailroom/shared';
import type { LetterRow, Row, VisibleRow } from '../../sync/view/row.ts';
import { parseMeAction } from '../../text/me-action.ts';
import { startOfNextDay } from './dates.ts';

/** One item of the transcript, from top to bottom. `key` is unique, and stays the same when later rows arrive. */
export type Entry =
  /** A date separator. `at` is in ms since 1970. */
  | { readonly key: string; readonly type: 'day'; readonly at: number }
  /** The separator before the first unread message. */
  | { readonly key: string; readonly type: 'unread' }
  /** Consecutive joins and leaves, shown as one summary. */
  | { readonly key: string; readonly type: 'membership'; readonly rows: readonly LetterRow[] }
  /** Consecutive messages of ignored members, shown collapsed. */
  | { readonly key: string; readonly type: 'ignored'; readonly rows: readonly LetterRow[] }
  /** A row. `isContinued`: it continues the group of messages above, whose header names the author. */
  | { readonly key: string; readonly type: 'row'; readonly row: Row; readonly isContinued: boolean };

/** The maximum time between two messages of a group, in ms. */
const GROUP_WITHIN_MS = 300_000;
/** The number of consecutive joins and leaves from which they are summarized. */
const MIN_TO_GROUP = 3;

/**
 * Turns rows into entries: adds date separators and the unread separator, groups messages by author, summarizes joins and leaves, and
 * collapses messages of ignored members. Joins and leaves of ignored members are left out.
 *
 * @param unreadFrom the key of the first unread row, if there is one
 * @param firstKey the key of the first row that was not loaded later than the others; missing if none was. Rows above it may get further rows
 *   above them, those below it further rows below: a summary keeps its key in both cases
 */
export const buildEntries = (rows: readonly VisibleRow[], unreadFrom?: string, firstKey?: string): Entry[] => {
  const entries: Entry[] = [];
  let membership = emptyGroup();
  let ignored = emptyGroup();
  let isOlder = firstKey !== undefined;
  let day = NO_DAY;
  let above: VisibleRow | undefined;
  const flushMembership = () => {
    const { rows: group } = membership;
    if (group.length >= MIN_TO_GROUP)
      entries.push({ key: `membership-${keyOfGroup(membership)}`, type: 'membership', rows: group });
    else entries.push(...group.map((row) => rowEntry(row)));
    if (group.length > 0) membership = emptyGroup();
  };
  const flushIgnored = () => {
    const { rows: group } = ignored;
    if (group.length === 0) return;
    entries.push({ key: `ignored-${keyOfGroup(ignored)}`, type: 'ignored', rows: group });
    ignored = emptyGroup();
  };
  const addTo = (group: Group, row: LetterRow) => {
    group.rows.push(row);
    if (!isOlder) group.firstKey ??= row.key;
  };
  for (const row of rows) {
    if (row.key === firstKey) isOlder = false;
    const letterRow = row.type === 'ignored' ? row.row : row.type === 'letter' ? row : undefined;
    const isMembership = letterRow !== undefined && isMembershipChange(letterRow.letter);
    if (isMembership && row.type === 'ignored') continue;
    const isNewDay = letterRow !== undefined && !isWithin(day, letterRow.letter.at);
    const isUnread = row.key === unreadFrom;
    if (isNewDay || isUnread || !isMembership) flushMembership();
    if (isNewDay || isUnread || row.type !== 'ignored') flushIgnored();
    if (isNewDay) {
      day = dayOf(letterRow.letter.at);
      entries.push({ key: `day-${row.key}`, type: 'day', at: letterRow.letter.at });
    }
    if (isUnread) entries.push({ key: 'unread', type: 'unread' });
    if (row.type === 'ignored') addTo(ignored, row.row);
    else if (isMembership && row.type === 'letter') addTo(membership, row);
    else entries.push({ ...rowEntry(row), isContinued: !isNewDay && !isUnread && isContinuation(row, above) });
    above = row;
  }
  flushMembership();
  flushIgnored();
  return entries;
};

/** Consecutive rows that one entry shows. */
interface Group {
  readonly rows: LetterRow[];
  /** The key of the first row that was not loaded later. */
  firstKey: string | undefined;
}

const emptyGroup = (): Group => ({ rows: [], firstKey: undefined });

/** A key that stays the same when the group gets further rows on the side on which it can. */
const keyOfGroup = ({ rows, firstKey }: Group) => firstKey ?? rows.at(-1)?.key;

/** Returns the rows without joins and leaves. */
export const withoutMembership = (rows: readonly VisibleRow[]): readonly VisibleRow[] =>
  rows.filter((row) => row.type !== 'letter' || !isMembershipChange(row.letter));

/** Whether a pending message of the reader would continue the group that ends with the row above. `now` is in ms since 1970. */
export const isOwnContinuation = (above: VisibleRow | undefined, now: number): boolean => {
  const previous = senderOf(above);
  return above?.type === 'letter' && above.isYours && previous !== undefined && now - previous.at < GROUP_WITHIN_MS;
};

const isContinuation = (row: Row, above: VisibleRow | undefined): boolean => {
  const [sender, previous] = [senderOf(row), senderOf(above)];
  if (!sender || !previous) return false;
  return (
    sender.memberId === previous.memberId &&
    sender.epoch === previous.epoch &&
    sender.at - previous.at < GROUP_WITHIN_MS
  );
};

/** The sender of a message, its time and its ledger. Undefined for a `/me` action, which names its author itself. */
const senderOf = (row: VisibleRow | undefined) => {
  if (row?.type !== 'letter' || row.letter.event.type !== 'said') return undefined;
  const { member, text } = row.letter.event;
  if (parseMeAction(text) !== undefined) return undefined;
  return { memberId: member.id, epoch: row.epoch, at: row.letter.at };
};

const rowEntry = (row: Row) => ({ key: row.key, type: 'row', row, isContinued: false }) as const;

const isMembershipChange = ({ event }: Letter) => event.type === 'joined' || event.type === 'left';

/** A day in the local time zone, in ms since 1970. Computed once a day, because ten thousand Date objects take 250 ms. */
interface Day {
  readonly from: number;
  readonly to: number;
}

const NO_DAY: Day = { from: Infinity, to: -Infinity };

const isWithin = ({ from, to }: Day, at: number) => from <= at && at < to;

const dayOf = (at: number): Day => ({ from: new Date(at).setHours(0, 0, 0, 0), to: startOfNextDay(at) });
