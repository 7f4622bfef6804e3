import type { Letter, Member, RoomEvent } from '@mailroom/shared';
import type { LetterRow, Row } from './row.ts';

/** The rows of the transcript, with what is needed to recognize a message that was sent again into a new ledger. */
export interface Transcript {
  readonly rows: readonly Row[];
  /** The messages from earlier ledgers, by mutation id. */
  readonly previousMessages: ReadonlyMap<string, PreviousMessage>;
  /** The letters of this ledger that repeat a previous message, with the key of its row. */
  readonly replayedRows: ReadonlyMap<Letter['id'], Row['key']>;
}

/** A message from an earlier ledger. */
export interface PreviousMessage {
  readonly key: Row['key'];
  /** Its text as it was sent; empty if it was deleted. */
  readonly sentText: string;
}

/**
 * Adds new letters to the rows and applies edits and deletions. A message that repeats a previous one adds no row.
 *
 * @returns the changed parts. Rows that do not change stay the same objects, and so does the array if none does
 */
export const applyLetters = (
  view: Transcript & { readonly epoch: string; readonly you: Member },
  letters: readonly Letter[],
): Pick<Transcript, 'rows' | 'replayedRows'> => {
  const { epoch, you, rows, previousMessages } = view;
  const added: Row[] = [];
  const replayedRows = new Map(view.replayedRows);
  const changes = new Map<Row['key'], Change>();
  for (const letter of letters) {
    const { event } = letter;
    if (event.type === 'edited' || event.type === 'deleted') {
      // The text of an edit is empty when its message was deleted later.
      const text = event.type === 'edited' ? event.text : '';
      changes.set(replayedRows.get(event.letterId) ?? rowKey(epoch, event.letterId), { text, at: letter.at });
      continue;
    }
    const previous = event.type === 'said' ? previousMessages.get(event.mutationId) : undefined;
    if (previous && isRepetition(event, previous)) {
      replayedRows.set(letter.id, previous.key);
      if (isRedacted(event)) changes.set(previous.key, { text: '' });
    } else added.push(createRow(letter, { epoch, you }));
  }
  return { rows: applyChanges(added.length === 0 ? rows : [...rows, ...added], changes), replayedRows };
};

/**
 * Whether a message with the mutation id of a previous one repeats it. Only its author can send that id. With another text it is a new
 * message: otherwise the author could show one text to those who were here before the restart, and another one to those who came later.
 */
const isRepetition = (event: Letter['event'], { sentText }: PreviousMessage) =>
  event.type === 'said' && (event.text === sentText || sentText === '' || isRedacted(event));

/** The messages of these rows, by mutation id. */
export const messagesByMutationId = (rows: readonly Row[]): Map<string, PreviousMessage> => {
  const messages = new Map<string, PreviousMessage>();
  for (const row of rows) {
    if (row.type !== 'letter' || row.letter.event.type !== 'said') continue;
    const { text, mutationId } = row.letter.event;
    const sentText = row.status === 'edited' ? (row.sentText ?? '') : text;
    // The first one: a later one with the same id has another text.
    if (!messages.has(mutationId)) messages.set(mutationId, { key: row.key, sentText });
  }
  return messages;
};

const rowKey = (epoch: string, id: Letter['id']): Row['key'] => `${epoch}-${id}`;

const createRow = (letter: Letter, { epoch, you }: { epoch: string; you: Member }): LetterRow => ({
  key: rowKey(epoch, letter.id),
  type: 'letter',
  epoch,
  letter,
  isYours: letter.event.type !== 'unknown' && letter.event.member.id === you.id,
  ...(isRedacted(letter.event) && { status: 'deleted' }),
});

/** Whether it is a message that was deleted before this page received it. */
const isRedacted = (event: Letter['event']) => event.type === 'said' && event.text === '';

/** The new text of a message, empty if it was deleted; and the date of the change, if it is known. */
interface Change {
  readonly text: string;
  readonly at?: number;
}

const applyChanges = (rows: readonly Row[], changes: ReadonlyMap<Row['key'], Change>): readonly Row[] => {
  if (changes.size === 0) return rows;
  let isChanged = false;
  const next = rows.map((row): Row => {
    const change = changes.get(row.key);
    if (!change || row.type !== 'letter' || row.letter.event.type !== 'said') return row;
    isChanged = true;
    const { text, at } = change;
    const { sentText = row.letter.event.text, ...rest } = row;
    const event: RoomEvent = { ...row.letter.event, text };
    const letter = { ...row.letter, event };
    const status = text === '' ? { status: 'deleted' as const } : { status: 'edited' as const, sentText };
    return { ...rest, ...status, ...(at && { changedAt: at }), letter };
  });
  return isChanged ? next : rows;
};
