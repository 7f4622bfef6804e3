import type { Letter, Member, RoomEvent } from '@mailroom/shared';
import { createMessageIndex } from './message-index.ts';
import { isRepetition, type PreviousMessage } from './previous-messages.ts';
import type { LetterRow, Row } from './row.ts';

/** The rows of the transcript, with what is needed to recognize a message that was sent again into a new ledger. */
export interface Transcript {
  readonly rows: readonly Row[];
  /** The messages from earlier ledgers, by mutation id. */
  readonly previousMessages: ReadonlyMap<string, PreviousMessage>;
  /** The letters of this ledger that repeat a previous message, with the key of its row. */
  readonly replayedRows: ReadonlyMap<Letter['id'], Row['key']>;
}

/**
 * Adds new letters to the rows and applies edits, deletions and reactions. A message that repeats a previous one adds no row, and is lost no longer.
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
  const findLetter = (id: Letter['id']) =>
    createMessageIndex({ rows: [...rows, ...added], epoch, replayedRows }).byLetter({ id, epoch });
  const changes = new Map<Row['key'] | Letter['id'], Change>();
  const reactions = new Map<Row['key'] | Letter['id'], Reactions>();
  const repeated = new Set<Row['key']>();
  for (const letter of letters) {
    const { event } = letter;
    if (event.type === 'edited' || event.type === 'deleted') {
      // The text of an edit is empty when its message was deleted later, by a letter that may be still to come.
      const text = event.type === 'edited' ? event.text : '';
      const id = event.type === 'edited' && text === '' ? undefined : letter.id;
      changes.set(replayedRows.get(event.letterId) ?? event.letterId, { text, at: letter.at, id });
      continue;
    }
    if (event.type === 'reacted') {
      reactions.set(replayedRows.get(event.letterId) ?? event.letterId, { list: event.reactions, id: letter.id });
      continue;
    }
    const previous = event.type === 'said' ? previousMessages.get(event.mutationId) : undefined;
    if (event.type === 'said' && previous && isRepetition(event, previous, findLetter)) {
      replayedRows.set(letter.id, previous.key);
      repeated.add(previous.key);
      // This ledger has no reactions to it yet.
      reactions.set(previous.key, { list: [], id: letter.id });
      if (isRedacted(event)) changes.set(previous.key, { text: '' });
    } else added.push(createRow(letter, { epoch, you }));
  }
  const all = added.length === 0 ? rows : [...rows, ...added];
  const changed = applyReactions(applyChanges(all, { epoch, changes }), { epoch, reactions });
  return { rows: withoutRepeated(changed, repeated), replayedRows };
};

const createRow = (letter: Letter, { epoch, you }: { epoch: string; you: Member }): LetterRow => ({
  key: `${epoch}-${letter.id}`,
  type: 'letter',
  epoch,
  letter,
  isYours: letter.event.type !== 'unknown' && letter.event.member.id === you.id,
  ...(isRedacted(letter.event) && { status: 'deleted' }),
});

/** Whether it is a message that was deleted before this page received it. */
const isRedacted = (event: Letter['event']) => event.type === 'said' && event.text === '';

/** The new text of a message, empty if it was deleted; and the date of the change and the id of its letter, if they are known. */
interface Change {
  readonly text: string;
  readonly at?: number;
  readonly id?: Letter['id'] | undefined;
}

/** @param changes by the letter id of a message in the ledger `epoch`, or by the key of its row */
const applyChanges = (
  rows: readonly Row[],
  { epoch, changes }: { epoch: string; changes: ReadonlyMap<Row['key'] | Letter['id'], Change> },
): readonly Row[] => {
  if (changes.size === 0) return rows;
  let isChanged = false;
  const next = rows.map((row): Row => {
    if (row.type !== 'letter' || row.letter.event.type !== 'said') return row;
    const change = changes.get(row.epoch === epoch ? row.letter.id : row.key);
    if (!change) return row;
    isChanged = true;
    const { text, at, id } = change;
    const { sentText = row.letter.event.text, changeId: _former, ...rest } = row;
    const event: RoomEvent = { ...row.letter.event, text };
    const letter = { ...row.letter, event };
    const status = text === '' ? { status: 'deleted' as const } : { status: 'edited' as const, sentText };
    return {
      ...rest,
      ...status,
      ...(at && { changedAt: at }),
      ...(id !== undefined && { changeId: id }),
      letter,
    };
  });
  return isChanged ? next : rows;
};

type Reactions = NonNullable<LetterRow['reactions']>;

/** @param reactions as `changes` in `applyChanges` */
const applyReactions = (
  rows: readonly Row[],
  { epoch, reactions }: { epoch: string; reactions: ReadonlyMap<Row['key'] | Letter['id'], Reactions> },
): readonly Row[] => {
  if (reactions.size === 0) return rows;
  let isChanged = false;
  const next = rows.map((row) => {
    const isMessage = row.type === 'letter' && row.letter.event.type === 'said';
    const own = isMessage && reactions.get(row.epoch === epoch ? row.letter.id : row.key);
    if (!own || (own.list.length === 0 && !row.reactions)) return row;
    isChanged = true;
    return { ...row, reactions: own };
  });
  return isChanged ? next : rows;
};

/** The rows in which the messages with these keys do not count as lost. */
const withoutRepeated = (rows: readonly Row[], repeated: ReadonlySet<Row['key']>): readonly Row[] => {
  const isRepeated = (key: Row['key']) => repeated.has(key);
  const isAffected = (row: Row) => row.type === 'lost' && [...row.keys].some(isRepeated);
  if (repeated.size === 0 || !rows.some(isAffected)) return rows;
  const without = (keys: ReadonlySet<Row['key']>) => new Set([...keys].filter((key) => !isRepeated(key)));
  return rows.map((row) => (row.type === 'lost' ? { ...row, keys: without(row.keys) } : row));
};
