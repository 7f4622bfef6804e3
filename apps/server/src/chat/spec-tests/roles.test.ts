import assert from 'node:assert/strict';
import test from 'node:test';
import { fixedLimits } from '@mailroom/shared';
import { createTestRoom, refusalOf, summarize, type TestMember } from '../testing/test-room.ts';

const DAY = 86_400_000;
/** No session ends for being idle. */
const ACTIVE = { idleMs: 0 };

/** Creates a room of Ann, who is an owner, and Ben. Tokens are their own digests. */
const createOwnedRoom = (settings: Parameters<typeof createTestRoom>[0] = ACTIVE) => {
  const testRoom = createTestRoom(settings);
  const { room, join } = testRoom;
  const ann = join('Ann');
  const ben = join('Ben');
  room.invite(undefined, { role: 'owner', tokenDigest: 'first' });
  room.claim({ invitationDigest: 'first', grantDigest: 'grant of Ann', sessionId: ann.sessionId });
  let invitations = 0;
  /** Makes a member a moderator. */
  const promote = (member: TestMember) => {
    const tokenDigest = `invitation ${++invitations}`;
    room.invite(ann.sessionId, { role: 'moderator', tokenDigest });
    const grantDigest = `grant of ${member.member.nickname}`;
    return room.claim({ invitationDigest: tokenDigest, grantDigest, sessionId: member.sessionId });
  };
  const rolesSeenBy = ({ sessionId }: TestMember) =>
    Object.fromEntries(room.members(sessionId).members.map(({ nickname, role }) => [nickname, role]));
  return { ...testRoom, ann, ben, promote, rolesSeenBy };
};

/** Returns what `call` returns, or the refusal that it throws. */
const resultOf = (call: () => unknown) => {
  try {
    return call();
  } catch {
    return refusalOf(call);
  }
};

test('A1: an invitation makes one grant, and a repeated claim has the same result', () => {
  const { room, join } = createTestRoom(ACTIVE);
  const [ann, ben] = [join('Ann'), join('Ben')];
  room.invite(undefined, { role: 'owner', tokenDigest: 'first' });
  const claim = { invitationDigest: 'first', grantDigest: 'grant', sessionId: ann.sessionId };
  const granted = { role: 'owner', isKept: false };
  assert.deepEqual(room.claim(claim), granted);
  assert.deepEqual(
    resultOf(() => room.claim(claim)),
    granted,
  );
  assert.deepEqual(
    refusalOf(() => room.claim({ ...claim, grantDigest: 'another', sessionId: ben.sessionId })),
    { refusal: 'invitation-invalid', why: 'used' },
  );
  assert.equal(room.grants(ann.sessionId).grants.length, 1);
});

test('A1: a repeated invitation is the same one while it is open', () => {
  const { room, ann } = createOwnedRoom();
  const invite = () => room.invite(ann.sessionId, { role: 'moderator', tokenDigest: 'one' });
  assert.deepEqual(invite(), invite());
  assert.equal(room.grants(ann.sessionId).invitations.length, 1);
});

test('A2 A3: an invitation of an owner expires after a day by the wall clock, and the reason of a refusal is told', () => {
  const { room, ann, environment } = createOwnedRoom();
  const claim = (invitationDigest: string) => refusalOf(() => room.claim({ invitationDigest, grantDigest: 'new' }));
  const { expiresAt } = room.invite(ann.sessionId, { role: 'moderator', tokenDigest: 'late' });
  assert.equal(expiresAt, environment.wallTime + DAY);
  const { id } = room.invite(ann.sessionId, { role: 'moderator', tokenDigest: 'withdrawn' });
  room.revoke(ann.sessionId, id);
  environment.wallTime += DAY - 1;
  room.invite(ann.sessionId, { role: 'moderator', tokenDigest: 'newer' });
  assert.equal(room.grants(ann.sessionId).invitations.length, 2);
  environment.wallTime += 1;
  const invalid = { refusal: 'invitation-invalid' };
  assert.deepEqual(claim('late'), { ...invalid, why: 'expired' });
  assert.deepEqual(claim('withdrawn'), { ...invalid, why: 'revoked' });
  assert.deepEqual(claim('first'), { ...invalid, why: 'used' });
  assert.deepEqual(claim('guessed'), { ...invalid, why: 'unknown' });
  assert.deepEqual(
    room.grants(ann.sessionId).invitations.map((invitation) => invitation.expiresAt),
    [environment.wallTime + DAY - 1],
  );
  for (let index = 0; index < 5; index++)
    room.invite(ann.sessionId, { role: 'moderator', tokenDigest: `more ${index}` });
  assert.deepEqual(claim('late'), { ...invalid, why: 'expired' });
});

