import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test, { type TestContext } from 'node:test';
import { TRPCClientError } from '@trpc/client';
import { defaultRoomSettings, digest } from '@mailroom/shared';
import { startTestServer } from '../testing/start-test-server.ts';
import { until } from '../testing/until.ts';
import type { AppRouter } from './router.ts';
import { TimerWheel } from './timer-wheel.ts';

/** Returns the `data` of the error of a call that fails. */
const errorOf = async (call: Promise<unknown>) => {
  try {
    await call;
  } catch (error) {
    if (error instanceof TRPCClientError) return (error as TRPCClientError<AppRouter>).data;
    throw error;
  }
  throw new Error('The call did not fail.');
};

test('two members exchange a message with tRPC’s client', async (t) => {
  const { openBrowser } = await startTestServer(t);
  const [ann, ben] = [openBrowser(), openBrowser()];
  const annJoined = await ann.trpc.join.mutate({ nickname: 'Ann' });
  const benJoined = await ben.trpc.join.mutate({ nickname: 'Ben' });
  const { epoch } = annJoined;
  assert.deepEqual(benJoined.members, [annJoined.you, benJoined.you]);
  assert.deepEqual(await ben.trpc.getUsers.query(), { epoch, next: 2, members: benJoined.members });
  assert.deepEqual(await ben.trpc.getMsgId.query(), { epoch, next: 2, oldest: 0 });

  const parked = ben.trpc.wait.query({ since: benJoined.next, epoch, tab: 'one' });
  const clientMsgId = randomUUID();
  assert.deepEqual(await ann.trpc.send.mutate({ text: 'hello', clientMsgId }), { id: 2, at: 1_000, duplicate: false });
  assert.deepEqual(await ann.trpc.send.mutate({ text: 'hello', clientMsgId }), { id: 2, at: 1_000, duplicate: true });
  const event = { type: 'said', member: annJoined.you, text: 'hello', mutationId: digest(clientMsgId) };
  assert.deepEqual(await parked, {
    type: 'mail',
    epoch,
    from: 2,
    next: 3,
    missed: 0,
    letters: [{ id: 2, at: 1_000, event }],
  });

  assert.deepEqual(await ann.trpc.leave.mutate({ reason: 'supper' }), {});
  assert.deepEqual(await errorOf(ann.trpc.getUsers.query()), {
    code: 'UNAUTHORIZED',
    httpStatus: 401,
    path: 'getUsers',
    refusal: 'no-session',
  });
});

test('wait gives each type of answer', async (t) => {
  const { openBrowser, room, waitUntilHoldEnds } = await startServerWithManualHolds(t);
  const ann = openBrowser();
  const { epoch, next } = await ann.trpc.join.mutate({ nickname: 'Ann' });
  const wait = (input: { since?: number; epoch?: string; tab?: string; hold?: boolean }) =>
    ann.trpc.wait.query({ since: next, ...input });

  assert.equal((await wait({ since: 0 })).type, 'mail');
  assert.deepEqual(await waitUntilHoldEnds(() => wait({})), { type: 'reconnect', epoch, next });
  assert.deepEqual(await wait({ hold: false }), { type: 'reconnect', epoch, next });
  assert.deepEqual(await wait({ epoch: 'another' }), { type: 'reset', why: 'epoch', epoch, oldest: 0, next });
  assert.deepEqual(await wait({ since: 99 }), { type: 'reset', why: 'future', epoch, oldest: 0, next });
  assert.deepEqual(await wait({ since: 99, epoch: 'another' }), {
    type: 'reset',
    why: 'epoch',
    epoch,
    oldest: 0,
    next,
  });
  room.close();
  assert.deepEqual(await wait({}), { type: 'closed', why: 'restarting', retryAfterMs: 1_000 });
});

