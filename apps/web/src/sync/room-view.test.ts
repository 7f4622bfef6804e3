import assert from 'node:assert/strict';
import test from 'node:test';
import type { Letter, Member, RoomEvent, JoinResult } from '@mailroom/shared';
import type { PollEvent } from './poll-room.ts';
import { countMessagesFromOthers } from './ignored-rows.ts';
import { initialView, applyPollEvent, withMembers, rejoinedView, type RoomView } from './room-view.ts';

const [ann, ben, cleo] = ['Ann', 'Ben', 'Cleo'].map((nickname) => ({ id: nickname.toLowerCase(), nickname })) as [
  Member,
  Member,
  Member,
];
const letter = (id: number, event: RoomEvent): Letter => ({ id, at: 0, event });
const unknown: Letter = { id: 2, at: 0, event: { type: 'unknown' } };
const joined = (member: Member): RoomEvent => ({ type: 'joined', member });
const left = (member: Member): RoomEvent => ({ type: 'left', member, reason: '' });
const said = (text: string): RoomEvent => ({ type: 'said', member: ben, text, clientMsgId: text });
const edited = (letter: number, text: string): RoomEvent => ({
  type: 'edited',
  member: ben,
  letter,
  text,
  clientMsgId: `edit of ${letter}`,
});
const deleted = (letter: number): RoomEvent => ({
  type: 'deleted',
  member: ben,
  letter,
  clientMsgId: `deletion of ${letter}`,
});
const renamed = (member: Member, nickname: string): RoomEvent => ({
  type: 'renamed',
  member: { ...member, nickname },
  before: member.nickname,
  clientMsgId: nickname,
});
const mail = (from: number, events: RoomEvent[], missed = 0): PollEvent => ({
  type: 'mail',
  epoch: 'first',
  from,
  next: from + missed + events.length,
  missed,
  letters: events.map((event, index) => letter(from + missed + index, event)),
});
const visit: JoinResult = {
  you: ann,
  epoch: 'first',
  next: 1,
  members: [ann],
  letters: [letter(0, joined(ann))],
  limits: { nicknameLength: 16, messageLength: 256, messagesPerWindow: 10, windowMs: 3_000, holdMs: 50_000 },
};
const after = (...news: PollEvent[]) => news.reduce(applyPollEvent, initialView(visit));

/** The transcript as a person would tell it. */
const story = ({ rows }: RoomView) =>
  rows.map((row) => {
    if (row.type === 'missed') return `${row.count} missed`;
    if (row.type === 'remark') return row.remark;
    const { event } = row.letter;
    if (event.type === 'unknown') return event.type;
    if (event.type !== 'said') return `${event.member.nickname} ${event.type}`;
    return row.status ? `${event.text} (${row.status})` : event.text;
  });
const here = ({ members }: RoomView) => [...members.values()].map(({ nickname }) => nickname);

test('a newcomer sees the tail, and that the connection is being made, then that it is', () => {
  assert.deepEqual(story(initialView(visit)), ['Ann joined', 'establishing']);
  assert.deepEqual(story(after({ type: 'reconnect', epoch: 'first', next: 1 })), ['Ann joined', 'connected']);
});

test('letters come to stand in order, and members with them', () => {
  const view = after(mail(1, [joined(ben), said('one'), joined(cleo)]), mail(4, [said('two'), left(cleo)]));
  assert.deepEqual(story(view), ['Ann joined', 'connected', 'Ben joined', 'one', 'Cleo joined', 'two', 'Cleo left']);
  assert.deepEqual(here(view), ['Ann', 'Ben']);
  assert.equal(view.next, 6);
});

test('the same mail twice shows its letters once', () => {
  const once = after(mail(1, [joined(ben), said('one')]));
  assert.deepEqual(applyPollEvent(once, mail(1, [joined(ben), said('one')])), once);
  const overlapping = applyPollEvent(once, mail(2, [said('one'), said('two')]));
  assert.deepEqual(story(overlapping), [...story(once), 'two']);
});

test('who left without having been seen is no mishap, and neither is who came twice', () => {
  const view = after(mail(1, [left(cleo), joined(ben), joined(ben), left(cleo)]));
  assert.deepEqual(here(view), ['Ann', 'Ben']);
});

test('what is gone from the ledger stands in the transcript as a gap, before what is left', () => {
  const view = after(mail(1, [said('late')], 17));
  assert.deepEqual(story(view), ['Ann joined', 'connected', '17 missed', 'late']);
});

