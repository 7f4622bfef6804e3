import assert from 'node:assert/strict';
import test from 'node:test';
import { fixedLimits, type WaitAnswer } from '@mailroom/shared';
import { refusalOf, roomInHand, told } from './testing/test-room.ts';

const { awayMs, writingMs, signsToldTo, closingMs } = fixedLimits;
const SWEEP_MS = 1_000;

const withoutIdleness = { idleMs: 0, membersPerHost: 0 };

/** A room with people in it who stand at its last letter. */
const aRoom = (settings = {}) => {
  const { room, world, person } = roomInHand({ ...withoutIdleness, ...settings });
  return { room, world, person, ...people(['Ann', 'Ben', 'Cleo'].map((nickname) => person(nickname))) };
};
const people = <Person>(all: Person[]) => {
  const [ann, ben, cleo] = all;
  assert(ann && ben && cleo);
  return { ann, ben, cleo };
};
type Someone = ReturnType<ReturnType<typeof roomInHand>['person']>;

/** What the room answers someone at once who knows no signs. */
const signsAt = (room: ReturnType<typeof roomInHand>['room'], { session }: Someone, signs = -1) => {
  const answer = room.read(session, { since: room.standing().next, signs });
  assert(answer.type === 'reconnect');
  return answer.signs;
};
const versions = (answers: readonly WaitAnswer[]) =>
  answers.map((answer) => (answer.type === 'reconnect' ? answer.signs?.version : answer.type));

test('G1: who has no wait and is not heard of for a minute is away, until they are heard of', () => {
  const { room, world, ann, ben, cleo } = aRoom();
  const { next: since } = room.standing();
  ben.waits({ since });
  world.pass(awayMs - SWEEP_MS);
  cleo.nicknamesHere();
  world.pass(SWEEP_MS);
  assert.deepEqual(signsAt(room, ann), { version: 1, away: [ann.member.id], writing: [] });
  world.pass(SWEEP_MS);
  assert.deepEqual(signsAt(room, ben), { version: 2, away: [], writing: [] });
});

test('G2: who writes is writing for 6 s from when they last said so, unless they stop', () => {
  const { room, world, ann, ben, cleo } = aRoom();
  ann.writes();
  ben.writes();
  world.pass(SWEEP_MS);
  assert.deepEqual(signsAt(room, cleo), { version: 1, away: [], writing: [ann.member.id, ben.member.id] });
  world.pass(writingMs - 2 * SWEEP_MS);
  ann.writes();
  world.pass(SWEEP_MS);
  assert.deepEqual(signsAt(room, cleo)?.writing, [ann.member.id]);
  ann.writes({ stopped: true });
  world.pass(SWEEP_MS);
  assert.deepEqual(signsAt(room, cleo)?.writing, []);
});

test('G3: whatever is said to be written, there is one version a sweep, and none when nothing changed', () => {
  const { room, world, ann, ben, cleo } = aRoom();
  for (let second = 0; second < 20; second++) {
    for (let time = 0; time < 10; time++) for (const each of [ann, ben]) each.writes({ stopped: time % 3 === 1 });
    assert.equal(signsAt(room, cleo)?.version, Math.min(second, 1), 'not before the sweep');
    world.pass(SWEEP_MS);
    assert.equal(signsAt(room, cleo)?.version, 1, 'a renewal is nothing new');
  }
  const { told } = cleo.waits({ since: room.standing().next, signs: 1 });
  ann.writes({ stopped: true });
  ann.writes();
  world.pass(SWEEP_MS);
  assert.deepEqual(told, []);
});

test('G3 G4: a line that is written and said between two sweeps is no news', () => {
  const { room, world, ann, ben } = aRoom();
  ann.writes();
  ann.says('hello');
  world.pass(SWEEP_MS);
  assert.deepEqual(signsAt(room, ben), { version: 0, away: [], writing: [] });
});

test('G4: who says a line is writing no more, who goes is in no sign any more, and the version stays', () => {
  const { room, world, ann, ben, cleo } = aRoom();
  cleo.waits({ since: room.standing().next });
  world.pass(awayMs - SWEEP_MS);
  ann.writes();
  world.pass(SWEEP_MS);
  assert.deepEqual(signsAt(room, cleo), { version: 1, away: [ben.member.id], writing: [ann.member.id] });
  ann.says('hello');
  assert.deepEqual(signsAt(room, cleo), { version: 1, away: [ben.member.id], writing: [] });
  ben.leaves();
  assert.deepEqual(signsAt(room, cleo), { version: 1, away: [], writing: [] });
  cleo.waits({ since: room.standing().next, signs: 1 });
  world.pass(SWEEP_MS);
  assert.deepEqual(signsAt(room, cleo), { version: 1, away: [], writing: [] }, 'the sweep finds what everyone knows');
});

test('G3 G4: who was away and says a line is away until the next sweep', () => {
  const { room, world, ann, ben, cleo } = aRoom();
  cleo.waits({ since: room.standing().next });
  ann.waits({ since: room.standing().next });
  world.pass(awayMs);
  ben.writes();
  ben.says('hello');
  assert.deepEqual(signsAt(room, cleo), { version: 1, away: [ben.member.id], writing: [] });
  world.pass(SWEEP_MS);
  assert.deepEqual(signsAt(room, cleo), { version: 2, away: [], writing: [] });
});