test('A3: an invitation of the operator does not expire, and revokes the one before', () => {
  const { room, environment } = createTestRoom(ACTIVE);
  for (const tokenDigest of ['first', 'second']) {
    assert.equal('expiresAt' in room.invite(undefined, { role: 'owner', tokenDigest }), false);
  }
  environment.wallTime += 365 * DAY;
  assert.deepEqual(
    refusalOf(() => room.claim({ invitationDigest: 'first', grantDigest: 'grant' })),
    { refusal: 'invitation-invalid', why: 'revoked' },
  );
  assert.equal(room.claim({ invitationDigest: 'second', grantDigest: 'grant' }).role, 'owner');
});

test('A4: a grant that was claimed before the join gives its role to the member, and is named after them', () => {
  const { room, join, ann, rolesSeenBy } = createOwnedRoom();
  room.invite(ann.sessionId, { role: 'moderator', tokenDigest: 'one' });
  room.claim({ invitationDigest: 'one', grantDigest: 'grant' });
  assert.equal(room.grants(ann.sessionId).grants[1]?.label, '');
  const cleo = join('Cleo', { presentedDigest: 'grant' });
  assert.equal(cleo.member.role, 'moderator');
  assert.equal(rolesSeenBy(ann)['Cleo'], 'moderator');
  const [, grant] = room.grants(ann.sessionId).grants;
  assert.equal(grant?.label, 'Cleo');
  assert.equal(grant.memberId, cleo.member.id);
  assert.equal(grant.invitedBy, 'Ann');
  assert.equal(join('Dan', { presentedDigest: 'guessed' }).member.role, undefined);
});

test('A4: a role lasts through a rename, an idle timeout, a new session id and a join under another nickname', () => {
  const { room, join, ann, environment, rolesSeenBy } = createOwnedRoom({ idleMs: 60_000, sessionMaxMs: 180_000 });
  ann.rename('Anna');
  const reader = () => join('Reader');
  assert.equal(rolesSeenBy(reader())['Anna'], 'owner');
  environment.advance(61_000);
  const back = join('Anna', { sessionId: ann.sessionId });
  assert.equal(back.member.id, ann.member.id);
  assert.equal(back.member.role, 'owner');
  for (let turn = 0; turn < 2; turn++) {
    environment.advance(50_000);
    back.setTyping({ stopped: true });
  }
  environment.advance(30_000);
  const renewed = join('Anna', { sessionId: ann.sessionId });
  assert.notEqual(renewed.sessionId, ann.sessionId);
  assert.equal(renewed.member.role, 'owner');
  const other = join('Annabel', { sessionId: renewed.sessionId });
  assert.notEqual(other.member.id, ann.member.id);
  assert.equal(other.member.role, 'owner');
  assert.equal(room.grants(other.sessionId).grants[0]?.memberId, other.member.id);
});