test('a lost connection shows, and says once that it is back, before what came with it', () => {
  const lost = after(mail(1, []), { type: 'lost' }, { type: 'lost' });
  assert.deepEqual(lost.connection, { state: 'reconnecting' });
  const back = applyPollEvent(lost, mail(1, [said('meanwhile')]));
  assert.deepEqual(story(back), ['Ann joined', 'connected', 'connected-again', 'meanwhile']);
  assert.deepEqual(back.connection, { state: 'live' });
});

test('a connection that comes and goes says so once, not each time', () => {
  const view = after(
    mail(1, []),
    { type: 'lost' },
    mail(1, []),
    { type: 'lost' },
    mail(1, []),
    { type: 'lost' },
    mail(1, []),
  );
  assert.deepEqual(story(view), ['Ann joined', 'connected', 'connected-again']);
});

test('a restart is a lost connection; everything else that closes is the end', () => {
  assert.deepEqual(after({ type: 'closed', why: 'restarting', retryAfterMs: 1 }).connection, { state: 'reconnecting' });
  assert.deepEqual(after({ type: 'closed', why: 'left' }).connection, { state: 'ended', why: 'left' });
  assert.deepEqual(after(mail(1, []), { type: 'expelled' }).connection, { state: 'ended', why: 'expelled' });
  assert.deepEqual(after({ type: 'expelled' }).connection, { state: 'ended', why: 'no-cookie' });
});

test('a ledger begun anew keeps what stands on the screen, and goes on after it', () => {
  const before = after(mail(1, [joined(ben), said('one')]), {
    type: 'reset',
    why: 'epoch',
    epoch: 'second',
    oldest: 0,
    next: 1,
  });
  assert.deepEqual(before.connection, { state: 'resyncing', why: 'reset' });
  const view = rejoinedView(before, { ...visit, epoch: 'second' });
  assert.deepEqual(story(view), ['Ann joined', 'connected', 'Ben joined', 'one', 'started-over', 'Ann joined']);
  assert.deepEqual([here(view), view.epoch, view.next], [['Ann'], 'second', 1]);
  const keys = applyPollEvent(view, { type: 'reconnect', epoch: 'second', next: 1 }).rows.map(({ key }) => key);
  assert.equal(new Set(keys).size, keys.length);
});

test('when an answer did not fit, the page says so and goes on from where it was', () => {
  const strayed = after(mail(1, [joined(ben)]), { type: 'strayed' });
  const view = rejoinedView(strayed, { ...visit, next: 4, members: [ann, ben, cleo] });
  const caughtUp = applyPollEvent(view, mail(2, [joined(cleo), said('between')]));
  assert.deepEqual(story(caughtUp), ['Ann joined', 'connected', 'Ben joined', 'resynced', 'Cleo joined', 'between']);
  assert.deepEqual([here(caughtUp), caughtUp.next], [['Ann', 'Ben', 'Cleo'], 4]);
});

test('what does not change stays the same object, so that nothing is drawn for it', () => {
  const view = after(mail(1, [said('one')]));
  const next = applyPollEvent(view, { type: 'reconnect', epoch: 'first', next: 2 });
  assert.equal(next.rows, view.rows);
  assert.equal(next.members, view.members);
});

test('after a gap the roster is in doubt, until somebody counts again', () => {
  const gap = after(mail(1, [said('late')], 17));
  assert.equal(gap.isRosterStale, true);
  const counted = withMembers(gap, { epoch: 'first', next: 19, members: [ann, cleo] });
  assert.deepEqual([here(counted), counted.isRosterStale], [['Ann', 'Cleo'], false]);
});

test('who came and went after the count are counted too, and a count of another ledger is none', () => {
  const gap = after(mail(1, [said('late')], 17), mail(19, [joined(ben), left(cleo)]));
  const counted = withMembers(gap, { epoch: 'first', next: 19, members: [ann, cleo] });
  assert.deepEqual(here(counted), ['Ann', 'Ben']);
  assert.equal(withMembers(gap, { epoch: 'second', next: 0, members: [] }), gap);
});

test('whom the room had let go is told so when they are back, and reads on', () => {
  const letGo = after(mail(1, [joined(ben)]), { type: 'closed', why: 'timeout' });
  assert.deepEqual(letGo.connection, { state: 'resyncing', why: 'timeout' });
  const back = applyPollEvent(rejoinedView(letGo, { ...visit, next: 4 }), mail(2, [left(ann), joined(ann)]));
  assert.deepEqual(story(back), ['Ann joined', 'connected', 'Ben joined', 'back', 'Ann left', 'Ann joined']);
});

