import assert from 'node:assert/strict';
import test from 'node:test';
import { fixedLimits, type WaitAnswer } from '@mailroom/shared';
import { refusalOf, createTestRoom, summarize } from './testing/test-room.ts';

const { awayMs, typingMs, presenceMaxMembers, closingMs } = fixedLimits;
const SWEEP_MS = 1_000;

const withoutIdleness = { idleMs: 0, membersPerHost: 0 };

/** A room with people in it who stand at its last letter. */
const aRoom = (settings = {}) => {
  const { room, world, person } = createTestRoom({ ...withoutIdleness, ...settings });
  return { room, world, person, ...people(['Ann', 'Ben', 'Cleo'].map((nickname) => person(nickname))) };
};
const people = <Person>(all: Person[]) => {
  const [ann, ben, cleo] = all;
  assert(ann && ben && cleo);
  return { ann, ben, cleo };
};
type Someone = ReturnType<ReturnType<typeof createTestRoom>['person']>;

/** What the room answers someone at once who knows no signs. */
const signsAt = (room: ReturnType<typeof createTestRoom>['room'], { sessionId }: Someone, presence = -1) => {
  const answer = room.read(sessionId, { since: room.position().next, presence });
  assert(answer.type === 'reconnect');
  return answer.presence;
};
const versions = (answers: readonly WaitAnswer[]) =>
  answers.map((answer) => (answer.type === 'reconnect' ? answer.presence?.version : answer.type));

test('G1: who has no wait and is not heard of for a minute is away, until they are heard of', () => {
  const { room, world, ann, ben, cleo } = aRoom();
  const { next: since } = room.position();
  ben.wait({ since });
  world.advance(awayMs - SWEEP_MS);
  cleo.memberNicknames();
  world.advance(SWEEP_MS);
  assert.deepEqual(signsAt(room, ann), { version: 1, away: [ann.member.id], writing: [] });
  world.advance(SWEEP_MS);
  assert.deepEqual(signsAt(room, ben), { version: 2, away: [], writing: [] });
});

test('G2: who writes is writing for 6 s from when they last said so, unless they stop', () => {
  const { room, world, ann, ben, cleo } = aRoom();
  ann.setTyping();
  ben.setTyping();
  world.advance(SWEEP_MS);
  assert.deepEqual(signsAt(room, cleo), { version: 1, away: [], writing: [ann.member.id, ben.member.id] });
  world.advance(typingMs - 2 * SWEEP_MS);
  ann.setTyping();
  world.advance(SWEEP_MS);
  assert.deepEqual(signsAt(room, cleo)?.writing, [ann.member.id]);
  ann.setTyping({ stopped: true });
  world.advance(SWEEP_MS);
  assert.deepEqual(signsAt(room, cleo)?.writing, []);
});

test('G3: whatever is said to be written, there is one version a sweep, and none when nothing changed', () => {
  const { room, world, ann, ben, cleo } = aRoom();
  for (let second = 0; second < 20; second++) {
    for (let time = 0; time < 10; time++) for (const each of [ann, ben]) each.setTyping({ stopped: time % 3 === 1 });
    assert.equal(signsAt(room, cleo)?.version, Math.min(second, 1), 'not before the sweep');
    world.advance(SWEEP_MS);
    assert.equal(signsAt(room, cleo)?.version, 1, 'a renewal is nothing new');
  }
  const { told } = cleo.wait({ since: room.position().next, presence: 1 });
  ann.setTyping({ stopped: true });
  ann.setTyping();
  world.advance(SWEEP_MS);
  assert.deepEqual(told, []);
});

test('G3 G4: a line that is written and said between two sweeps is no news', () => {
  const { room, world, ann, ben } = aRoom();
  ann.setTyping();
  ann.send('hello');
  world.advance(SWEEP_MS);
  assert.deepEqual(signsAt(room, ben), { version: 0, away: [], writing: [] });
});

test('G4: who says a line is writing no more, who goes is in no sign any more, and the version stays', () => {
  const { room, world, ann, ben, cleo } = aRoom();
  cleo.wait({ since: room.position().next });
  world.advance(awayMs - SWEEP_MS);
  ann.setTyping();
  world.advance(SWEEP_MS);
  assert.deepEqual(signsAt(room, cleo), { version: 1, away: [ben.member.id], writing: [ann.member.id] });
  ann.send('hello');
  assert.deepEqual(signsAt(room, cleo), { version: 1, away: [ben.member.id], writing: [] });
  ben.leave();
  assert.deepEqual(signsAt(room, cleo), { version: 1, away: [], writing: [] });
  cleo.wait({ since: room.position().next, presence: 1 });
  world.advance(SWEEP_MS);
  assert.deepEqual(signsAt(room, cleo), { version: 1, away: [], writing: [] }, 'the sweep finds what everyone knows');
});

test('G3 G4: who was away and says a line is away until the next sweep', () => {
  const { room, world, ann, ben, cleo } = aRoom();
  cleo.wait({ since: room.position().next });
  ann.wait({ since: room.position().next });
  world.advance(awayMs);
  ben.setTyping();
  ben.send('hello');
  assert.deepEqual(signsAt(room, cleo), { version: 1, away: [ben.member.id], writing: [] });
  world.advance(SWEEP_MS);
  assert.deepEqual(signsAt(room, cleo), { version: 2, away: [], writing: [] });
});

