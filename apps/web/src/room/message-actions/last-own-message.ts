import type { VisibleView } from '../../sync/view/ignored-rows.ts';
import type { OutboxMessage } from '../../sync/outbox-entry.ts';
import type { LetterRow, VisibleRow } from '../../sync/view/row.ts';
import type { OwnMessage } from '../composer/compose-target.ts';
import { isEditable, type ActionContext } from './actions.ts';

/** Returns the user's last message, pending or sent. Returns undefined if that message can no longer be edited. */
export const lastOwnMessage = (
  room: ActionContext & Pick<VisibleView, 'rows'>,
  pending: readonly OutboxMessage[],
): OwnMessage | undefined => {
  const lastPending = pending.at(-1);
  if (lastPending) return { mutationId: lastPending.mutationId, text: lastPending.text };
  const row = room.rows.findLast(isOwnMessage);
  if (!row || !isEditable(row, room) || row.letter.event.type !== 'said') return undefined;
  const { mutationId, text } = row.letter.event;
  return { mutationId, text };
};

const isOwnMessage = (row: VisibleRow): row is LetterRow =>
  row.type === 'letter' && row.isYours && row.letter.event.type === 'said' && row.status !== 'deleted';