test('a line that was said in the ledger before this one is not shown again when its author repeats it', () => {
  const before = after(mail(1, [said('one')]));
  const again: JoinResult = {
    ...visit,
    epoch: 'second',
    next: 2,
    letters: [letter(0, joined(ben)), letter(1, said('one'))],
  };
  const view = applyPollEvent(rejoinedView(before, again), { ...mail(2, [said('two'), said('one')]), epoch: 'second' } as PollEvent);
  assert.deepEqual(story(view), ['Ann joined', 'connected', 'one', 'started-over', 'Ben joined', 'two']);
  assert.equal(view.next, 4);
});

test('what happened and cannot be told is a row of its own', () => {
  const view = after({ ...mail(1, [said('one')]), next: 3, letters: [letter(1, said('one')), unknown] } as PollEvent);
  assert.deepEqual(story(view), ['Ann joined', 'connected', 'one', 'unknown']);
});

test('one’s own lines are told from others’, also after one came in again under another id', () => {
  const mine = (you: Member): RoomEvent => ({ type: 'said', member: you, text: 'mine', clientMsgId: 'mine' });
  const before = after(mail(1, [mine(ann), said('one'), joined(cleo)]));
  const view = rejoinedView(before, { ...visit, you: { ...ann, id: 'new' }, epoch: 'second' });
  assert.equal(countMessagesFromOthers(view), 1);
});

test('in again as another member, what was said before their mailbox began is counted', () => {
  const letGo = after(mail(1, [said('one')]), { type: 'closed', why: 'timeout' });
  const you = { ...ann, id: 'new' };
  const back = rejoinedView(letGo, { ...visit, you, next: 9, letters: [letter(7, said('tail')), letter(8, joined(you))] });
  assert.deepEqual(story(applyPollEvent(back, { ...mail(7, [said('tail')]), from: 2 } as PollEvent)), [
    'Ann joined',
    'connected',
    'one',
    'back',
    '5 missed',
    'tail',
  ]);
});

test('what cannot be told may have been a coming or going: the roster is in doubt', () => {
  assert.equal(after({ ...mail(1, [said('one')]), next: 3, letters: [unknown] } as PollEvent).isRosterStale, true);
});

test('a line that is edited reads as it was edited last, and stands where it stood', () => {
  const view = after(mail(1, [said('one'), said('two'), edited(1, 'uno')]), mail(4, [edited(1, 'eins')]));
  assert.deepEqual(story(view), ['Ann joined', 'connected', 'eins (edited)', 'two']);
  assert.equal(view.next, 5);
});

test('of a line that is deleted nothing can be read any more', () => {
  const view = after(mail(1, [said('one'), edited(1, 'uno')]), mail(3, [deleted(1)]));
  assert.deepEqual(story(view), ['Ann joined', 'connected', ' (deleted)']);
});

test('also for who hears of it late, or of the deletion not yet', () => {
  const gone = [said(''), said('two'), edited(1, '')];
  assert.deepEqual(story(after(mail(1, gone))).slice(2), [' (deleted)', 'two']);
  assert.deepEqual(story(after(mail(1, [said('one')]), mail(2, [edited(1, '')]))).slice(2), [' (deleted)']);
  assert.deepEqual(story(after(mail(1, [...gone, deleted(1)]))).slice(2), [' (deleted)', 'two']);
});

test('a change draws the row anew that it changes, and no other', () => {
  const before = after(mail(1, [said('one'), said('two'), said('three')]));
  const view = applyPollEvent(before, mail(4, [edited(2, 'zwei')]));
  assert.deepEqual(
    view.rows.map((row, index) => row === before.rows[index]),
    [true, true, true, false, true],
  );
  assert.deepEqual(
    view.rows.map(({ key }) => key),
    before.rows.map(({ key }) => key),
  );
});

test('a change of what is not on the screen draws nothing', () => {
  const before = after(mail(1, [said('one')]));
  const view = applyPollEvent(before, mail(2, [edited(0, 'nothing'), deleted(77)]));
  assert.equal(view.rows, before.rows);
  assert.equal(view.next, 4);
});

