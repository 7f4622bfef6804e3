import assert from 'node:assert/strict';
import test from 'node:test';
import { RoomEvent, type Letter, type Mail, type Member, type JoinResult } from '@mailroom/shared';
import type { PollEvent } from './poll-event.ts';
import { countMessagesFromOthers } from './ignored-rows.ts';
import { loadingOlder, withOlderLetters } from './older-letters.ts';
import { initialView, applyPollEvent, withMembers, rejoinedView, type RoomView } from './room-view.ts';
import { ann, ben, cleo, deleted, edited, limits, reacted, roomInfo, said } from '../testing/room-events.ts';

const letter = (id: number, event: RoomEvent): Letter => ({ id, at: 0, event });
const unknown: Letter = { id: 2, at: 0, event: { type: 'unknown' } };
const joined = (member: Member): RoomEvent => ({ type: 'joined', member });
const left = (member: Member): RoomEvent => ({ type: 'left', member, why: 'left' });
const renamed = (member: Member, nickname: string): RoomEvent => ({
  type: 'renamed',
  member: { ...member, nickname },
  formerNickname: member.nickname,
  mutationId: nickname,
});
const mail = (
  from: number,
  events: RoomEvent[],
  missed = 0,
  kinds: Pick<Mail, 'missedMemberships' | 'supersededChanges'> = {},
): PollEvent => ({
  type: 'mail',
  epoch: 'first',
  from,
  next: from + missed + events.length,
  missed,
  ...kinds,
  letters: events.map((event, index) => letter(from + missed + index, event)),
});
const joinResult: JoinResult = {
  you: ann,
  epoch: 'first',
  next: 1,
  members: [ann],
  letters: [letter(0, joined(ann))],
  limits,
  room: roomInfo,
};
const after = (...events: PollEvent[]) => events.reduce(applyPollEvent, initialView(joinResult));

/** The rows in a few words. */
const describe = ({ rows }: RoomView) =>
  rows.map((row) => {
    if (row.type === 'missed') return `${row.count ?? 'perhaps some'} missed`;
    if (row.type === 'notice') return row.notice;
    if (row.type === 'lost') return `${row.keys.size} of ${row.total} lost`;
    const { event } = row.letter;
    if (event.type === 'unknown') return event.type;
    if (event.type !== 'said') return `${event.member.nickname} ${event.type}`;
    return row.status ? `${event.text} (${row.status})` : event.text;
  });
const nicknames = ({ members }: RoomView) => [...members.values()].map(({ nickname }) => nickname);

test('a new member sees the last letters, and the state of the connection', () => {
  assert.deepEqual(describe(initialView(joinResult)), ['Ann joined']);
  assert.deepEqual(describe(after({ type: 'reconnect', epoch: 'first', next: 1 })), ['Ann joined']);
});

test('letters add rows in order, and update the members', () => {
  const view = after(mail(1, [joined(ben), said('one'), joined(cleo)]), mail(4, [said('two'), left(cleo)]));
  assert.deepEqual(describe(view), ['Ann joined', 'Ben joined', 'one', 'Cleo joined', 'two', 'Cleo left']);
  assert.deepEqual(nicknames(view), ['Ann', 'Ben']);
  assert.equal(view.next, 6);
});

test('repeated mail adds its letters once', () => {
  const once = after(mail(1, [joined(ben), said('one')]));
  assert.deepEqual(applyPollEvent(once, mail(1, [joined(ben), said('one')])), once);
  const overlapping = applyPollEvent(once, mail(2, [said('one'), said('two')]));
  assert.deepEqual(describe(overlapping), [...describe(once), 'two']);
});

test('a leave of an unknown member and a repeated join do no harm', () => {
  const view = after(mail(1, [left(cleo), joined(ben), joined(ben), left(cleo)]));
  assert.deepEqual(nicknames(view), ['Ann', 'Ben']);
});

test('missed messages are a row of their own, before the remaining letters', () => {
  const view = after(mail(1, [said('late')], 17));
  assert.deepEqual(describe(view), ['Ann joined', '17 missed', 'late']);
  const withOthers = after(mail(1, [said('late')], 17, { missedMemberships: 9, supersededChanges: 5 }));
  assert.deepEqual(describe(withOthers), ['Ann joined', '3 missed', 'late']);
});

test('missed joins, leaves and renames, and superseded edits, add no row', () => {
  const view = after(mail(1, [said('late')], 17, { missedMemberships: 9, supersededChanges: 8 }));
  assert.deepEqual(describe(view), ['Ann joined', 'late']);
});

