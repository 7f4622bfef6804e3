import assert from 'node:assert/strict';
import test from 'node:test';
import type { History, JoinResult, Letter, Mail, RoomEvent } from '@mailroom/shared';
import { withCurrentMessages, outdatedIds } from './continued-ledger.ts';
import { loadingOlder, withOlderLetters } from './older-letters.ts';
import { applyPollEvent, initialView, rejoinedView, type RoomView } from './room-view.ts';
import { ann, ben, deleted, edited, limits, roomInfo, said, reacted } from '../testing/room-events.ts';

const lettersFrom = (from: number, events: RoomEvent[]): Letter[] =>
  events.map((event, index) => ({ id: from + index, at: 0, event }));
const joinResult = (epoch: string, next: number, letters: Letter[] = []): JoinResult => ({
  you: ann,
  epoch,
  next,
  members: [ann, ben],
  letters,
  limits,
  room: roomInfo,
});
const mail = (epoch: string, from: number, ...events: RoomEvent[]): Mail => ({
  type: 'mail',
  epoch,
  from,
  next: from + events.length,
  missed: 0,
  letters: lettersFrom(from, events),
});
const history = (from: number, before: number, letters: Letter[], more: Partial<History> = {}): History => ({
  type: 'history',
  epoch: 'B',
  from,
  before,
  missed: 0,
  hasOlder: from > 0,
  letters,
  ...more,
});

/** A view of ledger A that has the letters from 10 on. */
const viewOf = (...events: RoomEvent[]): RoomView =>
  applyPollEvent(initialView(joinResult('A', 10, [])), mail('A', 10, ...events));

/** The view after the room lost the letters of its ledger from `before` on, and continues in ledger `epoch`. */
const afterLoss = (view: RoomView, before: number, { epoch = 'B', next = before, you = ann } = {}): RoomView => {
  const agreement = { epoch: view.epoch, before };
  const reset = applyPollEvent(view, { type: 'reset', why: 'epoch', epoch, oldest: 0, next, agreement });
  return rejoinedView(reset, { ...joinResult(epoch, next, lettersFrom(next - 1, [said('tail')])), you }, before);
};

const describe = ({ rows }: RoomView) =>
  rows.map((row) => {
    if (row.type === 'missed') return `${row.count ?? 'perhaps some'} missed`;
    if (row.type === 'lost') return `${row.keys.size} of ${row.total} lost`;
    if (row.type === 'notice') return row.notice;
    const { event } = row.letter;
    const text = event.type === 'said' ? event.text : event.type;
    return row.status ? `${text} (${row.status})` : text;
  });

test('after a loss of which the page has seen nothing, it continues as if nothing had happened', () => {
  const before = viewOf(said('one'), said('two'));
  const view = applyPollEvent(afterLoss(before, 12, { next: 14 }), mail('B', 12, said('three')));
  assert.deepEqual(describe(view), ['one', 'two', 'three']);
  assert.deepEqual([view.epoch, view.next], ['B', 13]);
  assert.deepEqual(
    view.rows.slice(0, 2).map(({ key }) => key),
    before.rows.map(({ key }) => key),
    'the same rows',
  );
});

test('a page that is behind what was lost reads on from its own place', () => {
  const view = afterLoss(viewOf(said('one')), 14, { next: 20 });
  assert.equal(view.next, 11);
  assert.deepEqual(describe(applyPollEvent(view, mail('B', 11, said('two')))), ['one', 'two']);
});