test('wait returns the presence only to a client that asks for it and has another version', async (t) => {
  const { openBrowser, room, waitUntilHoldEnds } = await startServerWithManualHolds(t);
  const [ann, ben] = [openBrowser(), openBrowser()];
  const { you } = await ann.trpc.join.mutate({ nickname: 'Ann' });
  const { epoch, next } = await ben.trpc.join.mutate({ nickname: 'Ben' });
  const waiting = ben.trpc.wait.query({ since: next, presence: 0 });
  assert.deepEqual(await ann.trpc.typing.mutate(), {});
  room.sweep();
  const presence = { version: 1, away: [], typing: [you.id] };
  assert.deepEqual(await waiting, { type: 'reconnect', epoch, next, presence });
  assert.deepEqual(await ben.trpc.wait.query({ since: next, presence: 0, hold: false }), await waiting);
  for (const version of [{ presence: 1 }, {}]) {
    const answer = waitUntilHoldEnds(() => ben.trpc.wait.query({ since: next, ...version }));
    assert.deepEqual(await answer, { type: 'reconnect', epoch, next });
  }
  await ann.trpc.typing.mutate({ stopped: true });
  room.sweep();
  assert.deepEqual(await ben.trpc.wait.query({ since: next, presence: 1 }), {
    type: 'reconnect',
    epoch,
    next,
    presence: { version: 2, away: [], typing: [] },
  });
});

test('a client says for how long its wait may be held', async (t) => {
  const holds: number[] = [];
  t.mock.method(TimerWheel.prototype, 'schedule', (ms: number, onEnd: () => void) => {
    holds.push(ms);
    setImmediate(onEnd);
    return () => {};
  });
  const { openBrowser } = await startTestServer(t);
  const ann = openBrowser();
  const { epoch, next } = await ann.trpc.join.mutate({ nickname: 'Ann' });
  holds.length = 0;
  const answer = await ann.trpc.wait.query({ since: next, maxHoldMs: 5_000 });
  assert.deepEqual(answer, { type: 'reconnect', epoch, next });
  assert(holds.length === 1 && holds.every((ms) => ms >= 4_000 && ms <= 5_000), String(holds));
  for (const maxHoldMs of [999, 600_001]) {
    const data = await errorOf(ann.trpc.wait.query({ since: next, maxHoldMs }));
    assert.deepEqual(data?.issues, [{ field: 'maxHoldMs', rule: maxHoldMs < 1_000 ? 'too_small' : 'too_big' }]);
  }
});

/** Starts a server whose holds end by hand. `waitUntilHoldEnds` makes a wait and ends its hold once the wait is parked. */
const startServerWithManualHolds = async (t: TestContext) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const server = await startTestServer(t);
  const { mock: waits } = t.mock.method(server.room, 'wait');
  const waitUntilHoldEnds = async <Answer>(wait: () => Promise<Answer>): Promise<Answer> => {
    const parkedBefore = waits.callCount();
    const answer = wait();
    await until(() => waits.callCount() > parkedBefore);
    t.mock.timers.tick(2 * defaultRoomSettings.holdMs);
    return answer;
  };
  return { ...server, waitUntilHoldEnds };
};

test('a newer wait of the same tab supersedes the older one', async (t) => {
  const { openBrowser } = await startTestServer(t);
  const ann = openBrowser();
  const { next } = await ann.trpc.join.mutate({ nickname: 'Ann' });
  const older = ann.trpc.wait.query({ since: next, tab: 'one' });
  const newer = ann.trpc.wait.query({ since: next, tab: 'one' });
  assert.deepEqual(await Promise.race([older, newer]), { type: 'superseded' });
  await ann.trpc.leave.mutate();
  assert.deepEqual(new Set([(await older).type, (await newer).type]), new Set(['superseded', 'closed']));
});