test('a reconnection shows nothing but the letters that come with it', () => {
  const lost = after(mail(1, []), { type: 'disconnected' }, { type: 'disconnected' });
  assert.deepEqual(lost.connection, { state: 'reconnecting' });
  const back = applyPollEvent(lost, mail(1, [said('meanwhile')]));
  assert.deepEqual(describe(back), ['Ann joined', 'meanwhile']);
  assert.deepEqual(back.connection, { state: 'live' });
});

test('“restarting” reconnects, every other “closed” ends the view', () => {
  assert.deepEqual(after({ type: 'closed', why: 'restarting', retryAfterMs: 1 }).connection, { state: 'reconnecting' });
  assert.deepEqual(after({ type: 'closed', why: 'left' }).connection, { state: 'ended', why: 'left' });
});

test('a page without a session rejoins; if the room then still gets none, the browser blocks the cookie', () => {
  for (const before of [after(), after(mail(1, []))]) {
    const lost = applyPollEvent(before, { type: 'session-expired' });
    assert.deepEqual(lost.connection, { state: 'resyncing', why: 'no-session' });
    const back = rejoinedView(lost, joinResult);
    assert.deepEqual(describe(back), describe(before), 'nothing happened in the transcript');
    assert.deepEqual(applyPollEvent(back, { type: 'session-expired' }).connection, {
      state: 'ended',
      why: 'cookies-blocked',
    });
    const later = applyPollEvent(applyPollEvent(back, mail(1, [])), { type: 'session-expired' });
    assert.deepEqual(later.connection, { state: 'resyncing', why: 'no-session' }, 'the cookie was lost once more');
  }
});

test('a page that had to join as a new member does not blame the cookie before the room returned that member again', () => {
  const lost = after({ type: 'session-expired' });
  const rejoined = rejoinedView(lost, { ...joinResult, you: { ...joinResult.you, id: 'new' } });
  const again = applyPollEvent(rejoined, { type: 'session-expired' });
  assert.deepEqual(again.connection, { state: 'resyncing', why: 'no-session' });
});

test('after a restart of the room the rows stay, and the new letters follow', () => {
  const before = after(mail(1, [joined(ben), said('one')]), {
    type: 'reset',
    why: 'epoch',
    epoch: 'second',
    oldest: 0,
    next: 1,
  });
  assert.partialDeepStrictEqual(before.connection, { state: 'resyncing', why: 'reset' });
  const view = rejoinedView(before, { ...joinResult, epoch: 'second' });
  assert.deepEqual(describe(view), ['Ann joined', 'Ben joined', 'one', 'room-restarted', 'Ann joined']);
  assert.deepEqual([nicknames(view), view.epoch, view.next], [['Ann'], 'second', 1]);
  const keys = applyPollEvent(view, { type: 'reconnect', epoch: 'second', next: 1 }).rows.map(({ key }) => key);
  assert.equal(new Set(keys).size, keys.length);
});

test('after an answer that did not fit, the view continues from its cursor', () => {
  const outOfSync = after(mail(1, [joined(ben)]), { type: 'out-of-sync' });
  const view = rejoinedView(outOfSync, { ...joinResult, next: 4, members: [ann, ben, cleo] });
  const caughtUp = applyPollEvent(view, mail(2, [joined(cleo), said('between')]));
  assert.deepEqual(describe(caughtUp), ['Ann joined', 'Ben joined', 'resynced', 'Cleo joined', 'between']);
  assert.deepEqual([nicknames(caughtUp), caughtUp.next], [['Ann', 'Ben', 'Cleo'], 4]);
});

test('what does not change stays the same object, and renders nothing', () => {
  const view = after(mail(1, [said('one')]));
  const next = applyPollEvent(view, { type: 'reconnect', epoch: 'first', next: 2 });
  assert.equal(next.rows, view.rows);
  assert.equal(next.members, view.members);
});

test('missed letters make the roster stale until the next snapshot', () => {
  const gap = after(mail(1, [said('late')], 17));
  assert.equal(gap.isRosterStale, true);
  const counted = withMembers(gap, { epoch: 'first', next: 19, members: [ann, cleo] });
  assert.deepEqual([nicknames(counted), counted.isRosterStale], [['Ann', 'Cleo'], false]);
});

