import type { Letter } from '@mailroom/shared';
import { nextDay } from '../../i18n/time-format.ts';
import { parseMeAction } from '../../text/me-action.ts';
import type { VisibleRow } from '../../sync/ignored-rows.ts';
import type { LetterRow, Row } from '../../sync/room-view.ts';

/** What the transcript draws, one below the other. `key` is unique and stays. */
export type Entry =
  | { readonly key: string; readonly type: 'day'; readonly at: number }
  | { readonly key: string; readonly type: 'unread' }
  | { readonly key: string; readonly type: 'goings'; readonly rows: readonly LetterRow[] }
  | { readonly key: string; readonly type: 'ignored'; readonly rows: readonly LetterRow[] }
  | { readonly key: string; readonly type: 'row'; readonly row: Row; readonly isContinued: boolean };

/** Lines of one author that follow each other within this time stand under one name, in ms. */
const GROUP_WITHIN_MS = 300_000;
/** From so many comings and goings in a row on, they are told in one sentence. */
const MIN_TO_GROUP = 3;

/**
 * The rows as they are drawn: a line for each new day, one before `unreadFrom`, comings and goings in a row folded together, and so
 * are lines of people whom one ignores; and the lines that go on from the one above.
 */
export const buildEntries = (rows: readonly VisibleRow[], unreadFrom?: string): Entry[] => {
  const entries: Entry[] = [];
  let goings: LetterRow[] = [];
  let ignored: LetterRow[] = [];
  let day = NO_DAY;
  let above: VisibleRow | undefined;
  const foldGoings = () => {
    const [first] = goings;
    if (first && goings.length >= MIN_TO_GROUP) entries.push({ key: `goings-${first.key}`, type: 'goings', rows: goings });
    else entries.push(...goings.map((row) => asItWas(row)));
    goings = [];
  };
  const foldIgnored = () => {
    const [first] = ignored;
    if (first) entries.push({ key: `ignored-${first.key}`, type: 'ignored', rows: ignored });
    ignored = [];
  };
  for (const row of rows) {
    const letterRow = row.type === 'ignored' ? row.row : row.type === 'letter' ? row : undefined;
    const isGoing = letterRow !== undefined && isComingOrGoing(letterRow.letter);
    if (isGoing && row.type === 'ignored') continue;
    const isNewDay = letterRow !== undefined && !isWithin(day, letterRow.letter.at);
    const isUnread = row.key === unreadFrom;
    if (isNewDay || isUnread || !isGoing) foldGoings();
    if (isNewDay || isUnread || row.type !== 'ignored') foldIgnored();
    if (isNewDay) {
      day = dayOf(letterRow.letter.at);
      entries.push({ key: `day-${row.key}`, type: 'day', at: letterRow.letter.at });
    }
    if (isUnread) entries.push({ key: 'unread', type: 'unread' });
    if (row.type === 'ignored') ignored.push(row.row);
    else if (isGoing && row.type === 'letter') goings.push(row);
    else entries.push({ ...asItWas(row), isContinued: !isNewDay && !isUnread && isContinuation(row, above) });
    above = row;
  }
  foldGoings();
  foldIgnored();
  return entries;
};

/** The rows for who does not want to read of comings and goings. */
export const withoutMembership = (rows: readonly VisibleRow[]): readonly VisibleRow[] =>
  rows.filter((row) => row.type !== 'letter' || !isComingOrGoing(row.letter));

/** Whether a line of one's own that is on its way will go on from the row above it. `now` is ms since 1970. */
export const isOwnContinuation = (above: VisibleRow | undefined, now: number): boolean => {
  const before = senderOf(above);
  return above?.type === 'letter' && above.isYours && before !== undefined && now - before.at < GROUP_WITHIN_MS;
};

/** Whether a line goes on from the row above it, and needs no name of its own. */
const isContinuation = (row: Row, above: VisibleRow | undefined): boolean => {
  const [line, before] = [senderOf(row), senderOf(above)];
  if (!line || !before) return false;
  return line.author === before.author && line.epoch === before.epoch && line.at - before.at < GROUP_WITHIN_MS;
};

/** Who said something, when, and in which ledger; nothing of an action, which names its author itself. */
const senderOf = (row: VisibleRow | undefined) => {
  if (row?.type !== 'letter' || row.letter.event.type !== 'said') return undefined;
  const { member, text } = row.letter.event;
  return parseMeAction(text) === undefined ? { author: member.id, epoch: row.epoch, at: row.letter.at } : undefined;
};

const asItWas = (row: Row) => ({ key: row.key, type: 'row', row, isContinued: false }) as const;

const isComingOrGoing = ({ event }: Letter) => event.type === 'joined' || event.type === 'left';

/** From when to when a day goes, in the reader's zone. Asked of each of ten thousand rows, a date would take a quarter of a second. */
interface Day {
  readonly from: number;
  readonly to: number;
}

const NO_DAY: Day = { from: Infinity, to: -Infinity };

const isWithin = ({ from, to }: Day, at: number) => from <= at && at < to;

const dayOf = (at: number): Day => ({ from: new Date(at).setHours(0, 0, 0, 0), to: nextDay(at) });
