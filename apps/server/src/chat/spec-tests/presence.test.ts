import assert from 'node:assert/strict';
import test from 'node:test';
import { fixedLimits, type WaitAnswer } from '@mailroom/shared';
import { createTestRoom, refusalOf, summarize, type TestMember, type TestRoom } from '../testing/test-room.ts';

const { awayAfterMs, typingMs, presenceMaxMembers, closeGraceMs } = fixedLimits;
const SWEEP_MS = 1_000;

/** Creates a room without idle timeout and with three members. */
const createRoomOfThree = (settings = {}) => {
  const { join, ...testRoom } = createTestRoom({ idleMs: 0, membersPerNetwork: 0, ...settings });
  return { ...testRoom, join, ann: join('Ann'), ben: join('Ben'), cleo: join('Cleo') };
};

/** The presence that a client gets at once if it has another version. */
const presenceFor = (room: TestRoom['room'], { sessionId }: TestMember, presence = -1) => {
  const answer = room.read(sessionId, { since: room.position().next, presence });
  assert(answer.type === 'reconnect');
  return answer.presence;
};
const versions = (answers: readonly WaitAnswer[]) =>
  answers.map((answer) => (answer.type === 'reconnect' ? answer.presence?.version : answer.type));

test('G1: a member without a parked wait is away after a minute without activity, until the next activity', () => {
  const { room, environment, ann, ben, cleo } = createRoomOfThree();
  const { next: since } = room.position();
  ben.wait({ since });
  environment.advance(awayAfterMs - SWEEP_MS);
  cleo.memberNicknames();
  environment.advance(SWEEP_MS);
  assert.deepEqual(presenceFor(room, ann), { version: 1, away: [ann.member.id], typing: [] });
  environment.advance(SWEEP_MS);
  assert.deepEqual(presenceFor(room, ben), { version: 2, away: [], typing: [] });
});

test('G2: a member is typing for 6 s after the last report, unless they stop', () => {
  const { room, environment, ann, ben, cleo } = createRoomOfThree();
  ann.setTyping();
  ben.setTyping();
  environment.advance(SWEEP_MS);
  assert.deepEqual(presenceFor(room, cleo), { version: 1, away: [], typing: [ann.member.id, ben.member.id] });
  environment.advance(typingMs - 2 * SWEEP_MS);
  ann.setTyping();
  environment.advance(SWEEP_MS);
  assert.deepEqual(presenceFor(room, cleo)?.typing, [ann.member.id]);
  ann.setTyping({ stopped: true });
  environment.advance(SWEEP_MS);
  assert.deepEqual(presenceFor(room, cleo)?.typing, []);
});

test('G3: a sweep creates at most one version, and none if nothing changed', () => {
  const { room, environment, ann, ben, cleo } = createRoomOfThree();
  for (let second = 0; second < 20; second++) {
    for (let notice = 0; notice < 10; notice++) {
      for (const each of [ann, ben]) each.setTyping({ stopped: notice % 3 === 1 });
    }
    assert.equal(presenceFor(room, cleo)?.version, Math.min(second, 1), 'no version before the sweep');
    environment.advance(SWEEP_MS);
    assert.equal(presenceFor(room, cleo)?.version, 1, 'typing on creates no version');
  }
  const { answers } = cleo.wait({ since: room.position().next, presence: 1 });
  ann.setTyping({ stopped: true });
  ann.setTyping();
  environment.advance(SWEEP_MS);
  assert.deepEqual(answers, []);
});

test('G3 G4: typing and sending between two sweeps creates no version', () => {
  const { room, environment, ann, ben } = createRoomOfThree();
  ann.setTyping();
  ann.send('hello');
  environment.advance(SWEEP_MS);
  assert.deepEqual(presenceFor(room, ben), { version: 0, away: [], typing: [] });
});

test('G4: a message ends the typing of its author, and a leave removes the member, under the same version', () => {
  const { room, environment, ann, ben, cleo } = createRoomOfThree();
  cleo.wait({ since: room.position().next });
  environment.advance(awayAfterMs - SWEEP_MS);
  ann.setTyping();
  environment.advance(SWEEP_MS);
  assert.deepEqual(presenceFor(room, cleo), { version: 1, away: [ben.member.id], typing: [ann.member.id] });
  ann.send('hello');
  assert.deepEqual(presenceFor(room, cleo), { version: 1, away: [ben.member.id], typing: [] });
  ben.leave();
  assert.deepEqual(presenceFor(room, cleo), { version: 1, away: [], typing: [] });
  cleo.wait({ since: room.position().next, presence: 1 });
  environment.advance(SWEEP_MS);
  assert.deepEqual(presenceFor(room, cleo), { version: 1, away: [], typing: [] }, 'the sweep finds no change');
});

test('G3 G4: an away member who sends a message stays away until the next sweep', () => {
  const { room, environment, ann, ben, cleo } = createRoomOfThree();
  cleo.wait({ since: room.position().next });
  ann.wait({ since: room.position().next });
  environment.advance(awayAfterMs);
  ben.setTyping();
  ben.send('hello');
  assert.deepEqual(presenceFor(room, cleo), { version: 1, away: [ben.member.id], typing: [] });
  environment.advance(SWEEP_MS);
  assert.deepEqual(presenceFor(room, cleo), { version: 2, away: [], typing: [] });
});

test('G4: a member who leaves while typing is not typing at the next sweep', () => {
  const { room, environment, ann, ben } = createRoomOfThree();
  ann.setTyping();
  ann.leave();
  environment.advance(SWEEP_MS);
  assert.deepEqual(presenceFor(room, ben), { version: 0, away: [], typing: [] });
});