test('missed joins, leaves and renames make the roster stale and the presence unknown; superseded edits do not', () => {
  const view = after(mail(1, [said('late')], 17, { missedMemberships: 17 }));
  assert.deepEqual([view.isRosterStale, view.presence.version], [true, -1]);
  const edited = after(mail(1, [said('late')], 17, { supersededChanges: 17 }));
  assert.deepEqual([edited.isRosterStale, edited.presence.version], [false, 0]);
});

test('joins and leaves after the snapshot are applied to it, and a snapshot of another ledger is ignored', () => {
  const gap = after(mail(1, [said('late')], 17), mail(19, [joined(ben), left(cleo)]));
  const counted = withMembers(gap, { epoch: 'first', next: 19, members: [ann, cleo] });
  assert.deepEqual(nicknames(counted), ['Ann', 'Ben']);
  assert.equal(withMembers(gap, { epoch: 'second', next: 0, members: [] }), gap);
});

test('a changed role shows in the list and in the view of the member, also if it was missed', () => {
  const owner: Member = { ...ann, role: 'owner' };
  const changed = after(mail(1, [{ type: 'role-changed', member: owner }]));
  assert.deepEqual([changed.you, changed.members.get(ann.id)], [owner, owner]);
  const missed = after(mail(1, [said('late')], 17, { missedMemberships: 17 }));
  assert.equal(withMembers(missed, { epoch: 'first', next: 19, members: [owner, cleo] }).you, owner);
  const gone = after(mail(1, [{ type: 'role-changed', member: { ...ben, role: 'owner' } }]));
  assert.equal(gone.members.has(ben.id), false, 'a member who is not here does not join by a role');
});

test('a member who timed out sees a notice when they rejoined, and the letters in between', () => {
  const timedOut = after(mail(1, [joined(ben)]), { type: 'closed', why: 'timeout' });
  assert.deepEqual(timedOut.connection, { state: 'resyncing', why: 'timeout' });
  const back = applyPollEvent(rejoinedView(timedOut, { ...joinResult, next: 4 }), mail(2, [left(ann), joined(ann)]));
  assert.deepEqual(describe(back), ['Ann joined', 'Ben joined', 'rejoined', 'Ann left', 'Ann joined']);
});

test('a member whose session expired sees a notice when it was renewed, and continues where the view was', () => {
  const expired = after(mail(1, [joined(ben)]), { type: 'closed', why: 'expired' });
  assert.deepEqual(expired.connection, { state: 'resyncing', why: 'expired' });
  const back = applyPollEvent(rejoinedView(expired, { ...joinResult, next: 3 }), mail(2, [said('meanwhile')]));
  assert.deepEqual(describe(back), ['Ann joined', 'Ben joined', 'session-renewed', 'meanwhile']);
});

test('a message from the former ledger is not shown again when its author repeats it', () => {
  const before = after(mail(1, [said('one')]));
  const restarted: JoinResult = {
    ...joinResult,
    epoch: 'second',
    next: 2,
    letters: [letter(0, joined(ben)), letter(1, said('one'))],
  };
  const view = applyPollEvent(rejoinedView(before, restarted), {
    ...mail(2, [said('two'), said('one')]),
    epoch: 'second',
  } as PollEvent);
  assert.deepEqual(describe(view), ['Ann joined', 'one', 'room-restarted', 'Ben joined', 'two']);
  assert.equal(view.next, 4);
});

test('an unknown event is a row of its own', () => {
  const view = after({ ...mail(1, [said('one')]), next: 3, letters: [letter(1, said('one')), unknown] } as PollEvent);
  assert.deepEqual(describe(view), ['Ann joined', 'one', 'unknown']);
});

test('messages of the user are not counted as those of others, also after a rejoin under another id', () => {
  const mine = (you: Member): RoomEvent => ({ type: 'said', member: you, text: 'mine', mutationId: 'mine' });
  const before = after(mail(1, [mine(ann), said('one'), joined(cleo)]));
  const view = rejoinedView(before, { ...joinResult, you: { ...ann, id: 'new' }, epoch: 'second' });
  assert.equal(countMessagesFromOthers(view.rows), 1);
});

test('after a rejoin as another member, messages before its mailbox may be missed', () => {
  const timedOut = after(mail(1, [said('one')]), { type: 'closed', why: 'timeout' });
  const you = { ...ann, id: 'new' };
  const back = rejoinedView(timedOut, {
    ...joinResult,
    you,
    next: 9,
    letters: [letter(7, said('tail')), letter(8, joined(you))],
  });
  assert.deepEqual(describe(applyPollEvent(back, { ...mail(7, [said('tail')]), from: 2 } as PollEvent)), [
    'Ann joined',
    'one',
    'rejoined',
    'perhaps some missed',
    'tail',
  ]);
});