test('what was lost stays above a line that says so, and what follows takes its numbers', () => {
  const before = viewOf(said('kept'), said('lost'), { type: 'joined', member: ben }, said('lost, too'));
  const lost = afterLoss(before, 11, { next: 14 });
  assert.equal(lost.next, 11);
  const view = applyPollEvent(lost, mail('B', 11, said('new'), said('newer')));
  assert.deepEqual(describe(view), ['kept', 'lost', 'joined', 'lost, too', '2 of 2 lost', 'new', 'newer']);
  const keys = view.rows.map(({ key }) => key);
  assert.equal(new Set(keys).size, keys.length);
  assert.deepEqual(
    keys.filter((key) => before.rows.some((row) => row.key === key)),
    before.rows.map(({ key }) => key),
  );
  assert.deepEqual(
    view.rows.flatMap((row) => (row.type === 'letter' ? `${row.epoch}${row.letter.id}` : [])),
    ['B10', 'A11', 'A12', 'A13', 'B11', 'B12'],
  );
});

test('lost joins, leaves, changes and deleted messages are not counted as lost messages', () => {
  const lost = [said('gone'), deleted(11), { type: 'joined', member: ben } as const];
  assert.deepEqual(describe(afterLoss(viewOf(said('kept'), ...lost), 11)), ['kept', ' (deleted)', 'joined']);
});

test('edits and deletions find the messages that were kept, and no lost message with the same number', () => {
  const view = afterLoss(viewOf(said('one'), said('two'), said('lost')), 12);
  const changed = applyPollEvent(view, mail('B', 12, said('new'), edited(10, 'uno'), deleted(11), edited(12, 'neu')));
  assert.deepEqual(describe(changed), ['uno (edited)', ' (deleted)', 'lost', '1 of 1 lost', 'neu (edited)']);
});

test('a lost message that its author sends again is the same row, and no longer lost', () => {
  const view = afterLoss(viewOf(said('kept'), said('one'), said('two')), 11);
  const once = applyPollEvent(view, mail('B', 11, said('two'), edited(11, 'zwei')));
  assert.deepEqual(describe(once), ['kept', 'one', 'zwei (edited)', '1 of 2 lost']);
  assert.deepEqual(describe(applyPollEvent(once, mail('B', 13, said('one')))).at(-1), '0 of 2 lost');
  const again = afterLoss(once, 11, { epoch: 'C' });
  assert.deepEqual(describe(again), ['kept', 'one', 'zwei (edited)', '1 of 2 lost', '1 of 1 lost']);
});

test('a message of the common part that is sent again is another message', () => {
  const view = applyPollEvent(afterLoss(viewOf(said('kept')), 11), mail('B', 11, said('kept')));
  assert.deepEqual(describe(view), ['kept', 'kept']);
});

test('nobody passes a message off as one that was kept or lost', () => {
  const view = afterLoss(viewOf(said('kept'), said('lost')), 11);
  const forged = { ...said('lost'), text: 'forged' } as RoomEvent;
  assert.deepEqual(describe(applyPollEvent(view, mail('B', 11, forged))), ['kept', 'lost', '1 of 1 lost', 'forged']);
});

test('losses follow one another, each with its own line', () => {
  const first = applyPollEvent(afterLoss(viewOf(said('a'), said('b'), said('c')), 12), mail('B', 12, said('d')));
  const second = applyPollEvent(afterLoss(first, 11, { epoch: 'C' }), mail('C', 11, said('e'), edited(10, 'A')));
  assert.deepEqual(describe(second), ['A (edited)', 'b', 'c', '1 of 1 lost', 'd', '2 of 2 lost', 'e']);
});

test('older letters are those of the new ledger', () => {
  const loaded = (view: RoomView, answer: History) => withOlderLetters(loadingOlder(view), answer);
  const view = afterLoss(loadingOlder(viewOf(said('kept'), said('lost'))), 11);
  assert.deepEqual(view.older, { epoch: 'B', before: 10, gone: 0, state: 'available' });
  const late = history(9, 10, lettersFrom(9, [said('late')]), { epoch: 'A' });
  assert.equal(withOlderLetters(view, late), view, 'an answer of the former ledger does not count');
  const more = loaded(view, history(8, 10, lettersFrom(8, [said('eight'), said('nine')])));
  assert.deepEqual(describe(more), ['eight', 'nine', 'kept', 'lost', '1 of 1 lost']);
});