test('G4: who goes while writing is not found writing by the next sweep', () => {
  const { room, world, ann, ben } = aRoom();
  ann.setTyping();
  ann.leave();
  world.advance(SWEEP_MS);
  assert.deepEqual(signsAt(room, ben), { version: 0, away: [], writing: [] });
});

test('G5: who waits is told when there is another version, and who comes with any other is told at once', () => {
  const { room, world, ann, ben } = aRoom();
  const { epoch, next } = room.position();
  const known = ben.wait({ since: next, presence: 0 });
  ann.setTyping();
  assert.deepEqual(known.told, []);
  world.advance(SWEEP_MS);
  const presence = { version: 1, away: [], writing: [ann.member.id] };
  assert.deepEqual(known.told, [{ type: 'reconnect', epoch, next, presence }]);
  for (const other of [-1, 0, 2]) assert.deepEqual(ben.wait({ since: next, presence: other }).told, known.told);
  assert.deepEqual(ben.wait({ since: next, presence: 1 }).told, []);
});

test('G5: a wait that ends says what changed since, and so does reading without waiting', () => {
  const { room, world, ann, ben } = aRoom();
  ann.setTyping();
  world.advance(SWEEP_MS);
  const { next: since } = room.position();
  assert.deepEqual(versions([room.read(ben.sessionId, { since, presence: 0 })]), [1]);
  assert.deepEqual(versions([ben.wait({ since, presence: 1 }).stop()]), [undefined]);
});

test('G6: while letters are put off, who has some to hear is told of no signs', () => {
  const { room, world, ann, ben, cleo } = aRoom();
  const { next: since } = room.position();
  const behind = ben.wait({ since, presence: 0 });
  const upToDate = cleo.wait({ since, presence: 0 });
  world.defersDeliveries = true;
  ann.send('hello');
  const after = cleo.wait({ since: since + 1, presence: 0 });
  ann.setTyping();
  world.advance(SWEEP_MS);
  assert.deepEqual([behind.told, upToDate.told], [[], []]);
  assert.deepEqual(versions(after.told), [1]);
  for (const deliver of world.deferredDeliveries) deliver();
  assert.deepEqual(behind.told.map(summarize), [['Ann: hello']]);
});

test('G6: who has mail and knows older signs gets the mail', () => {
  const { room, world, ann, ben } = aRoom();
  const { next: since } = room.position();
  ann.setTyping();
  world.advance(SWEEP_MS);
  ann.send('hello');
  assert.deepEqual(ben.wait({ since, presence: 0 }).told.map(summarize), [['Ann: hello']]);
  assert.deepEqual(summarize(room.read(ben.sessionId, { since, presence: 0 })), ['Ann: hello']);
});

test('G7: who asks without a version hears of no signs', () => {
  const { room, world, ann, ben } = aRoom();
  const { next: since } = room.position();
  const { told, stop } = ben.wait({ since });
  ann.setTyping();
  world.advance(awayMs);
  assert.deepEqual(told, []);
  const nothing = { type: 'reconnect', ...room.position() };
  assert.deepEqual([stop(), room.read(ben.sessionId, { since })], [nothing, nothing]);
});

test('G8: all who are told the same are told by one object', () => {
  const { room, world, ann, ben, cleo } = aRoom();
  const { next: since } = room.position();
  const waits = [ben, cleo].map((each) => each.wait({ since, presence: 0 }));
  ann.setTyping();
  world.advance(SWEEP_MS);
  assert.equal(waits[0]?.told[0], waits[1]?.told[0]);
  assert.equal(waits[0]?.told[0], room.read(ann.sessionId, { since, presence: 0 }));
  ben.send('hello');
  assert.deepEqual(room.read(ann.sessionId, { since: since + 1, presence: 0 }), {
    type: 'reconnect',
    ...room.position(),
    presence: { version: 1, away: [], writing: [ann.member.id] },
  });
});

test('G9: in a crowd nobody is told who is away or writing', () => {
  const { room, world, person, ann, ben } = aRoom();
  const others = Array.from({ length: presenceMaxMembers - 3 }, (_, index) =>
    person(`guest${index}`, { clientNetwork: 'one' }),
  );
  ann.setTyping();
  world.advance(SWEEP_MS);
  assert.deepEqual(signsAt(room, ben), { version: 1, away: [], writing: [ann.member.id] });
  const last = person('Last');
  world.advance(SWEEP_MS);
  assert.deepEqual(signsAt(room, ben), { version: 2, away: [], writing: [] });
  world.advance(awayMs);
  ann.setTyping();
  world.advance(SWEEP_MS);
  assert.deepEqual(signsAt(room, ben), { version: 2, away: [], writing: [] });
  last.leave();
  world.advance(SWEEP_MS);
  assert.deepEqual(signsAt(room, ben)?.writing, [ann.member.id]);
  assert.equal(signsAt(room, ben)?.away.length, others.length + 1, 'all but Ann and Ben, who was heard of');
});

test('G10: who writes is heard of, and a page that closed is closed', () => {
  const { room, world, ann, ben } = aRoom({ idleMs: 2 * awayMs });
  world.advance(awayMs);
  ann.setTyping();
  world.advance(awayMs);
  assert.deepEqual(ann.memberNicknames(), ['Ann']);
  ann.leave({ closing: true });
  ann.setTyping();
  world.advance(closingMs);
  assert.deepEqual(
    refusalOf(() => room.setTyping(ann.sessionId)),
    { refusal: 'no-session' },
  );
  assert.deepEqual(
    refusalOf(() => ben.setTyping()),
    { refusal: 'no-session' },
  );
});
