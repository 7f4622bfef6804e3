import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { JoinResult, Refusal } from '@mailroom/shared';
import { storedAttempt, storedMemberId, storedNickname, tabAttempt } from '../browser/storage/storage.ts';
import { limits, roomInfo } from '../sync/testing/room-events.ts';
import { clearSession, storeSession } from './stored-session.ts';

// Node has no document and no storage. The values are in memory.
Object.defineProperty(globalThis, 'document', { value: { querySelector: () => null } });
const { JoinAttempt, rejoinAs, resumeSession } = await import('./session.ts');

const joinResult = (id: string, nickname = 'Ann'): JoinResult => ({
  you: { id, nickname },
  epoch: 'first',
  next: 0,
  members: [{ id, nickname }],
  letters: [],
  limits,
  room: roomInfo,
});
const NO_SESSION: Refusal = { refusal: 'no-session' };

interface JoinInput {
  readonly nickname: string;
  readonly attempt: string;
  readonly resume?: boolean;
}

/** Replaces `fetch` by a room whose joins have these outcomes, and that knows the session of no other request. Returns the joins. */
const fakeRoom = (t: TestContext, outcomes: readonly (JoinResult | Refusal)[]) => {
  const left = [...outcomes];
  const joins: JoinInput[] = [];
  const reply = (outcome: unknown, isRefusal: boolean) => {
    const body = isRefusal
      ? {
          error: {
            message: '',
            code: -32_600,
            data: { code: 'BAD_REQUEST', httpStatus: 400, ...(outcome as Refusal) },
          },
        }
      : { result: { data: outcome } };
    return new Response(JSON.stringify(body), { status: isRefusal ? 400 : 200 });
  };
  t.mock.method(globalThis, 'fetch', async (url: string, { body }: { body?: string }) => {
    if (!url.endsWith('/join')) return reply(NO_SESSION, true);
    joins.push(JSON.parse(body ?? '{}') as JoinInput);
    const outcome = left.shift();
    assert(outcome);
    return reply(outcome, 'refusal' in outcome);
  });
  return joins;
};

const { signal } = new AbortController();
const ann = joinResult('ann').you;

/** The browser is in the room as Ann. */
const joinedBrowser = () => storeSession(joinResult('ann'), 'attempt');

/** The browser deletes the data of the site. What a page wrote stays in its memory. */
const deleteSiteData = () => {
  for (const value of [storedAttempt, storedMemberId, storedNickname]) value.write('');
};

test('a second try under the same nickname has the attempt of the first, also in another lobby', async (t) => {
  clearSession();
  const joins = fakeRoom(t, [joinResult('ann'), joinResult('ann'), joinResult('ben', 'Ben')]);
  await new JoinAttempt('Ann').join();
  await new JoinAttempt('Ann').join();
  await new JoinAttempt('Ben').join();
  const [first, second, third] = joins.map(({ attempt }) => attempt);
  assert.equal(first, second);
  assert.notEqual(second, third);
});

test('after a leave the next join is another attempt', async (t) => {
  joinedBrowser();
  clearSession();
  const joins = fakeRoom(t, [joinResult('ann again')]);
  await new JoinAttempt('Ann').join();
  assert.notEqual(joins[0]?.attempt, 'attempt');
});

test('an attempt whose session has ended continues under another id, which later requests repeat', async (t) => {
  joinedBrowser();
  const taken: Refusal = { refusal: 'nickname-taken' };
  const joins = fakeRoom(t, [NO_SESSION, taken, joinResult('ann again')]);
  const attempt = new JoinAttempt('Ann');
  await assert.rejects(attempt.join());
  await attempt.join();
  const [first, second, third] = joins.map((join) => join.attempt);
  assert.equal(first, 'attempt');
  assert.notEqual(second, 'attempt');
  assert.equal(third, second);
  assert.equal(storedAttempt.read(), second);
});

test('a tab rejoins with the attempt that it knows after the browser deleted the data of the site', async (t) => {
  joinedBrowser();
  deleteSiteData();
  const joins = fakeRoom(t, [joinResult('ann')]);
  assert.equal((await rejoinAs(ann, signal, 'resume'))?.you.id, 'ann');
  assert.deepEqual(joins, [{ nickname: 'Ann', attempt: 'attempt', resume: true }]);
  assert.deepEqual([storedAttempt.read(), storedMemberId.read(), storedNickname.read()], ['attempt', 'ann', 'Ann']);
});

test('no tab rejoins after the member left in another one', async (t) => {
  joinedBrowser();
  storedAttempt.write('left');
  const joins = fakeRoom(t, []);
  for (const mode of ['rejoin', 'resume', 'join-as-new'] as const)
    assert.equal(await rejoinAs(ann, signal, mode), undefined);
  assert.deepEqual([joins, await resumeSession(signal)], [[], null]);
});

test('a reload after the cookie was deleted resumes the session, and joins no new member', async (t) => {
  joinedBrowser();
  const joins = fakeRoom(t, [joinResult('ann'), NO_SESSION]);
  assert.equal((await resumeSession(signal))?.you.id, 'ann');
  assert.equal(await resumeSession(signal), null, 'after the session ended');
  tabAttempt.write('');
  assert.equal(await resumeSession(signal), null, 'another tab does not come back on its own');
  assert.deepEqual(
    joins.map(({ resume }) => resume),
    [true, true],
  );
});