test('a page that has only lost letters loads those before the loss, and says that some may be missing between', () => {
  const view = afterLoss(viewOf(said('lost')), 7);
  assert.deepEqual(view.older, { epoch: 'B', before: 7, gone: 0, state: 'available' });
  assert.deepEqual(describe(view), ['perhaps some missed', 'lost', '1 of 1 lost']);
  const loaded = withOlderLetters(loadingOlder(view), history(6, 7, lettersFrom(6, [said('six')])));
  assert.deepEqual(describe(loaded), ['six', 'perhaps some missed', 'lost', '1 of 1 lost']);
  assert.equal(loaded.olderRowCount, 2);
  const directly = afterLoss(viewOf(said('lost')), 10);
  assert.deepEqual(describe(directly), ['lost', '1 of 1 lost'], 'nothing is between');
});

test('a member whose session was lost, too, may miss letters before their new mailbox', () => {
  const you = { ...ann, id: 'new' };
  const view = afterLoss(viewOf(said('kept'), said('lost')), 11, { next: 30, you });
  assert.deepEqual(describe(view), ['kept', 'lost', '1 of 1 lost', 'perhaps some missed']);
  assert.deepEqual(describe(afterLoss(viewOf(said('kept'), said('lost')), 11, { next: 12, you })).length, 3);
});

test('a message of which the room lost a change is outdated until it was read again', () => {
  const before = viewOf(
    said('one'),
    edited(10, 'uno'),
    said('two'),
    edited(12, 'zwei'),
    edited(10, 'eins'),
    deleted(12),
  );
  const view = afterLoss(before, 13);
  assert.deepEqual([...outdatedIds(view.outdated)], [10, 12]);
  const answer = history(10, 13, [
    { id: 10, at: 0, event: said('one') },
    { id: 11, at: 0, event: edited(10, 'uno') },
    { id: 12, at: 0, event: said('two') },
  ]);
  const current = withCurrentMessages(view, answer);
  assert.deepEqual(describe(current), ['uno (edited)', 'two']);
  assert.deepEqual([...outdatedIds(current.outdated)], []);
  assert.deepEqual(
    [...outdatedIds(afterLoss(current, 13, { epoch: 'C' }).outdated)],
    [],
    'nothing is lost of it any more',
  );
  const [one] = current.rows;
  assert(one?.type === 'letter');
  assert.equal(one.sentText, 'one');
});

test('lost reactions and lost texts are read again, each without the other', () => {
  const before = viewOf(said('one'), said('two'), reacted(10, '👍'), reacted(11, '👍'), edited(10, 'uno'));
  const reacting = afterLoss(applyPollEvent(before, mail('A', 15, reacted(10, '🎉'), edited(11, 'lost'))), 15);
  assert.deepEqual([[...reacting.outdated.texts], [...reacting.outdated.reactions]], [[11], [10]]);
  const later = applyPollEvent(reacting, mail('B', 15, edited(10, 'new'), reacted(11, '❤️')));
  assert.deepEqual([[...later.outdated.texts], [...later.outdated.reactions]], [[11], [10]]);
  const late = history(
    10,
    15,
    lettersFrom(10, [said('one'), said('two'), reacted(10, '👍'), reacted(11, '👍'), edited(10, 'uno')]),
  );
  const current = withCurrentMessages(later, late);
  assert.deepEqual(describe(current), ['new (edited)', 'two']);
  const emojis = current.rows.map((row) => row.type === 'letter' && row.reactions?.list.map(({ emoji }) => emoji));
  assert.deepEqual(emojis, [['👍'], ['❤️']]);
});