test('G4: who goes while writing is not found writing by the next sweep', () => {
  const { room, world, ann, ben } = aRoom();
  ann.writes();
  ann.leaves();
  world.pass(SWEEP_MS);
  assert.deepEqual(signsAt(room, ben), { version: 0, away: [], writing: [] });
});

test('G5: who waits is told when there is another version, and who comes with any other is told at once', () => {
  const { room, world, ann, ben } = aRoom();
  const { epoch, next } = room.standing();
  const known = ben.waits({ since: next, signs: 0 });
  ann.writes();
  assert.deepEqual(known.told, []);
  world.pass(SWEEP_MS);
  const signs = { version: 1, away: [], writing: [ann.member.id] };
  assert.deepEqual(known.told, [{ type: 'reconnect', epoch, next, signs }]);
  for (const other of [-1, 0, 2]) assert.deepEqual(ben.waits({ since: next, signs: other }).told, known.told);
  assert.deepEqual(ben.waits({ since: next, signs: 1 }).told, []);
});

test('G5: a wait that ends says what changed since, and so does reading without waiting', () => {
  const { room, world, ann, ben } = aRoom();
  ann.writes();
  world.pass(SWEEP_MS);
  const { next: since } = room.standing();
  assert.deepEqual(versions([room.read(ben.session, { since, signs: 0 })]), [1]);
  assert.deepEqual(versions([ben.waits({ since, signs: 1 }).stop()]), [undefined]);
});

test('G6: while letters are put off, who has some to hear is told of no signs', () => {
  const { room, world, ann, ben, cleo } = aRoom();
  const { next: since } = room.standing();
  const behind = ben.waits({ since, signs: 0 });
  const upToDate = cleo.waits({ since, signs: 0 });
  world.isBusy = true;
  ann.says('hello');
  const after = cleo.waits({ since: since + 1, signs: 0 });
  ann.writes();
  world.pass(SWEEP_MS);
  assert.deepEqual([behind.told, upToDate.told], [[], []]);
  assert.deepEqual(versions(after.told), [1]);
  for (const deliver of world.due) deliver();
  assert.deepEqual(behind.told.map(told), [['Ann: hello']]);
});

test('G6: who has mail and knows older signs gets the mail', () => {
  const { room, world, ann, ben } = aRoom();
  const { next: since } = room.standing();
  ann.writes();
  world.pass(SWEEP_MS);
  ann.says('hello');
  assert.deepEqual(ben.waits({ since, signs: 0 }).told.map(told), [['Ann: hello']]);
  assert.deepEqual(told(room.read(ben.session, { since, signs: 0 })), ['Ann: hello']);
});

test('G7: who asks without a version hears of no signs', () => {
  const { room, world, ann, ben } = aRoom();
  const { next: since } = room.standing();
  const { told, stop } = ben.waits({ since });
  ann.writes();
  world.pass(awayMs);
  assert.deepEqual(told, []);
  const nothing = { type: 'reconnect', ...room.standing() };
  assert.deepEqual([stop(), room.read(ben.session, { since })], [nothing, nothing]);
});

test('G8: all who are told the same are told by one object', () => {
  const { room, world, ann, ben, cleo } = aRoom();
  const { next: since } = room.standing();
  const waits = [ben, cleo].map((each) => each.waits({ since, signs: 0 }));
  ann.writes();
  world.pass(SWEEP_MS);
  assert.equal(waits[0]?.told[0], waits[1]?.told[0]);
  assert.equal(waits[0]?.told[0], room.read(ann.session, { since, signs: 0 }));
  ben.says('hello');
  assert.deepEqual(room.read(ann.session, { since: since + 1, signs: 0 }), {
    type: 'reconnect',
    ...room.standing(),
    signs: { version: 1, away: [], writing: [ann.member.id] },
  });
});

test('G9: in a crowd nobody is told who is away or writing', () => {
  const { room, world, person, ann, ben } = aRoom();
  const others = Array.from({ length: signsToldTo - 3 }, (_, index) => person(`guest${index}`, { host: 'one' }));
  ann.writes();
  world.pass(SWEEP_MS);
  assert.deepEqual(signsAt(room, ben), { version: 1, away: [], writing: [ann.member.id] });
  const last = person('Last');
  world.pass(SWEEP_MS);
  assert.deepEqual(signsAt(room, ben), { version: 2, away: [], writing: [] });
  world.pass(awayMs);
  ann.writes();
  world.pass(SWEEP_MS);
  assert.deepEqual(signsAt(room, ben), { version: 2, away: [], writing: [] });
  last.leaves();
  world.pass(SWEEP_MS);
  assert.deepEqual(signsAt(room, ben)?.writing, [ann.member.id]);
  assert.equal(signsAt(room, ben)?.away.length, others.length + 1, 'all but Ann and Ben, who was heard of');
});

test('G10: who writes is heard of, and a page that closed is closed', () => {
  const { room, world, ann, ben } = aRoom({ idleMs: 2 * awayMs });
  world.pass(awayMs);
  ann.writes();
  world.pass(awayMs);
  assert.deepEqual(ann.nicknamesHere(), ['Ann']);
  ann.leaves({ closing: true });
  ann.writes();
  world.pass(closingMs);
  assert.deepEqual(
    refusalOf(() => room.write(ann.session)),
    { refusal: 'no-session' },
  );
  assert.deepEqual(
    refusalOf(() => ben.writes()),
    { refusal: 'no-session' },
  );
});
