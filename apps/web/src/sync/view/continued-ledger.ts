import type { History, Letter } from '@mailroom/shared';
import { applyLetters, type Transcript } from './apply-letters.ts';
import { mayHaveOlder, type OlderLetters, type ViewWithOlder } from './older-letters.ts';
import { messagesByMutationId } from './previous-messages.ts';
import { mutationIdOf, type LetterRow, type Row } from './row.ts';

/** The parts of a view that change when the room continues in another ledger. */
export interface ViewOfLedger extends Transcript, ViewWithOlder {
  /** The id of the first letter that is not in the view yet. */
  readonly next: number;
  readonly outdated: Outdated;
}

/** The letter ids of messages of which the view shows what the room has lost. They are to be read again. */
export interface Outdated {
  /** Those with an edit or a deletion that was lost. */
  readonly texts: ReadonlySet<Letter['id']>;
  /** Those with reactions that were lost. */
  readonly reactions: ReadonlySet<Letter['id']>;
}

export const NOTHING_OUTDATED: Outdated = { texts: new Set(), reactions: new Set() };

/** The ids of all outdated messages. */
export const outdatedIds = ({ texts, reactions }: Outdated): ReadonlySet<Letter['id']> =>
  new Set([...texts, ...reactions]);

/** A ledger that continues the one of a view: the letters with `id < before` are the same in both. */
export interface Continuation {
  readonly epoch: string;
  /** At least 1. */
  readonly before: number;
}

/**
 * The view in a ledger that continues its own. The letters that are the same in both stay the same rows, and the view continues from the first
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
  const { texts, reactions } = outdated;
  if (answer.epoch !== epoch) return view;
  const ids = outdatedIds(outdated);
  const messages = new Map(answer.letters.flatMap((letter) => (ids.has(letter.id) ? [[letter.id, letter]] : [])));
  const letterIdOf = letterIdsByRow({ epoch, replayedRows });
  const rows = view.rows.map((row) => {
    const letter = messages.get(letterIdOf(row) ?? -1);
    if (row.type !== 'letter' || !letter) return row;
    const withText = texts.has(letter.id) ? asSent(row, letter) : row;
    return reactions.has(letter.id) ? withoutReactions(withText) : withText;
  });
  const changes = answer.letters.filter(
    ({ event }) => 'letterId' in event && (event.type === 'reacted' ? reactions : texts).has(event.letterId),
  );
  const isUnread = (id: number) => id >= answer.before || (answer.hasOlder && id < answer.from);
  return {
    ...view,
    ...applyLetters({ ...view, rows }, changes),
    // The room no longer has those that were asked for and are not in the answer.
    outdated: { texts: filterIds(texts, isUnread), reactions: filterIds(reactions, isUnread) },
  };
};

/** The outdated messages after these letters. What a later change says is right. */
export const outdatedAfter = (outdated: Outdated, letters: readonly Letter[]): Outdated => {
  if (outdatedIds(outdated).size === 0) return outdated;
  const withoutChanged = (ids: ReadonlySet<Letter['id']>, types: readonly Letter['event']['type'][]) => {
    const changed = new Set(
      letters.flatMap(({ event }) => ('letterId' in event && types.includes(event.type) ? event.letterId : [])),
    );
    return filterIds(ids, (id) => !changed.has(id));
  };
  return {
    texts: withoutChanged(outdated.texts, ['edited', 'deleted']),
    reactions: withoutChanged(outdated.reactions, ['reacted', 'deleted']),
  };
};

/** The state of the older letters, which the continued ledger has as far as it has any. */
const continuedOlder = (older: OlderLetters, { epoch, before }: Continuation): OlderLetters => ({
  epoch,
  before: Math.min(older.before, before),
  gone: older.gone,
  // The answer to a request that is under way does not count any more.
  state: older.state === 'loading' || older.state === 'failed' ? 'available' : older.state,
});

/** The messages whose last change, or whose reactions, are not among the letters before `before`, or may not be. */
const outdatedIn = (
  { rows, epoch, replayedRows, outdated }: Pick<ViewOfLedger, 'rows' | 'epoch' | 'replayedRows' | 'outdated'>,
  before: number,
): Outdated => {
  const letterIdOf = letterIdsByRow({ epoch, replayedRows });
  const outdatedRows = (ids: ReadonlySet<Letter['id']>, isOutdated: (row: LetterRow) => boolean) => {
    const added = rows.flatMap((row) => (row.type === 'letter' && isOutdated(row) ? (letterIdOf(row) ?? []) : []));
    return new Set([...filterIds(ids, (id) => id < before), ...added]);
  };
  return {
    texts: outdatedRows(outdated.texts, ({ status, changeId = before }) => status !== undefined && changeId >= before),
    // With the deletion of a message, the reactions that it superseded are back.
    reactions: outdatedRows(outdated.reactions, ({ status, changeId = before, reactions }) =>
      reactions ? reactions.id >= before : status === 'deleted' && changeId >= before,
    ),
  };
};

const filterIds = <Item>(items: ReadonlySet<Item>, isWanted: (item: Item) => boolean): ReadonlySet<Item> =>
  new Set([...items].filter(isWanted));

/** Returns a function that returns the id that the letter of a row has in the ledger `epoch`, if it is there. */
const letterIdsByRow = ({ epoch, replayedRows }: Pick<ViewOfLedger, 'epoch' | 'replayedRows'>) => {
  const replayed = new Map(Array.from(replayedRows, ([id, key]) => [key, id]));
  return (row: Row): Letter['id'] | undefined =>
    row.type === 'letter' && row.epoch === epoch ? row.letter.id : replayed.get(row.key);
};

/** The row as it was before any change, with the text that the room now has. */
const asSent = ({ key, type, epoch, isYours, letter, reactions }: LetterRow, { event }: Letter): LetterRow => {
  const row = { key, type, epoch, isYours, letter };
  if (letter.event.type !== 'said' || event.type !== 'said') return row;
  const { text } = event;
  const sent = { ...row, letter: { ...letter, event: { ...letter.event, text } } };
  return { ...sent, ...(text === '' && { status: 'deleted' }), ...(reactions && { reactions }) };
};

const withoutReactions = ({ reactions: _lost, ...row }: LetterRow): LetterRow => row;

const isMessage = (row: LetterRow) => mutationIdOf(row) !== undefined && row.status !== 'deleted';