test('a message whose deletion was lost has its reactions again', () => {
  const emojisOf = ({ rows }: ReturnType<typeof viewOf>) =>
    rows.map((row) => row.type === 'letter' && row.reactions?.list.map(({ emoji }) => emoji));
  const answer = history(10, 12, lettersFrom(10, [said('one'), reacted(10, '👍')]));
  for (const before of [viewOf(said(''), reacted(10, '👍'), deleted(10)), viewOf(said(''))]) {
    const view = afterLoss(before, 12);
    const current = withCurrentMessages(view, answer);
    assert.deepEqual([describe(current), emojisOf(current)], [['one'], [['👍']]]);
  }
});

test('a change in the new ledger is newer than what is read again', () => {
  const view = afterLoss(viewOf(said('one'), edited(10, 'lost')), 11);
  const changed = applyPollEvent(view, mail('B', 11, edited(10, 'new')));
  assert.deepEqual([...outdatedIds(changed.outdated)], []);
  const late = history(10, 11, lettersFrom(10, [said('one')]));
  assert.deepEqual(describe(withCurrentMessages(changed, late)), ['new (edited)']);
});

test('a deletion without its letter is not certain: the message is read again', () => {
  const redacted = viewOf(said(''), said('other'));
  assert.deepEqual([...outdatedIds(afterLoss(redacted, 12).outdated)], [10]);
  const still = withCurrentMessages(
    afterLoss(redacted, 12),
    history(10, 12, lettersFrom(10, [said(''), said('other')])),
  );
  assert.deepEqual(describe(still), [' (deleted)', 'other']);
});

test('an edit whose text was deleted later does not prove the deletion, which may be lost', () => {
  const view = viewOf(said('one'), edited(10, ''));
  assert.deepEqual(describe(view), [' (deleted)']);
  assert.deepEqual([...outdatedIds(afterLoss(view, 12).outdated)], [10]);
  const certain = applyPollEvent(view, mail('A', 12, deleted(10)));
  assert.deepEqual([...outdatedIds(afterLoss(certain, 13).outdated)], []);
});

test('a message that the room no longer has is not asked for again; one before the answer is', () => {
  const view = afterLoss(viewOf(said('one'), said('two'), edited(10, 'lost'), edited(11, 'lost')), 12);
  assert.deepEqual([...outdatedIds(view.outdated)], [10, 11]);
  const part = withCurrentMessages(view, history(11, 12, lettersFrom(11, [said('two')])));
  assert.deepEqual([describe(part), [...outdatedIds(part.outdated)]], [['lost (edited)', 'two'], [10]]);
  assert.deepEqual([...outdatedIds(withCurrentMessages(part, history(0, 11, [])).outdated)], []);
  assert.equal(withCurrentMessages(view, history(11, 12, [], { epoch: 'A' })), view, 'another ledger');
  assert.deepEqual([...outdatedIds(afterLoss(part, 11, { epoch: 'C' }).outdated)], [10], 'also after the next loss');
});

test('a lost change of a message that was sent again after an earlier loss is read again, too', () => {
  const first = rejoinedView(viewOf(said('one')), joinResult('B', 0));
  const replayed = applyPollEvent(first, mail('B', 0, said('one'), edited(0, 'lost')));
  const view = afterLoss(replayed, 1, { epoch: 'C' });
  assert.deepEqual([describe(view), [...outdatedIds(view.outdated)]], [['lost (edited)', 'room-restarted'], [0]]);
  const current = withCurrentMessages(view, history(0, 1, lettersFrom(0, [said('one')]), { epoch: 'C' }));
  assert.deepEqual(describe(current), ['one', 'room-restarted']);
  assert.deepEqual(describe(applyPollEvent(current, mail('C', 1, deleted(0)))), [' (deleted)', 'room-restarted']);
});

test('the last letters of a ledger without anything in common may not be all', () => {
  const view = rejoinedView(viewOf(said('one')), joinResult('B', 6, lettersFrom(4, [said('five'), said('six')])));
  assert.deepEqual(describe(view), ['one', 'room-restarted', 'perhaps some missed', 'five', 'six']);
});
