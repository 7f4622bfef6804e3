import { isChangeable, type RoomNow } from './actions.ts';
import type { OutboxMessage } from '../../sync/outbox-entry.ts';
import type { VisibleRow, VisibleView } from '../../sync/ignored-rows.ts';
import type { LetterRow } from '../../sync/room-view.ts';

/** A line of one's own: the id under which it was said, and what it reads like. */
export interface OwnLine {
  readonly line: string;
  readonly text: string;
}

/** What one said last, on its way or said; nothing if that cannot be changed any more. */
export const lastLine = (
  room: RoomNow & Pick<VisibleView, 'rows'>,
  onTheirWay: readonly OutboxMessage[],
): OwnLine | undefined => {
  const newest = onTheirWay.at(-1);
  if (newest) return { line: newest.clientMsgId, text: newest.text };
  const row = room.rows.findLast(isOwn);
  if (!row || !isChangeable(row, room) || row.letter.event.type !== 'said') return undefined;
  return { line: row.letter.event.clientMsgId, text: row.letter.event.text };
};

const isOwn = (row: VisibleRow): row is LetterRow =>
  row.type === 'letter' && row.isYours && row.letter.event.type === 'said' && row.status !== 'deleted';