test('G5: a parked wait is answered when there is another version, and a wait with any other version at once', () => {
  const { room, environment, ann, ben } = createRoomOfThree();
  const { epoch, next } = room.position();
  const parked = ben.wait({ since: next, presence: 0 });
  ann.setTyping();
  assert.deepEqual(parked.answers, []);
  environment.advance(SWEEP_MS);
  const presence = { version: 1, away: [], typing: [ann.member.id] };
  assert.deepEqual(parked.answers, [{ type: 'reconnect', epoch, next, presence }]);
  for (const other of [-1, 0, 2]) {
    assert.deepEqual(ben.wait({ since: next, presence: other }).answers, parked.answers);
  }
  assert.deepEqual(ben.wait({ since: next, presence: 1 }).answers, []);
});

test('G5: a read and the end of a wait return presence only if the client has another version', () => {
  const { room, environment, ann, ben } = createRoomOfThree();
  ann.setTyping();
  environment.advance(SWEEP_MS);
  const { next: since } = room.position();
  assert.deepEqual(versions([room.read(ben.sessionId, { since, presence: 0 })]), [1]);
  assert.deepEqual(versions([ben.wait({ since, presence: 1 }).stop()]), [undefined]);
});

test('G6: while a delivery is pending, a wait with mail gets no presence', () => {
  const { room, environment, ann, ben, cleo } = createRoomOfThree();
  const { next: since } = room.position();
  const behind = [ben.wait({ since, presence: 0 }), cleo.wait({ since, presence: 0 })];
  environment.defersDeliveries = true;
  ann.send('hello');
  const upToDate = cleo.wait({ since: since + 1, presence: 0 });
  ann.setTyping();
  environment.advance(SWEEP_MS);
  assert.deepEqual(
    behind.map(({ answers }) => answers),
    [[], []],
  );
  assert.deepEqual(versions(upToDate.answers), [1]);
  environment.runDeferredDeliveries();
  assert.deepEqual(behind[0]?.answers.map(summarize), [['Ann: hello']]);
});

test('G6: a client with mail and an older version gets the mail first', () => {
  const { room, environment, ann, ben } = createRoomOfThree();
  const { next: since } = room.position();
  ann.setTyping();
  environment.advance(SWEEP_MS);
  ann.send('hello');
  assert.deepEqual(ben.wait({ since, presence: 0 }).answers.map(summarize), [['Ann: hello']]);
  assert.deepEqual(summarize(room.read(ben.sessionId, { since, presence: 0 })), ['Ann: hello']);
});

test('G7: a wait without a version gets no presence and stays parked', () => {
  const { room, environment, ann, ben } = createRoomOfThree();
  const { next: since } = room.position();
  const { answers, stop } = ben.wait({ since });
  ann.setTyping();
  environment.advance(awayAfterMs);
  assert.deepEqual(answers, []);
  const reconnect = { type: 'reconnect', ...room.position() };
  assert.deepEqual([stop(), room.read(ben.sessionId, { since })], [reconnect, reconnect]);
});

test('G8: all clients that get the same presence at the same letter get one object', () => {
  const { room, environment, ann, ben, cleo } = createRoomOfThree();
  const { next: since } = room.position();
  const waits = [ben, cleo].map((each) => each.wait({ since, presence: 0 }));
  ann.setTyping();
  environment.advance(SWEEP_MS);
  assert.equal(waits[0]?.answers[0], waits[1]?.answers[0]);
  assert.equal(waits[0]?.answers[0], room.read(ann.sessionId, { since, presence: 0 }));
  ben.send('hello');
  assert.deepEqual(room.read(ann.sessionId, { since: since + 1, presence: 0 }), {
    type: 'reconnect',
    ...room.position(),
    presence: { version: 1, away: [], typing: [ann.member.id] },
  });
});

test('G9: in a room with more than 100 members, the presence is empty', () => {
  const { room, environment, join, ann, ben } = createRoomOfThree();
  const guests = Array.from({ length: presenceMaxMembers - 3 }, (_, index) => join(`guest${index}`));
  ann.setTyping();
  environment.advance(SWEEP_MS);
  assert.deepEqual(presenceFor(room, ben), { version: 1, away: [], typing: [ann.member.id] });
  const last = join('Last');
  environment.advance(SWEEP_MS);
  assert.deepEqual(presenceFor(room, ben), { version: 2, away: [], typing: [] });
  environment.advance(awayAfterMs);
  ann.setTyping();
  environment.advance(SWEEP_MS);
  assert.deepEqual(presenceFor(room, ben), { version: 2, away: [], typing: [] });
  last.leave();
  environment.advance(SWEEP_MS);
  assert.deepEqual(presenceFor(room, ben)?.typing, [ann.member.id]);
  assert.equal(presenceFor(room, ben)?.away.length, guests.length + 1, 'all but Ann and Ben, who were active');
});

test('G10: typing counts as activity, but does not cancel the closing of a page', () => {
  const { room, environment, ann, ben } = createRoomOfThree({ idleMs: 2 * awayAfterMs });
  environment.advance(awayAfterMs);
  ann.setTyping();
  environment.advance(awayAfterMs);
  assert.deepEqual(ann.memberNicknames(), ['Ann']);
  ann.leave({ closing: true });
  ann.setTyping();
  environment.advance(closeGraceMs);
  assert.deepEqual(
    refusalOf(() => room.setTyping(ann.sessionId)),
    { refusal: 'no-session' },
  );
  assert.deepEqual(
    refusalOf(() => ben.setTyping()),
    { refusal: 'no-session' },
  );
});