test('a member who left for a cause that only a newer server knows is out of the roster', () => {
  const leave = RoomEvent.parse({ type: 'left', member: ben, why: 'abducted' });
  assert.deepEqual(leave, left(ben));
  const view = after(mail(1, [joined(ben), leave]));
  assert.deepEqual([...view.members.values()], [ann]);
});

test('an unknown event makes the roster stale', () => {
  assert.equal(after({ ...mail(1, [said('one')]), next: 3, letters: [unknown] } as PollEvent).isRosterStale, true);
});

test('an edited message has its last text, in its place', () => {
  const view = after(mail(1, [said('one'), said('two'), edited(1, 'uno')]), mail(4, [edited(1, 'eins')]));
  assert.deepEqual(describe(view), ['Ann joined', 'eins (edited)', 'two']);
  assert.equal(view.next, 5);
});

test('a deleted message has no text', () => {
  const view = after(mail(1, [said('one'), edited(1, 'uno')]), mail(3, [deleted(1)]));
  assert.deepEqual(describe(view), ['Ann joined', ' (deleted)']);
});

test('a deletion also applies when its letter arrives later, or was missed', () => {
  const redacted = [said(''), said('two'), edited(1, '')];
  assert.deepEqual(describe(after(mail(1, redacted))).slice(1), [' (deleted)', 'two']);
  assert.deepEqual(describe(after(mail(1, [said('one')]), mail(2, [edited(1, '')]))).slice(1), [' (deleted)']);
  assert.deepEqual(describe(after(mail(1, [...redacted, deleted(1)]))).slice(1), [' (deleted)', 'two']);
});

test('a change replaces its row, and no other', () => {
  const before = after(mail(1, [said('one'), said('two'), said('three')]));
  const view = applyPollEvent(before, mail(4, [edited(2, 'zwei')]));
  assert.deepEqual(
    view.rows.map((row, index) => row === before.rows[index]),
    [true, true, false, true],
  );
  assert.deepEqual(
    view.rows.map(({ key }) => key),
    before.rows.map(({ key }) => key),
  );
});

test('a change of a message that is not in the view changes no row', () => {
  const before = after(mail(1, [said('one')]));
  const view = applyPollEvent(before, mail(2, [edited(0, 'nothing'), deleted(77)]));
  assert.equal(view.rows, before.rows);
  assert.equal(view.next, 4);
});

test('changes also apply among the last letters of a new member', () => {
  const letters = [letter(5, said('one')), letter(6, edited(5, 'uno')), letter(7, edited(2, 'from before'))];
  const view = initialView({ ...joinResult, next: 8, letters });
  assert.deepEqual(describe(view), ['uno (edited)']);
});

test('changes are not counted as messages', () => {
  const view = after(mail(1, [said('one'), edited(1, 'uno'), deleted(1), renamed(ben, 'Bob')]));
  assert.equal(countMessagesFromOthers(view.rows), 1);
});

test('a rename changes the member, and not the messages before it', () => {
  const view = after(
    mail(1, [joined(ben), said('one'), renamed(ben, 'Bob'), renamed(ann, 'Anna'), renamed(cleo, 'Clea')]),
  );
  assert.deepEqual(nicknames(view), ['Anna', 'Bob']);
  assert.deepEqual(view.you, { ...ann, nickname: 'Anna' });
  const message = view.rows.find((row) => row.type === 'letter' && row.letter.event.type === 'said');
  assert(message?.type === 'letter' && message.letter.event.type === 'said');
  assert.equal(message.letter.event.member.nickname, 'Ben');
  assert.deepEqual(describe(view).slice(-3), ['Bob renamed', 'Anna renamed', 'Clea renamed']);
});

test('a rename after the snapshot is applied to it', () => {
  const gap = after(mail(1, [said('late')], 17), mail(19, [renamed(ann, 'Anna')]));
  const counted = withMembers(gap, { epoch: 'first', next: 19, members: [ann, cleo] });
  assert.deepEqual(nicknames(counted), ['Anna', 'Cleo']);
});