test('A4 A5: a live member whose join presents a grant gets its role, and everyone learns of it', () => {
  const { room, join, ann, ben } = createOwnedRoom();
  room.invite(ann.sessionId, { role: 'moderator', tokenDigest: 'one' });
  room.claim({ invitationDigest: 'one', grantDigest: 'grant' });
  const before = ann.cursor().next;
  const again = join('Ben', { sessionId: ben.sessionId, attemptId: 'attempt', presentedDigest: 'grant' });
  assert.equal(again.member.role, 'moderator');
  assert.deepEqual(summarize(ann.read(before)), ['Ben is moderator']);
  join('Ben', { sessionId: ben.sessionId, attemptId: 'attempt', presentedDigest: 'grant' });
  assert.deepEqual(summarize(ann.read(before)), ['Ben is moderator']);
});

test('A5: when a grant ends, members and absentees lose its role, and its invitations are over', () => {
  const { room, join, ann, ben, promote, environment, rolesSeenBy } = createOwnedRoom({ idleMs: 60_000 });
  promote(ben);
  room.invite(undefined, { role: 'owner', tokenDigest: 'second owner' });
  room.claim({
    invitationDigest: 'second owner',
    grantDigest: 'grant of Ben 2',
    sessionId: ben.sessionId,
    presentedDigest: 'grant of Ben',
  });
  assert.equal(rolesSeenBy(ann)['Ben'], 'owner');
  room.invite(ben.sessionId, { role: 'moderator', tokenDigest: 'of Ben' });
  const before = ann.cursor().next;
  room.resign({ presentedDigest: 'grant of Ben 2' });
  assert.deepEqual(summarize(ann.read(before)), ['Ben is no longer in a role']);
  assert.equal(rolesSeenBy(ann)['Ben'], undefined);
  assert.deepEqual(
    refusalOf(() => room.claim({ invitationDigest: 'of Ben', grantDigest: 'new' })),
    { refusal: 'invitation-invalid', why: 'revoked' },
  );

  promote(ben);
  const [, grant] = room.grants(ann.sessionId).grants;
  for (let step = 0; step < 3; step++) {
    environment.advance(30_000);
    ann.setTyping({ stopped: true });
  }
  assert.deepEqual(ann.memberNicknames(), ['Ann'], 'Ben is absent');
  room.revoke(ann.sessionId, grant?.id ?? '');
  const back = join('Ben', { sessionId: ben.sessionId, presentedDigest: 'grant of Ben' });
  assert.equal(back.member.id, ben.member.id);
  assert.equal(back.member.role, undefined);
});

test('A5: the holder of a grant who resigns is told, too, and resigning again does nothing', () => {
  const { room, ann, ben, promote } = createOwnedRoom();
  promote(ben);
  const before = ann.cursor().next;
  room.resign({ presentedDigest: 'grant of Ben' });
  room.resign({ presentedDigest: 'grant of Ben' });
  for (const member of [ann, ben]) {
    assert.deepEqual(summarize(member.read(before)), ['Ben is no longer in a role']);
  }
});

test('A6: each power needs its role, for each role of the caller', () => {
  const { room, join, ann, ben, promote } = createOwnedRoom();
  promote(ben);
  const cleo = join('Cleo');
  const [grantOfAnn, grantOfBen] = room.grants(ann.sessionId).grants;
  const notPermitted = { refusal: 'not-permitted', needs: 'owner' };
  const powers = {
    'invite a moderator': ({ sessionId }: TestMember) =>
      room.invite(sessionId, { role: 'moderator', tokenDigest: `m ${sessionId}` }),
    'invite an owner': ({ sessionId }: TestMember) =>
      room.invite(sessionId, { role: 'owner', tokenDigest: `o ${sessionId}` }),
    'list grants': ({ sessionId }: TestMember) => room.grants(sessionId),
    'revoke an owner': ({ sessionId }: TestMember) => room.revoke(sessionId, grantOfAnn?.id ?? ''),
    'revoke an unknown grant': ({ sessionId }: TestMember) => room.revoke(sessionId, 'unknown'),
    'revoke a moderator': ({ sessionId }: TestMember) => room.revoke(sessionId, grantOfBen?.id ?? ''),
  };
  const resultsOf = (call: (member: TestMember) => unknown) =>
    [cleo, ben, ann].map((member) => resultOf(() => void call(member)) ?? 'done');
  const table = Object.entries(powers).map(([power, call]) => [power, resultsOf(call)] as const);
  assert.deepEqual(Object.fromEntries(table), {
    'invite a moderator': [notPermitted, notPermitted, 'done'],
    'invite an owner': [notPermitted, notPermitted, 'done'],
    'list grants': [notPermitted, notPermitted, 'done'],
    'revoke an owner': [notPermitted, notPermitted, { refusal: 'outranked' }],
    'revoke an unknown grant': [notPermitted, notPermitted, 'done'],
    'revoke a moderator': [notPermitted, notPermitted, 'done'],
  });
  assert.deepEqual(
    refusalOf(() => room.grants('unknown')),
    { refusal: 'no-session' },
  );
});

