import assert from 'node:assert/strict';
import test from 'node:test';
import type { History, JoinResult, Letter, Mail } from '@mailroom/shared';
import { loadingOlder, notLoadedOlder, splitHistory, withOlderLetters, withOlderPart } from './older-letters.ts';
import { applyPollEvent, initialView, rejoinedView, type RoomView } from './room-view.ts';
import { ann, ben, limits, roomInfo } from '../testing/room-events.ts';

const said = (id: number, text = `message ${id}`): Letter => ({
  id,
  at: id,
  event: { type: 'said', member: ben, text, mutationId: `m${id}` },
});
const edited = (id: number, letterId: number, text: string): Letter => ({
  id,
  at: id,
  event: { type: 'edited', member: ben, letterId, text, mutationId: `m${id}` },
});
const joinResult = (letters: Letter[], next: number, epoch = 'first'): JoinResult => ({
  you: ann,
  epoch,
  next,
  members: [ann, ben],
  letters,
  limits,
  room: roomInfo,
});
const history = (from: number, before: number, letters: Letter[], more: Partial<History> = {}): History => ({
  type: 'history',
  epoch: 'first',
  from,
  before,
  missed: 0,
  hasOlder: from > 0,
  letters,
  ...more,
});
const mail = (letter: Letter): Mail => ({
  type: 'mail',
  epoch: 'first',
  from: letter.id,
  next: letter.id + 1,
  missed: 0,
  letters: [letter],
});
const textsOf = ({ rows }: RoomView) =>
  rows.map((row) => (row.type === 'letter' && 'text' in row.letter.event ? row.letter.event.text : row.type));
const joinedAt10 = initialView(joinResult([said(10), said(11)], 12));

test('older letters are shown above the others, with their changes', () => {
  const view = withOlderLetters(loadingOlder(joinedAt10), history(8, 10, [said(8), said(9), edited(11, 9, 'better')]));
  assert.deepEqual(textsOf(view), ['message 8', 'better', 'message 10', 'message 11']);
  assert.deepEqual([view.olderRowCount, view.next], [2, 12]);
  assert.deepEqual(view.older, { epoch: 'first', before: 8, gone: 0, state: 'available' });
});

test('an answer that does not fit changes nothing: no letter is shown twice', () => {
  const answer = history(8, 10, [said(8), said(9)]);
  assert.equal(withOlderLetters(joinedAt10, answer), joinedAt10, 'nobody asked');
  const loaded = withOlderLetters(loadingOlder(joinedAt10), answer);
  const again = loadingOlder(loaded);
  assert.equal(withOlderLetters(again, answer), again, 'the same part');
  assert.equal(withOlderLetters(again, { ...answer, before: 8, epoch: 'second' }), again, 'another ledger');
  const overlapping = withOlderLetters(again, history(6, 8, [said(6), said(7), said(8), said(9)]));
  assert.deepEqual(textsOf(overlapping).slice(0, 4), ['message 6', 'message 7', 'message 8', 'message 9']);
});

test('a change that arrives before the answer is applied, unless the answer has a later one', () => {
  const loading = [edited(12, 8, 'late'), edited(13, 9, 'early')].reduce(
    (view, letter) => applyPollEvent(view, mail(letter)),
    loadingOlder(joinedAt10),
  );
  const view = withOlderLetters(loading, history(8, 10, [said(8), said(9), edited(14, 9, 'last')]));
  assert.deepEqual(textsOf(view).slice(0, 2), ['late', 'last']);
  const later = applyPollEvent(view, mail(edited(15, 8, 'latest')));
  assert.equal(textsOf(later)[0], 'latest', 'and so are those that arrive later');
});

test('the view knows why there are no older letters', () => {
  const stateAfter = (answer: History) => {
    const { state, gone } = withOlderLetters(loadingOlder(joinedAt10), answer).older;
    return [state, gone];
  };
  assert.equal(initialView(joinResult([said(0)], 1)).older.state, 'complete');
  assert.equal(joinedAt10.older.state, 'available');
  assert.deepEqual(stateAfter(history(0, 10, [said(9)])), ['complete', 0]);
  assert.deepEqual(stateAfter(history(0, 10, [said(9)], { missed: 7, missedMemberships: 4, supersededChanges: 1 })), [
    'gone',
    2,
  ]);
  assert.deepEqual(stateAfter(history(0, 10, [said(9)], { missed: 4, missedMemberships: 4 })), ['complete', 0]);
  assert.deepEqual(stateAfter(history(9, 10, [said(9)], { hasOlder: false })), ['hidden', 0]);
});

test('a rejoin in the same ledger keeps the older letters, one in another ledger ends their loading', () => {
  const loaded = withOlderLetters(loadingOlder(joinedAt10), history(8, 10, [said(8), said(9)]));
  const rejoined = rejoinedView(loaded, joinResult([said(11)], 12));
  assert.deepEqual(rejoined.older, loaded.older);
  assert.deepEqual(textsOf(rejoined).slice(0, 4), textsOf(loaded));
  const restarted = rejoinedView(loadingOlder(loaded), joinResult([said(0)], 1, 'second'));
  assert.deepEqual([restarted.older.state, restarted.olderRowCount], ['former', 2]);
  const late = { ...history(6, 8, [said(6)]), epoch: 'second' };
  assert.equal(withOlderLetters(restarted, late), restarted);
  assert.equal(notLoadedOlder(restarted, 'failed'), restarted);
});

test('the parts of an answer have the same effect as the whole, the newest first', () => {
  const letters = Array.from({ length: 50 }, (_, index) => said(40 + index));
  const answer = history(35, 90, [...letters, edited(91, 45, 'early'), edited(92, 88, 'late')], { missed: 5 });
  const joined = loadingOlder(initialView(joinResult([said(90)], 93)));
  const parts = splitHistory(answer);
  assert.deepEqual(
    parts.map((part) => [part.from, part.before, part.letters.length, part.missed, part.hasOlder]),
    [
      [70, 90, 21, 0, true],
      [50, 70, 20, 0, true],
      [35, 50, 11, 5, true],
    ],
  );
  const [first, second, third] = parts as [History, History, History];
  const partly = withOlderPart(withOlderPart(joined, first), second);
  assert.deepEqual([partly.older.state, partly.older.before], ['loading', 50]);
  const whole = withOlderLetters(joined, answer);
  assert.deepEqual(withOlderLetters(partly, third), whole);
  // A change that arrives before the first part, or between two, concerns a message of the last one.
  const changed = mail(edited(93, 45, 'meanwhile'));
  const inTheEnd = withOlderLetters(applyPollEvent(joined, changed), answer).rows;
  const early = withOlderPart(withOlderPart(applyPollEvent(joined, changed), first), second);
  assert.deepEqual(withOlderLetters(early, third).rows, inTheEnd);
  assert.deepEqual(withOlderLetters(applyPollEvent(partly, changed), third).rows, inTheEnd);
  assert.equal(withOlderPart(joined, second), joined, 'a part that does not fit');
  assert.deepEqual(splitHistory(history(9, 10, [said(9)])), [history(9, 10, [said(9)])]);
});