test('a repeated message from the former ledger is changed in its old row', () => {
  const before = after(mail(1, [said('one'), said('two')]));
  const restarted: JoinResult = {
    ...joinResult,
    epoch: 'second',
    next: 2,
    letters: [letter(0, joined(ben)), letter(1, said('one'))],
  };
  const more = (from: number, ...events: RoomEvent[]) => ({ ...mail(from, events), epoch: 'second' }) as PollEvent;
  const view = applyPollEvent(
    applyPollEvent(rejoinedView(before, restarted), more(2, said('two'), edited(1, 'uno'))),
    more(4, deleted(2)),
  );
  assert.deepEqual(describe(view), ['Ann joined', 'uno (edited)', ' (deleted)', 'room-restarted', 'Ben joined']);
});

test('a repeated message is recognized under whatever nickname and id its author has by then', () => {
  const before = after(mail(1, [said('one'), renamed(ben, 'Bob'), said('two')]));
  const authors = [ben, { ...ben, nickname: 'Bob' }, { id: 'new', nickname: 'Benedict' }];
  for (const member of authors) {
    const repeated: RoomEvent = { ...said('one'), member };
    const view = rejoinedView(before, { ...joinResult, epoch: 'second', next: 1, letters: [letter(0, repeated)] });
    assert.deepEqual(describe(view).slice(-2), ['two', 'room-restarted']);
  }
});

test('a message of another person under the author’s nickname is a message of its own, and so are its changes', () => {
  const before = after(mail(1, [said('one')]));
  const mallory = { id: 'mallory', nickname: ben.nickname };
  const forged: RoomEvent = { type: 'said', member: mallory, text: 'forged', mutationId: 'digest of one' };
  const changes = [edited(0, 'forged again'), deleted(0)];
  const restarted = rejoinedView(before, { ...joinResult, epoch: 'second', next: 1, letters: [letter(0, forged)] });
  const views = changes.map((change) =>
    applyPollEvent(restarted, { ...mail(1, [change]), epoch: 'second' } as PollEvent),
  );
  assert.deepEqual(views.map(describe), [
    ['Ann joined', 'one', 'room-restarted', 'forged again (edited)'],
    ['Ann joined', 'one', 'room-restarted', ' (deleted)'],
  ]);
});

test('a message with the id of a previous one and another text is a message of its own, also for its changes', () => {
  const before = after(mail(1, [said('one'), said('two'), edited(2, 'zwei')]));
  const repeated = [said('one'), said('two'), said('one'), said('two')];
  const other = { ...said('one'), text: 'uno' } as RoomEvent;
  const again = { ...said('two'), text: 'zwei' } as RoomEvent;
  const events = [...repeated, other, again, edited(4, 'uno!'), edited(3, 'due')];
  const letters = events.map((event, id) => letter(id, event));
  const view = rejoinedView(before, { ...joinResult, epoch: 'second', next: letters.length, letters });
  const first = ['Ann joined', 'one', 'due (edited)', 'room-restarted', 'uno! (edited)', 'zwei'];
  assert.deepEqual(describe(view), first);
  const third = rejoinedView(view, { ...joinResult, epoch: 'third', next: 1, letters: [letter(0, said('one'))] });
  assert.deepEqual(describe(third), [...first, 'room-restarted']);
});

test('a message that was deleted stays deleted when its author’s page repeats it', () => {
  const before = after(mail(1, [said('one'), said('two'), deleted(1)]));
  const letters = [letter(0, said('one')), letter(1, { ...said('two'), text: '' } as RoomEvent)];
  const view = rejoinedView(before, { ...joinResult, epoch: 'second', next: 2, letters });
  assert.deepEqual(describe(view), ['Ann joined', ' (deleted)', ' (deleted)', 'room-restarted']);
});

test('presence is the last one of the room, updated by later letters', () => {
  const presence = { version: 7, away: [cleo.id], typing: [ben.id, cleo.id] };
  const view = after(mail(1, [joined(ben), joined(cleo)]), { type: 'reconnect', epoch: 'first', next: 3, presence });
  const shown = ({ presence: { version, away, typing } }: RoomView) => [version, [...away], [...typing]];
  assert.deepEqual(shown(view), [7, ['cleo'], ['ben', 'cleo']]);
  assert.deepEqual(shown(applyPollEvent(view, mail(3, [said('hello')]))), [7, ['cleo'], ['cleo']]);
  assert.deepEqual(shown(applyPollEvent(view, mail(3, [left(cleo)]))), [7, [], ['ben']]);
  const other = applyPollEvent(view, mail(3, [{ type: 'said', member: ann, text: 'hello', mutationId: 'hello' }]));
  assert.equal(other.presence, view.presence, 'nothing is rendered');
  assert.deepEqual(applyPollEvent(view, { type: 'reconnect', epoch: 'first', next: 3 }).presence, view.presence);
  assert.deepEqual(shown(applyPollEvent(view, mail(3, [], 2))), [-1, [], []], 'missed letters may have changed it');
  assert.deepEqual(shown(rejoinedView(view, joinResult)), [0, [], []]);
});

