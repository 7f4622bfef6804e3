import type { Letter, Member, RoomEvent } from '@mailroom/shared';
import type { LetterRow, RoomView, Row } from './room-view.ts';

/** The rows with what these letters add to them and change of them, and the letters that repeat what stands there from before. */
export const applyLetters = (
  view: Pick<RoomView, 'epoch' | 'you' | 'rows' | 'saidBefore' | 'echoes'>,
  letters: readonly Letter[],
): Pick<RoomView, 'rows' | 'echoes'> => {
  const { epoch, you, rows, previousMessages } = view;
  const added: Row[] = [];
  const echoes = new Map(view.replayedRows);
  const changes = new Map<Row['key'], Change>();
  for (const letter of letters) {
    const { event } = letter;
    if (event.type === 'edited' || event.type === 'deleted') {
      // The text of an edit is empty when its line was deleted since.
      const text = event.type === 'edited' ? event.text : '';
      changes.set(echoes.get(event.letter) ?? keyOf(epoch, event.letter), { text, at: letter.at });
      continue;
    }
    const standing =
      event.type === 'said' ? previousMessages.get(replayKey(event.member.nickname, event.clientMsgId)) : undefined;
    if (standing === undefined) added.push(rowOf(letter, { epoch, you }));
    else echoes.set(letter.id, standing);
    if (standing !== undefined && isBlank(event)) changes.set(standing, { text: '' });
  }
  return { rows: withChanges(added.length === 0 ? rows : [...rows, ...added], changes), replayedRows };
};

/** The lines among the rows, by what makes each the same in another ledger, where its author has another id. */
export const messageKeys = ({ rows }: Pick<RoomView, 'rows'>): Map<string, Row['key']> => {
  const called = new Map<string, string>();
  for (const row of rows) {
    if (row.type !== 'letter' || row.letter.event.type !== 'renamed') continue;
    const { member } = row.letter.event;
    called.set(`${row.epoch} ${member.id}`, member.nickname);
  }
  const lines = new Map<string, Row['key']>();
  for (const row of rows) {
    if (row.type !== 'letter' || row.letter.event.type !== 'said') continue;
    const { member, clientMsgId } = row.letter.event;
    // Who was renamed since repeats it under the new nickname, or under the one from before, if they had not heard of it.
    const nicknames = [member.nickname, called.get(`${row.epoch} ${member.id}`) ?? member.nickname];
    for (const nickname of nicknames) lines.set(replayKey(nickname, clientMsgId), row.key);
  }
  return lines;
};

const replayKey = (nickname: string, clientMsgId: string) => `${nickname} ${clientMsgId}`;

const keyOf = (epoch: string, id: Letter['id']): Row['key'] => `${epoch}-${id}`;

const rowOf = (letter: Letter, { epoch, you }: { epoch: string; you: Member }): LetterRow => ({
  key: keyOf(epoch, letter.id),
  type: 'letter',
  epoch,
  letter,
  isYours: letter.event.type !== 'unknown' && letter.event.member.id === you.id,
  ...(isBlank(letter.event) && { status: 'deleted' }),
});

const isBlank = (event: Letter['event']) => event.type === 'said' && event.text === '';

/** What a line reads like from now on, and since when, if that is known. */
interface Change {
  readonly text: string;
  readonly at?: number;
}

/** Lines with these changes, by the keys of their rows. Every other row stays the same object, and is not drawn anew. */
const withChanges = (rows: readonly Row[], changes: ReadonlyMap<Row['key'], Change>): readonly Row[] => {
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
