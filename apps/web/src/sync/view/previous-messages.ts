import type { RoomEvent } from '@mailroom/shared';
import { createMessageIndex, type MessageIndex } from './message-index.ts';
import type { Row } from './row.ts';

/** A message from an earlier ledger. */
export interface PreviousMessage {
  readonly key: Row['key'];
  /** Its text as it was sent; empty if it was deleted. */
  readonly sentText: string;
  /** The message that it replies to, if any: its mutation id, if the page has that message. */
  readonly repliesTo?: { readonly mutationId: string | undefined };
}

/** The messages of these rows, by mutation id. */
export const messagesByMutationId = (rows: readonly Row[]): Map<string, PreviousMessage> => {
  const messages = new Map<string, PreviousMessage>();
  const index = createMessageIndex({ rows, epoch: '', replayedRows: new Map() });
  for (const row of rows) {
    if (row.type !== 'letter' || row.letter.event.type !== 'said') continue;
    const { text, mutationId, replyTo } = row.letter.event;
    const sentText = row.status === 'edited' ? (row.sentText ?? '') : text;
    const original = replyTo === undefined ? undefined : index.byLetter({ id: replyTo, epoch: row.epoch });
    const reply = replyTo !== undefined && { repliesTo: { mutationId: original?.event.mutationId } };
    // The first one: a later one with the same id has another text.
    if (!messages.has(mutationId)) messages.set(mutationId, { key: row.key, sentText, ...reply });
  }
  return messages;
};

type SaidEvent = Extract<RoomEvent, { type: 'said' }>;

/**
 * Whether a message with the mutation id of a previous one repeats it. Only its author can send that id. With another text, or as a reply to
 * another message, it is a new one: otherwise the author could show one text to those who were here before the restart, and another one to
 * those who came later.
 *
 * @param findLetter returns the message that a letter of the new ledger sent, if the page has it
 */
export const isRepetition = (event: SaidEvent, previous: PreviousMessage, findLetter: FindLetter): boolean => {
  const { sentText, repliesTo } = previous;
  const hasSameText = event.text === sentText || sentText === '' || event.text === '';
  if (event.replyTo === undefined || !repliesTo) return hasSameText && event.replyTo === undefined && !repliesTo;
  const ids = [findLetter(event.replyTo)?.event.mutationId, repliesTo.mutationId];
  return hasSameText && (ids.includes(undefined) || ids[0] === ids[1]);
};

type FindLetter = (id: number) => ReturnType<MessageIndex['byLetter']>;
