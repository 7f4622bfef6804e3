import type { History, Letter } from '@mailroom/shared';
import { applyLetters, messagesByMutationId, type Transcript } from './apply-letters.ts';
import { mayHaveOlder, type OlderLetters, type ViewWithOlder } from './older-letters.ts';
import { mutationIdOf, type LetterRow, type Row } from './row.ts';

/** The parts of a view that change when the room goes on in another ledger. */
export interface ViewOfLedger extends Transcript, ViewWithOlder {
  /** The id of the first letter that is not in the view yet. */
  readonly next: number;
  /** The letter ids of messages of which the view shows a change that the room has lost. They are to be read again. */
  readonly outdated: ReadonlySet<Letter['id']>;
}

/** A ledger that continues the one of a view: the letters with `id < before` are the same in both. */
export interface Continuation {
  readonly epoch: string;
  /** At least 1. */
  readonly before: number;
}

/**
 * The view in a ledger that continues its own. The letters that are the same in both stay the same rows, and the view goes on from the first
 * letter that is not. The rows of letters that the room has lost stay as well; a row after them says how many messages they are.
 */
export const inContinuedLedger = <View extends ViewOfLedger>(view: View, continuation: Continuation): View => {
  const { epoch, before } = continuation;
  const isKept = (row: Row): row is LetterRow =>
    row.type === 'letter' && row.epoch === view.epoch && row.letter.id < before;
  const kept = view.rows.map((row) => (isKept(row) ? { ...row, epoch } : row));
  const repeats = [...view.replayedRows];
  const lostKeys = new Set([
    ...repeats.flatMap(([id, key]) => (id < before ? [] : key)),
    ...kept.flatMap((row) => (row.type === 'letter' && row.epoch === view.epoch && isMessage(row) ? row.key : [])),
  ]);
  const lost: Row = { key: `lost-${epoch}`, type: 'lost', keys: lostKeys, total: lostKeys.size };
  const isFirstRowLost = view.older.epoch === view.epoch && view.older.before > before && mayHaveOlder(view.older);
  const above: Row = { key: `missed-above-${epoch}`, type: 'missed', count: undefined };
  const rows = [...(isFirstRowLost ? [above] : []), ...kept, ...(lostKeys.size > 0 ? [lost] : [])];
  const replayedRows = new Map(repeats.filter(([id]) => id < before));
  return {
    ...view,
    epoch,
    next: Math.min(view.next, before),
    rows,
    olderRowCount: view.olderRowCount + (isFirstRowLost ? 1 : 0),
    older: view.older.epoch === view.epoch ? continuedOlder(view.older, continuation) : view.older,
    previousMessages: messagesByMutationId(rows.filter((row) => row.type === 'letter' && row.epoch !== epoch)),
    replayedRows,
    outdated: outdatedIn({ rows, epoch, replayedRows, outdated: view.outdated }, before),
  };
};

/** The view with outdated messages as they are in an older history. The same view if it is of another ledger. */
export const withCurrentMessages = <View extends ViewOfLedger>(view: View, answer: History): View => {
  const { epoch, outdated, replayedRows } = view;
  if (answer.epoch !== epoch) return view;
  const messages = new Map(answer.letters.flatMap((letter) => (outdated.has(letter.id) ? [[letter.id, letter]] : [])));
  const letterIdOf = letterIdsByRow({ epoch, replayedRows });
  const rows = view.rows.map((row) => {
    const letter = messages.get(letterIdOf(row) ?? -1);
    return row.type === 'letter' && letter ? asSent(row, letter) : row;
  });
  const changes = answer.letters.filter(({ event }) => 'letterId' in event && messages.has(event.letterId));
  const isUnread = (id: number) => id >= answer.before || (answer.hasOlder && id < answer.from);
  return {
    ...view,
    ...applyLetters({ ...view, rows }, changes),
    // The room no longer has those that were asked for and are not in the answer.
    outdated: new Set([...outdated].filter(isUnread)),
  };
};

/** The outdated messages after these letters. What a later change says is right. */
export const outdatedAfter = (
  outdated: ReadonlySet<Letter['id']>,
  letters: readonly Letter[],
): ReadonlySet<Letter['id']> => {
  if (outdated.size === 0) return outdated;
  const changed = new Set(letters.flatMap(({ event }) => ('letterId' in event ? event.letterId : [])));
  return new Set([...outdated].filter((id) => !changed.has(id)));
};

/** The state of the older letters, which the continued ledger has as far as it has any. */
const continuedOlder = (older: OlderLetters, { epoch, before }: Continuation): OlderLetters => ({
  epoch,
  before: Math.min(older.before, before),
  gone: older.gone,
  // The answer to a request that is under way does not count any more.
  state: older.state === 'loading' || older.state === 'failed' ? 'available' : older.state,
});

/** The ids of the messages whose last change is not among the letters before `before`, or may not be. */
const outdatedIn = (
  { rows, epoch, replayedRows, outdated }: Pick<ViewOfLedger, 'rows' | 'epoch' | 'replayedRows' | 'outdated'>,
  before: number,
): ReadonlySet<Letter['id']> => {
  const letterIdOf = letterIdsByRow({ epoch, replayedRows });
  const isOutdated = (row: Row) => row.type === 'letter' && row.status && (row.changeId ?? before) >= before;
  return new Set([
    ...[...outdated].filter((id) => id < before),
    ...rows.flatMap((row) => (isOutdated(row) ? (letterIdOf(row) ?? []) : [])),
  ]);
};

/** Returns a function that returns the id that the letter of a row has in the ledger `epoch`, if it is there. */
const letterIdsByRow = ({ epoch, replayedRows }: Pick<ViewOfLedger, 'epoch' | 'replayedRows'>) => {
  const replayed = new Map(Array.from(replayedRows, ([id, key]) => [key, id]));
  return (row: Row): Letter['id'] | undefined =>
    row.type === 'letter' && row.epoch === epoch ? row.letter.id : replayed.get(row.key);
};

/** The row as it was before any change, with the text that the room now has. */
const asSent = ({ key, type, epoch, isYours, letter }: LetterRow, { event }: Letter): LetterRow => {
  if (letter.event.type !== 'said' || event.type !== 'said') return { key, type, epoch, isYours, letter };
  const { text } = event;
  const row = { key, type, epoch, isYours, letter: { ...letter, event: { ...letter.event, text } } };
  return text === '' ? { ...row, status: 'deleted' } : row;
};

const isMessage = (row: LetterRow) => mutationIdOf(row) !== undefined && row.status !== 'deleted';