test('a refusal has a code and the fields that the client needs', async (t) => {
  const { openBrowser } = await startTestServer(t, {
    messagesPerWindow: 1,
    windowMs: 600_000,
    members: 2,
    membersPerNetwork: 1,
  });
  const [ann, ben] = [openBrowser(), openBrowser()];
  const join = (browser: typeof ann, nickname: string) => errorOf(browser.trpc.join.mutate({ nickname }));
  const send = (text: string, clientMsgId: string = randomUUID()) =>
    errorOf(ann.trpc.send.mutate({ text, clientMsgId }));
  const errorData = (path: string, code: string, httpStatus: number) => ({ path, code, httpStatus });

  await ann.trpc.join.mutate({ nickname: 'Ann' });
  assert.deepEqual(await join(ben, 'ann'), { ...errorData('join', 'CONFLICT', 409), refusal: 'nickname-taken' });
  assert.deepEqual(await join(ben, 'b b'), {
    ...errorData('join', 'BAD_REQUEST', 400),
    refusal: 'nickname-invalid',
    rule: 'not-letters-or-digits',
    limit: 16,
  });
  assert.deepEqual(await join(ben, 'Ben'), {
    ...errorData('join', 'FORBIDDEN', 403),
    refusal: 'too-many-from-host',
    limit: 1,
  });
  assert.deepEqual(await send(' '), {
    ...errorData('send', 'BAD_REQUEST', 400),
    refusal: 'text-invalid',
    rule: 'empty',
    limit: 2_000,
  });
  const clientMsgId = randomUUID();
  await ann.trpc.send.mutate({ text: 'one', clientMsgId });
  assert.deepEqual(await send('two', clientMsgId), { ...errorData('send', 'CONFLICT', 409), refusal: 'id-reused' });
  const tooFast = await send('two');
  assert(tooFast?.refusal === 'too-fast' && tooFast.retryAfterMs > 0 && tooFast.retryAfterMs <= 600_000);
  assert.equal(tooFast.httpStatus, 429);
  assert.deepEqual(await errorOf(ann.trpc.leave.mutate({ reason: 'z'.repeat(33) })), {
    ...errorData('leave', 'BAD_REQUEST', 400),
    refusal: 'reason-invalid',
    rule: 'too-long',
    limit: 32,
  });
});

test('a full room refuses to admit a member', async (t) => {
  const { openBrowser } = await startTestServer(t, { members: 1 });
  await openBrowser().trpc.join.mutate({ nickname: 'Ann' });
  assert.deepEqual(await errorOf(openBrowser().trpc.join.mutate({ nickname: 'Ben' })), {
    path: 'join',
    code: 'SERVICE_UNAVAILABLE',
    httpStatus: 503,
    refusal: 'room-full',
    limit: 1,
  });
});

test('the error for an invalid input names the field and the rule', async (t) => {
  const { openBrowser } = await startTestServer(t);
  const ann = openBrowser();
  await ann.trpc.join.mutate({ nickname: 'Ann' });
  const data = await errorOf(ann.trpc.send.mutate({ text: 'hello', clientMsgId: 'one' }));
  assert.deepEqual(data?.issues, [{ field: 'clientMsgId', rule: 'invalid_format' }]);
  assert.deepEqual((await errorOf(ann.trpc.wait.query({ since: -1 })))?.issues, [
    { field: 'since', rule: 'too_small' },
  ]);
  const unknownField = { nickname: 'Ann', color: 'red' };
  assert.deepEqual((await errorOf(ann.trpc.join.mutate(unknownField)))?.issues, [
    { field: '', rule: 'unrecognized_keys' },
  ]);
});

test('a repeated join attempt gets the same session', async (t) => {
  const { openBrowser } = await startTestServer(t);
  const [tab, sameTab] = [openBrowser(), openBrowser()];
  const attempt = randomUUID();
  const first = await tab.trpc.join.mutate({ nickname: 'Ann', attempt });
  const again = await sameTab.trpc.join.mutate({ nickname: 'Ann', attempt });
  assert.deepEqual([again.you, sameTab.cookie], [first.you, tab.cookie]);
});

test('an overloaded server refuses to admit members but serves those who joined', async (t) => {
  let isOverloaded = false;
  const { openBrowser } = await startTestServer(t, { joinRetryAfterMs: () => (isOverloaded ? 2_500 : 0) });
  const [ann, ben] = [openBrowser(), openBrowser()];
  await ann.trpc.join.mutate({ nickname: 'Ann' });
  isOverloaded = true;
  const refused = await errorOf(ben.trpc.join.mutate({ nickname: 'Ben' }));
  assert.equal(refused?.httpStatus, 503);
  assert.equal(refused?.refusal, 'room-busy');
  assert.equal(refused?.refusal === 'room-busy' && refused.retryAfterMs, 2_500);
  assert.deepEqual((await ann.trpc.getUsers.query()).members.length, 1);
  isOverloaded = false;
  await ben.trpc.join.mutate({ nickname: 'Ben' });
});