const emojisOf = ({ rows }: RoomView) =>
  rows.flatMap((row) => (row.type === 'letter' && row.reactions ? [row.reactions.list.map(({ emoji }) => emoji)] : []));

test('reactions change their message only: the last letter has them all, and an edit keeps them', () => {
  const view = after(mail(1, [said('one'), said('two'), reacted(1, '👍'), reacted(1, '👍', '🎉'), edited(1, 'uno')]));
  assert.deepEqual([describe(view), emojisOf(view)], [['Ann joined', 'uno (edited)', 'two'], [['👍', '🎉']]]);
  const withdrawn = applyPollEvent(view, mail(6, [reacted(1)]));
  assert.deepEqual(emojisOf(withdrawn), [[]]);
  assert.equal(withdrawn.rows[2], view.rows[2], 'other rows stay the same objects');
});

test('reactions that arrive while older messages are loaded apply to those', () => {
  const older = { ...joinResult, next: 3, letters: [letter(2, joined(ann))] };
  const loading = applyPollEvent(loadingOlder(initialView(older)), mail(3, [reacted(0, '👍', '🎉')]));
  const answer = { type: 'history', epoch: 'first', from: 0, before: 2, missed: 0, hasOlder: false } as const;
  const letters = [letter(0, said('one')), letter(1, reacted(0, '👍'))];
  assert.deepEqual(emojisOf(withOlderLetters(loading, { ...answer, letters })), [['👍', '🎉']]);
});

test('reactions to a message that was sent again after a restart apply to its row', () => {
  const before = after(mail(1, [said('one'), reacted(1, '🎉')]));
  const restarted = rejoinedView(before, { ...joinResult, epoch: 'second', next: 0, letters: [] });
  const events = [said('one'), reacted(0, '👍')].map((event, id) => letter(id, event));
  const replayed = applyPollEvent(restarted, {
    type: 'mail',
    epoch: 'second',
    from: 0,
    next: 2,
    missed: 0,
    letters: events,
  });
  assert.deepEqual(emojisOf(replayed), [['👍']]);
});

test('a message that was sent again after a restart has the reactions of the new ledger only', () => {
  const before = after(mail(1, [said('one'), reacted(1, '🎉')]));
  const restarted = rejoinedView(before, { ...joinResult, epoch: 'second', next: 0, letters: [] });
  assert.deepEqual(emojisOf(restarted), [['🎉']], 'until then it keeps those of the former one');
  const replayed = applyPollEvent(restarted, {
    type: 'mail',
    epoch: 'second',
    from: 0,
    next: 1,
    missed: 0,
    letters: [letter(0, said('one'))],
  });
  assert.deepEqual(emojisOf(replayed), [[]]);
});

test('a message that is sent again as a reply to another message is a new one', () => {
  const replying = (text: string, replyTo: number): RoomEvent => ({
    type: 'said',
    member: ben,
    text,
    replyTo,
    mutationId: text,
  });
  const before = after(mail(1, [said('one'), said('two'), replying('yes', 1)]));
  const restarted = rejoinedView(before, { ...joinResult, epoch: 'second', next: 0, letters: [] });
  const textsAfter = (...events: RoomEvent[]) => {
    const letters = events.map((event, id) => letter(id, event));
    const next = letters.length;
    const view = applyPollEvent(restarted, { type: 'mail', epoch: 'second', from: 0, next, missed: 0, letters });
    return describe(view).filter((text) => text === 'yes').length;
  };
  assert.equal(textsAfter(said('one'), said('two'), replying('yes', 0)), 1, 'a repetition');
  assert.equal(textsAfter(said('one'), said('two'), replying('yes', 1)), 2);
  assert.equal(textsAfter(said('one'), said('yes')), 2);
  assert.equal(
    textsAfter(said('other'), replying('yes', 9)),
    1,
    'of an unknown message nobody knows that it is another one',
  );
});
