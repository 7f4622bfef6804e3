import type { Member, Reaction } from '@mailroom/shared';
import { foldCase } from '../../text/fold-case.ts';
import type { RoomView } from './room-view.ts';
import { mutationIdOf, type LetterRow, type Row, type VisibleRow } from './row.ts';

/** The view of the room as the reader sees it, with the ids of the members whom they ignore. Its rows are those of `hideIgnored`. */
export type VisibleView = Omit<RoomView, 'rows'> & {
  readonly rows: readonly VisibleRow[];
  readonly ignored: ReadonlySet<Member['id']>;
};

/** The ignored nicknames as they were written, by their case-folded form. */
export type IgnoreList = ReadonlyMap<string, string>;

/**
 * The ids of all ignored members that the page knows: those who have, or had, a nickname on the list. The list holds nicknames, because a
 * member who rejoins gets another id; and former nicknames count, because otherwise a rename would undo it. Of members who left, their
 * letters and reactions tell the nickname. Never contains `you`.
 */
export const ignoredMemberIds = (
  ignoreList: IgnoreList,
  { rows, members, you }: Pick<RoomView, 'rows' | 'members' | 'you'>,
): ReadonlySet<Member['id']> => {
  if (ignoreList.size === 0) return NONE;
  const ids = new Set<Member['id']>();
  for (const { id, nickname } of members.values()) if (ignoreList.has(foldCase(nickname))) ids.add(id);
  for (const row of rows) {
    if (nicknamesOf(row).some((nickname) => ignoreList.has(foldCase(nickname)))) ids.add(authorOf(row)?.id ?? '');
    for (const { member } of reactionsOf(row)) if (ignoreList.has(foldCase(member.nickname))) ids.add(member.id);
  }
  ids.delete(you.id);
  return ids;
};

const NONE: ReadonlySet<Member['id']> = new Set();

/** The rows with those of ignored members replaced, and without the reactions of these members. The same array if nobody is ignored. */
export const hideIgnored = (ignored: ReadonlySet<Member['id']>, rows: readonly Row[]): readonly VisibleRow[] =>
  ignored.size === 0
    ? rows
    : rows.map((each) => {
        const row = withoutReactionsOf(ignored, each);
        return isFrom(ignored, row) ? { key: row.key, type: 'ignored', row } : row;
      });

/** The key of the last row, empty without rows. */
export const lastKeyOf = (rows: readonly VisibleRow[]): string => rows.at(-1)?.key ?? '';

/** The rows after the one with this key; all rows if there is none. Unlike the number of rows, the key does not change with rows above. */
export const rowsAfter = (rows: readonly VisibleRow[], key: string): readonly VisibleRow[] =>
  rows.slice(rows.findLastIndex((row) => row.key === key) + 1);

/** Whether the row is a message of another member. */
export const isMessageFromOthers = (row: VisibleRow): boolean =>
  row.type === 'letter' && row.letter.event.type === 'said' && !row.isYours;

/** The number of messages, those of ignored members included. */
export const countMessages = (rows: readonly VisibleRow[]): number =>
  rows.filter((row) => mutationIdOf(row.type === 'ignored' ? row.row : row) !== undefined).length;

export const countMessagesFromOthers = (rows: readonly VisibleRow[]): number => rows.filter(isMessageFromOthers).length;

const withoutReactionsOf = (members: ReadonlySet<Member['id']>, row: Row): Row => {
  const isShown = ({ member }: Reaction) => !members.has(member.id);
  if (row.type !== 'letter' || !row.reactions || row.reactions.list.every(isShown)) return row;
  const list = row.reactions.list.filter(isShown);
  const last = lastShown.get(row);
  if (last?.reactions?.list.length === list.length && list.every((each, index) => each === last.reactions?.list[index]))
    return last;
  const shown = { ...row, reactions: { ...row.reactions, list } };
  lastShown.set(row, shown);
  return shown;
};

/** What `withoutReactionsOf` last returned for a row. While the row and what it shows are the same, so is the object, which is not rendered again. */
const lastShown = new WeakMap<LetterRow, LetterRow>();

const reactionsOf = (row: Row): readonly Reaction[] => (row.type === 'letter' ? (row.reactions?.list ?? []) : []);

const isFrom = (members: ReadonlySet<Member['id']>, row: Row): row is LetterRow =>
  row.type === 'letter' && !row.isYours && members.has(authorOf(row)?.id ?? '');

const authorOf = (row: Row): Member | undefined =>
  row.type === 'letter' && row.letter.event.type !== 'unknown' ? row.letter.event.member : undefined;

/** The nicknames of the row's author at that time: two for a rename. */
const nicknamesOf = (row: Row): string[] => {
  if (row.type !== 'letter' || row.letter.event.type === 'unknown') return [];
  const { event } = row.letter;
  return event.type === 'renamed' ? [event.formerNickname, event.member.nickname] : [event.member.nickname];
};