test('A6: the operator may end all grants and invitations', () => {
  const { room, ann, ben, promote, rolesSeenBy } = createOwnedRoom();
  promote(ben);
  room.invite(ann.sessionId, { role: 'moderator', tokenDigest: 'open' });
  room.invite(undefined, { role: 'owner', tokenDigest: 'of the operator' });
  assert(room.hasOwner());
  room.execute({ type: 'revoke-all' });
  assert.equal(room.hasOwner(), false);
  assert.deepEqual(rolesSeenBy(ann), { Ann: undefined, Ben: undefined });
  for (const invitationDigest of ['open', 'of the operator']) {
    assert.deepEqual(
      refusalOf(() => room.claim({ invitationDigest, grantDigest: 'new' })),
      { refusal: 'invitation-invalid', why: 'revoked' },
    );
  }
});

test('A7: a claim keeps a role that is as high, and replaces a lower one', () => {
  const { room, ann, ben, promote } = createOwnedRoom();
  room.invite(ann.sessionId, { role: 'moderator', tokenDigest: 'one' });
  const own = {
    invitationDigest: 'one',
    grantDigest: 'new',
    sessionId: ann.sessionId,
    presentedDigest: 'grant of Ann',
  };
  assert.deepEqual(room.claim(own), { role: 'owner', isKept: true });
  assert.equal(room.grants(ann.sessionId).invitations.length, 1, 'the invitation stays open');
  promote(ben);
  room.invite(ann.sessionId, { role: 'owner', tokenDigest: 'two' });
  const before = ann.cursor().next;
  const claim = {
    invitationDigest: 'two',
    grantDigest: 'higher',
    sessionId: ben.sessionId,
    presentedDigest: 'grant of Ben',
  };
  assert.deepEqual(room.claim(claim), { role: 'owner', isKept: false });
  assert.deepEqual(summarize(ann.read(before)), ['Ben is owner']);
  assert.deepEqual(
    room.grants(ann.sessionId).grants.map(({ label, role }) => [label, role]),
    [
      ['Ann', 'owner'],
      ['Ben', 'owner'],
    ],
  );
});

test('A8: there are at most 100 open invitations, and at most 100 grants', () => {
  const { room, ann, environment } = createOwnedRoom();
  const invite = (tokenDigest: string) => room.invite(ann.sessionId, { role: 'moderator', tokenDigest });
  for (let index = 0; index < fixedLimits.maxInvitations; index++) invite(`a ${index}`);
  assert.deepEqual(
    refusalOf(() => invite('one more')),
    { refusal: 'too-many-invitations', limit: 100 },
  );
  for (let index = 1; index < fixedLimits.maxGrants; index++) {
    room.claim({ invitationDigest: `a ${index}`, grantDigest: `grant ${index}` });
  }
  assert.deepEqual(
    refusalOf(() => room.claim({ invitationDigest: 'a 0', grantDigest: 'one more' })),
    { refusal: 'too-many-grants', limit: 100 },
  );
  environment.wallTime += DAY;
  invite('after those have expired');
});