test('in the tail of a newcomer too, lines read as they do by then', () => {
  const letters = [letter(5, said('one')), letter(6, edited(5, 'uno')), letter(7, edited(2, 'from before'))];
  const view = initialView({ ...visit, next: 8, letters });
  assert.deepEqual(story(view), ['uno (edited)', 'establishing']);
});

test('changes are no new lines', () => {
  const view = after(mail(1, [said('one'), edited(1, 'uno'), deleted(1), renamed(ben, 'Bob')]));
  assert.equal(countMessagesFromOthers(view), 1);
});

test('who is renamed is called that from then on, in the list and by oneself; what they said before stays as it was', () => {
  const view = after(
    mail(1, [joined(ben), said('one'), renamed(ben, 'Bob'), renamed(ann, 'Anna'), renamed(cleo, 'Clea')]),
  );
  assert.deepEqual(here(view), ['Anna', 'Bob']);
  assert.deepEqual(view.you, { ...ann, nickname: 'Anna' });
  const line = view.rows.find((row) => row.type === 'letter' && row.letter.event.type === 'said');
  assert(line?.type === 'letter' && line.letter.event.type === 'said');
  assert.equal(line.letter.event.member.nickname, 'Ben');
  assert.deepEqual(story(view).slice(-3), ['Bob renamed', 'Anna renamed', 'Clea renamed']);
});

test('who was renamed after the count is counted under the new nickname', () => {
  const gap = after(mail(1, [said('late')], 17), mail(19, [renamed(ann, 'Anna')]));
  const counted = withMembers(gap, { epoch: 'first', next: 19, members: [ann, cleo] });
  assert.deepEqual(here(counted), ['Anna', 'Cleo']);
});

test('a line from the ledger before this one that is said again, and then changed, is changed where it stands', () => {
  const before = after(mail(1, [said('one'), said('two')]));
  const again: JoinResult = {
    ...visit,
    epoch: 'second',
    next: 2,
    letters: [letter(0, joined(ben)), letter(1, said('one'))],
  };
  const more = (from: number, ...events: RoomEvent[]) => ({ ...mail(from, events), epoch: 'second' }) as PollEvent;
  const view = applyPollEvent(applyPollEvent(rejoinedView(before, again), more(2, said('two'), edited(1, 'uno'))), more(4, deleted(2)));
  assert.deepEqual(story(view), [
    'Ann joined',
    'connected',
    'uno (edited)',
    ' (deleted)',
    'started-over',
    'Ben joined',
  ]);
});

test('a line from before is known again also when its author was renamed since', () => {
  const before = after(mail(1, [said('one'), renamed(ben, 'Bob'), said('two')]));
  const bob = { ...ben, nickname: 'Bob' };
  const byBob = (text: string): RoomEvent => ({ type: 'said', member: bob, text, clientMsgId: text });
  for (const repeated of [byBob('one'), said('one')]) {
    const view = rejoinedView(before, { ...visit, epoch: 'second', next: 1, letters: [letter(0, repeated)] });
    assert.deepEqual(story(view).slice(-2), ['two', 'started-over']);
  }
});

test('signs are as the room told them last, but for those of whom letters tell more', () => {
  const presence = { version: 7, away: [cleo.id], typing: [ben.id, cleo.id] };
  const told = after(mail(1, [joined(ben), joined(cleo)]), { type: 'reconnect', epoch: 'first', next: 3, presence });
  const shown = ({ presence: { version, away, typing } }: RoomView) => [version, [...away], [...typing]];
  assert.deepEqual(shown(told), [7, ['cleo'], ['ben', 'cleo']]);
  assert.deepEqual(shown(applyPollEvent(told, mail(3, [said('hello')]))), [7, ['cleo'], ['cleo']]);
  assert.deepEqual(shown(applyPollEvent(told, mail(3, [left(cleo)]))), [7, [], ['ben']]);
  const other = applyPollEvent(told, mail(3, [{ type: 'said', member: ann, text: 'hello', clientMsgId: 'hello' }]));
  assert.equal(other.presence, told.presence, 'nothing is drawn anew');
  assert.deepEqual(applyPollEvent(told, { type: 'reconnect', epoch: 'first', next: 3 }).presence, told.presence);
  assert.deepEqual(shown(applyPollEvent(told, mail(3, [], 2))), [-1, [], []], 'what was missed may have changed them');
  assert.deepEqual(shown(rejoinedView(told, visit)), [0, [], []]);
});
