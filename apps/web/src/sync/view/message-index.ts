import type { Letter } from '@mailroom/shared';
import type { LetterRow, Row, VisibleRow } from './row.ts';

/** Finds messages that replies and pending changes name. */
export interface MessageIndex {
  /** The message that letter `id` of the ledger `epoch` sent, or repeated. Undefined if the page does not have it. */
  readonly byLetter: (letter: { readonly id: Letter['id']; readonly epoch: string }) => IndexedMessage | undefined;
  /** The latest message with this mutation id. */
  readonly byMutationId: (mutationId: string) => IndexedMessage | undefined;
}

/** A message of the transcript. `isIgnored`: the reader ignores its author. */
export interface IndexedMessage {
  readonly row: LetterRow;
  readonly event: LetterRow['letter']['event'] & { type: 'said' };
  readonly isIgnored: boolean;
}

/** The parts of a view that name its messages. */
interface ViewOfMessages {
  readonly rows: readonly VisibleRow[];
  readonly epoch: string;
  /** The letters of this ledger that repeat a message of an earlier one, with the key of its row. */
  readonly replayedRows: ReadonlyMap<Letter['id'], Row['key']>;
}

/** Creates the index of the messages of a view. The first search in an array of rows visits all of them; later ones are lookups. */
export const createMessageIndex = ({ rows, epoch, replayedRows }: ViewOfMessages): MessageIndex => {
  const messages = () => indexOfRows(rows);
  return {
    byLetter: (letter) => {
      const replayedKey = letter.epoch === epoch ? replayedRows.get(letter.id) : undefined;
      if (replayedKey !== undefined) return messages().byKey.get(replayedKey);
      const name = `${letter.epoch}-${letter.id}`;
      // The key of a row that was there before its ledger was continued still names the former one.
      return messages().byLetter.get(name) ?? messages().byKey.get(name);
    },
    byMutationId: (mutationId) => messages().byMutationId.get(mutationId),
  };
};

const indexOfRows = (rows: readonly VisibleRow[]) => {
  const index = indices.get(rows) ?? indexRows(rows);
  indices.set(rows, index);
  return index;
};

const indices = new WeakMap<readonly VisibleRow[], ReturnType<typeof indexRows>>();

const indexRows = (rows: readonly VisibleRow[]) => {
  const messages = rows.flatMap((row) => indexedMessage(row) ?? []);
  return {
    byKey: new Map(messages.map((message) => [message.row.key, message])),
    byLetter: new Map(messages.map((message) => [`${message.row.epoch}-${message.row.letter.id}`, message])),
    byMutationId: new Map(messages.map((message) => [message.event.mutationId, message])),
  };
};

const indexedMessage = (visible: VisibleRow): IndexedMessage | undefined => {
  const isIgnored = visible.type === 'ignored';
  const row = isIgnored ? visible.row : visible;
  return row.type === 'letter' && row.letter.event.type === 'said'
    ? { row, event: row.letter.event, isIgnored }
    : undefined;
};