test('A9: lists and letters hold no digest of a token', () => {
  const { room, ann, ben, promote } = createOwnedRoom();
  promote(ben);
  room.invite(ann.sessionId, { role: 'moderator', tokenDigest: 'secret digest' });
  const seen = JSON.stringify([room.grants(ann.sessionId), ann.read(0), room.members(ann.sessionId)]);
  for (const digest of ['secret digest', 'grant of Ann', 'grant of Ben', 'first', 'invitation 1']) {
    assert.equal(seen.includes(digest), false, digest);
  }
});

test('W6: claims, resignations, invitations, revocations and lists of grants cost a read each', () => {
  const { room, ann } = createOwnedRoom({ ...ACTIVE, readsPerNetwork: 100 });
  const call = {
    claim: () => room.claim({ invitationDigest: 'first', grantDigest: 'grant of Ann' }),
    resign: () => room.resign({ presentedDigest: 'unknown' }),
    invite: () => room.invite(ann.sessionId, { role: 'moderator', tokenDigest: 'one' }),
    revoke: () => room.revoke(ann.sessionId, 'unknown'),
    grants: () => room.grants(ann.sessionId),
  };
  // The network has 100 reads, one of which the first claim has used up. One member has ten.
  for (let used = 1; used < 99; used += 2) {
    call.claim();
    call.resign();
  }
  call.claim();
  for (const ofNetwork of [call.claim, call.resign])
    assert.partialDeepStrictEqual(refusalOf(ofNetwork), { refusal: 'too-fast', scope: 'network' });
  for (let used = 0; used < 9; used += 3) {
    call.invite();
    call.revoke();
    call.grants();
  }
  call.grants();
  for (const ofMember of [call.invite, call.revoke, call.grants])
    assert.partialDeepStrictEqual(refusalOf(ofMember), { refusal: 'too-fast', limit: 10 });
});

test('A1: an invitation that is over cannot be opened again', () => {
  const { room, ann, environment } = createOwnedRoom();
  const invite = (tokenDigest: string) => room.invite(ann.sessionId, { role: 'moderator', tokenDigest });
  invite('claimed');
  room.claim({ invitationDigest: 'claimed', grantDigest: 'grant' });
  room.revoke(ann.sessionId, invite('withdrawn').id);
  invite('expired');
  environment.wallTime += DAY;
  for (const tokenDigest of ['claimed', 'withdrawn', 'expired']) {
    assert.deepEqual(
      refusalOf(() => invite(tokenDigest)),
      { refusal: 'id-reused' },
    );
  }
});

test('A4: a repeated claim gives its role to a session that has begun since', () => {
  const { room, join } = createTestRoom(ACTIVE);
  room.invite(undefined, { role: 'owner', tokenDigest: 'first' });
  const claim = { invitationDigest: 'first', grantDigest: 'grant' };
  room.claim(claim);
  const ann = join('Ann');
  assert.deepEqual(room.claim({ ...claim, sessionId: ann.sessionId }), { role: 'owner', isKept: false });
  assert.equal(room.grants(ann.sessionId).grants.length, 1);
});

test('A4: of two grants, the one with the higher role counts', () => {
  const { room, join, ann, rolesSeenBy } = createOwnedRoom();
  room.invite(ann.sessionId, { role: 'moderator', tokenDigest: 'one' });
  room.claim({ invitationDigest: 'one', grantDigest: 'lower' });
  const { next } = ann.cursor();
  const again = join('Ann', { sessionId: ann.sessionId, presentedDigest: 'lower' });
  assert.equal(again.member.role, 'owner');
  assert.deepEqual(ann.cursor().next, next);
  assert.equal(rolesSeenBy(ann)['Ann'], 'owner');
});

