import type { Letter, Member, RoomEvent } from '@mailroom/shared';
import type { LetterRow, Row } from './row.ts';

/** The rows of the transcript, with what is needed to recognize a message that was sent again into a new ledger. */
export interface Transcript {
  readonly rows: readonly Row[];
  /** The messages from earlier ledgers: the keys of their rows, by replay key. See `messageKeys`. */
  readonly previousMessages: ReadonlyMap<string, Row['key']>;
  /** The letters of this ledger that repeat a previous message, with the key of its row. */
  readonly replayedRows: ReadonlyMap<Letter['id'], Row['key']>;
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
    const existingKey =
      event.type === 'said' ? previousMessages.get(replayKey(event.member.nickname, event.clientMsgId)) : undefined;
    if (existingKey === undefined) added.push(createRow(letter, { epoch, you }));
    else replayedRows.set(letter.id, existingKey);
    if (existingKey !== undefined && isRedacted(event)) changes.set(existingKey, { text: '' });
  }
  return { rows: applyChanges(added.length === 0 ? rows : [...rows, ...added], changes), replayedRows };
};

/**
 * The keys of all message rows, by replay key: what identifies a message in another ledger too, where its author has another id.
 */
export const messageKeys = (rows: readonly Row[]): Map<string, Row['key']> => {
  const currentNicknames = new Map<string, string>();
  for (const row of rows) {
    if (row.type !== 'letter' || row.letter.event.type !== 'renamed') continue;
    const { member } = row.letter.event;
    currentNicknames.set(`${row.epoch} ${member.id}`, member.nickname);
  }
  const keys = new Map<string, Row['key']>();
  for (const row of rows) {
    if (row.type !== 'letter' || row.letter.event.type !== 'said') continue;
    const { member, clientMsgId } = row.letter.event;
    // A renamed author repeats it under the new nickname, or under the former one if their page did not learn of the rename.
    const nicknames = [member.nickname, currentNicknames.get(`${row.epoch} ${member.id}`) ?? member.nickname];
    for (const nickname of nicknames) keys.set(replayKey(nickname, clientMsgId), row.key);
  }
  return keys;
};

const replayKey = (nickname: string, clientMsgId: string) => `${nickname} ${clientMsgId}`;

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
    const event: RoomEvent = { ...row.letter.event, text };
    const letter = { ...row.letter, event };
    return { ...row, status: text === '' ? 'deleted' : 'edited', ...(at && { changedAt: at }), letter };
  });
  return isChanged ? next : rows;
};
