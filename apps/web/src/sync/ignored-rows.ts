import type { Member } from '@mailroom/shared';
import { foldCase } from '../text/fold-case.ts';
import type { LetterRow, RoomView, Row } from './room-view.ts';

/** A row as its reader gets to see it. Of what somebody did whom they ignore, only the place is kept. */
export type VisibleRow = Row | { readonly key: string; readonly type: 'ignored'; readonly row: LetterRow };

/** The view of a room as its reader gets to see it, who ignores some. */
export type VisibleView = Omit<RoomView, 'rows'> & {
  readonly rows: readonly VisibleRow[];
  readonly ignored: ReadonlySet<Member['id']>;
};

/** Whom one ignores: their nicknames as they were written then, by what they are taken for. */
export type IgnoreList = ReadonlyMap<string, string>;

/**
 * Who is ignored, of all that the page knows: whoever has or had one of these nicknames. A nickname counts, because who comes in again is
 * another member; and it sticks, because otherwise a new one would undo it.
 */
export const ignoredMemberIds = (
  ignored: IgnoreList,
  { rows, members, you }: Pick<RoomView, 'rows' | 'members' | 'you'>,
): ReadonlySet<Member['id']> => {
  if (ignored.size === 0) return NOBODY;
  const ids = new Set<Member['id']>();
  for (const { id, nickname } of members.values()) if (ignored.has(foldCase(nickname))) ids.add(id);
  for (const row of rows) {
    if (nicknamesIn(row).some((nickname) => ignored.has(foldCase(nickname)))) ids.add(authorOf(row)?.id ?? '');
  }
  ids.delete(you.id);
  return ids;
};

const NOBODY: ReadonlySet<Member['id']> = new Set();

/** The rows as who ignores these members gets to see them. */
export const hideIgnored = (ignored: ReadonlySet<Member['id']>, rows: readonly Row[]): readonly VisibleRow[] =>
  ignored.size === 0 ? rows : rows.map((row) => (isFrom(ignored, row) ? { key: row.key, type: 'ignored', row } : row));

const isFrom = (ignored: ReadonlySet<Member['id']>, row: Row): row is LetterRow =>
  row.type === 'letter' && !row.isYours && ignored.has(authorOf(row)?.id ?? '');

const authorOf = (row: Row): Member | undefined =>
  row.type === 'letter' && row.letter.event.type !== 'unknown' ? row.letter.event.member : undefined;

/** What the author of a row was called then. */
const nicknamesIn = (row: Row): string[] => {
  if (row.type !== 'letter' || row.letter.event.type === 'unknown') return [];
  const { event } = row.letter;
  return event.type === 'renamed' ? [event.before, event.member.nickname] : [event.member.nickname];
};