test('A5: all members with a grant lose its role when it ends', () => {
  const { room, join, ann, rolesSeenBy } = createOwnedRoom();
  room.invite(ann.sessionId, { role: 'moderator', tokenDigest: 'one' });
  room.claim({ invitationDigest: 'one', grantDigest: 'shared' });
  for (const nickname of ['Cleo', 'Dan']) join(nickname, { presentedDigest: 'shared' });
  const before = ann.cursor().next;
  room.revoke(ann.sessionId, room.grants(ann.sessionId).grants[1]?.id ?? '');
  assert.deepEqual(summarize(ann.read(before)), ['Cleo is no longer in a role', 'Dan is no longer in a role']);
  assert.deepEqual(rolesSeenBy(ann), { Ann: 'owner', Ben: undefined, Cleo: undefined, Dan: undefined });
});

test('A6: nobody but the operator ends an invitation of the operator', () => {
  const { room, ann } = createOwnedRoom();
  const { id } = room.invite(undefined, { role: 'owner', tokenDigest: 'of the operator' });
  assert.deepEqual(
    refusalOf(() => room.revoke(ann.sessionId, id)),
    { refusal: 'outranked' },
  );
});

test('A6 A7: a browser that lost the cookie of its grant has that of its session', () => {
  const { room, ann, ben, promote, rolesSeenBy } = createOwnedRoom();
  room.invite(ann.sessionId, { role: 'moderator', tokenDigest: 'one' });
  const claim = { invitationDigest: 'one', grantDigest: 'new', sessionId: ann.sessionId };
  assert.deepEqual(room.claim(claim), { role: 'owner', isKept: true });
  promote(ben);
  room.resign({ sessionId: ben.sessionId });
  assert.deepEqual(rolesSeenBy(ann), { Ann: 'owner', Ben: undefined });
  assert.equal(room.grants(ann.sessionId).grants.length, 1);
});

test('A7: the link of a used invitation changes nothing for a browser with a role', () => {
  const { room, ann } = createOwnedRoom();
  const again = { invitationDigest: 'first', grantDigest: 'another', presentedDigest: 'grant of Ann' };
  assert.deepEqual(room.claim(again), { role: 'owner', isKept: true });
  assert.equal(room.grants(ann.sessionId).grants.length, 1);
});

test('A8: with 100 grants, a moderator can still become an owner', () => {
  const { room, ann, ben, promote } = createOwnedRoom();
  promote(ben);
  for (let index = 2; index < fixedLimits.maxGrants; index++) {
    room.invite(ann.sessionId, { role: 'moderator', tokenDigest: `a ${index}` });
    room.claim({ invitationDigest: `a ${index}`, grantDigest: `grant ${index}` });
  }
  room.invite(ann.sessionId, { role: 'owner', tokenDigest: 'higher' });
  const claim = { invitationDigest: 'higher', grantDigest: 'higher', sessionId: ben.sessionId };
  assert.deepEqual(room.claim(claim), { role: 'owner', isKept: false });
  assert.equal(room.grants(ann.sessionId).grants.length, fixedLimits.maxGrants);
});

test('A10: a grant ends 90 days after its last use', () => {
  const { room, join, ann, environment, rolesSeenBy } = createOwnedRoom();
  room.invite(ann.sessionId, { role: 'moderator', tokenDigest: 'one' });
  room.claim({ invitationDigest: 'one', grantDigest: 'unused' });
  const joinAgain = () => join('Ann', { sessionId: ann.sessionId, presentedDigest: 'grant of Ann' });
  environment.wallTime += 89 * DAY;
  joinAgain();
  assert.equal(room.grants(ann.sessionId).grants.length, 2);
  environment.wallTime += DAY;
  assert.deepEqual(
    room.grants(ann.sessionId).grants.map(({ label }) => label),
    ['Ann'],
  );
  assert.equal(join('Cleo', { presentedDigest: 'unused' }).member.role, undefined);
  assert(room.hasOwner());
  environment.wallTime += 89 * DAY;
  assert.equal(room.hasOwner(), false);
  assert.equal(rolesSeenBy(ann)['Ann'], 'owner', 'until something else changes');
  room.invite(undefined, { role: 'owner', tokenDigest: 'next' });
  assert.equal(rolesSeenBy(ann)['Ann'], undefined);
});
