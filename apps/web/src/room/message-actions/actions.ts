import { fixedLimits } from '@mailroom/shared';
import type { VisibleView } from '../../sync/view/ignored-rows.ts';
import type { RoomView } from '../../sync/view/room-view.ts';
import type { LetterRow } from '../../sync/view/row.ts';

/** An action on a message. */
export type MessageAction = 'react' | 'reply' | 'copy' | 'quote' | 'mention' | 'link' | 'edit' | 'delete';

/** All actions, in the order in which the bar, the sheet and help list them. */
export const messageActions: readonly MessageAction[] = [
  'react',
  'reply',
  'copy',
  'quote',
  'mention',
  'link',
  'edit',
  'delete',
];

/** The state of the room on which the available actions depend. */
export interface ActionContext extends Pick<RoomView, 'epoch' | 'replayedRows'> {
  /** Returns the age in ms of a letter with the date `at`, by the clock of the server. */
  readonly ageOf: (at: number) => number;
}

/** A message with its available actions. There is at least one. */
export interface ActionTarget {
  readonly row: LetterRow;
  readonly message: LetterRow['letter']['event'] & { type: 'said' };
  readonly actions: readonly MessageAction[];
}

/** Returns the message with this row key and its actions. Returns undefined if the row is not a message, or has no actions. */
export const findActionTarget = (
  room: ActionContext & Pick<VisibleView, 'rows'>,
  key: string | undefined,
): ActionTarget | undefined => {
  const row = key === undefined ? undefined : room.rows.findLast((each) => each.key === key);
  if (row?.type !== 'letter' || row.letter.event.type !== 'said') return undefined;
  const actions = actionsFor(row, room);
  return actions.length === 0 ? undefined : { row, message: row.letter.event, actions };
};

/** Returns the available actions of a message; none if it is deleted. */
export const actionsFor = (row: LetterRow, room: ActionContext): readonly MessageAction[] =>
  row.status === 'deleted' ? [] : messageActions.filter((action) => isAvailable(action, row, room));

/** Whether the user can still edit or delete a message: it is their own, and at most `fixedLimits.editableMs` old. */
export const isEditable = (row: LetterRow, { epoch, replayedRows, ageOf }: ActionContext): boolean =>
  row.isYours &&
  row.status !== 'deleted' &&
  isInLedger(row, { epoch, replayedRows }) &&
  ageOf(row.letter.at) < fixedLimits.editableMs;

/** Whether the room has the message. It has one of an earlier epoch only if its author sent it again after the restart. */
export const isInLedger = (
  row: LetterRow,
  { epoch, replayedRows }: Pick<ActionContext, 'epoch' | 'replayedRows'>,
): boolean => row.epoch === epoch || [...replayedRows.values()].includes(row.key);

/** Returns the action whose shortcut is this `KeyboardEvent.key`. Shortcuts work while a message is selected. */
export const actionForKey = (key: string): MessageAction | undefined =>
  messageActions.find((action) => KEYS[action] === key.toLowerCase());

/** Returns the keyboard shortcut of an action in the form that people read. */
export const shortcutOf = (action: MessageAction): string => KEYS[action].toUpperCase();

const isAvailable = (action: MessageAction, row: LetterRow, room: ActionContext): boolean => {
  switch (action) {
    case 'copy':
    case 'quote':
      return true;
    case 'mention':
      return !row.isYours;
    case 'react':
    case 'reply':
      return isInLedger(row, room);
    case 'link':
      // The room has no letter of a former ledger, so a link to one leads nowhere.
      return row.epoch === room.epoch;
    case 'edit':
    case 'delete':
      return isEditable(row, room);
  }
};

const KEYS: Record<MessageAction, string> = {
  react: 'a',
  reply: 'r',
  copy: 'c',
  quote: 'q',
  mention: 'm',
  link: 'l',
  edit: 'e',
  delete: 'delete',
};
