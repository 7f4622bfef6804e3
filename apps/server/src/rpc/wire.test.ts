import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { TRPCClientError } from '@trpc/client';
import { openMailroom } from './testing/start-server.ts';
import type { AppRouter } from './router.ts';

/** What a refused call says on the wire. */
const errorOf = async (call: Promise<unknown>) => {
  try {
    await call;
  } catch (error) {
    if (error instanceof TRPCClientError) return (error as TRPCClientError<AppRouter>).data;
    throw error;
  }
  throw new Error('it was not refused');
};

test('a conversation over tRPC’s own client', async (t) => {
  const { browser } = await openMailroom(t);
  const [ann, ben] = [browser(), browser()];
  const annsVisit = await ann.trpc.join.mutate({ nickname: 'Ann' });
  const bensVisit = await ben.trpc.join.mutate({ nickname: 'Ben' });
  const { epoch } = annsVisit;
  assert.deepEqual(bensVisit.members, [annsVisit.you, bensVisit.you]);
  assert.deepEqual(await ben.trpc.getUsers.query(), { epoch, next: 2, members: bensVisit.members });
  assert.deepEqual(await ben.trpc.getMsgId.query(), { epoch, next: 2, oldest: 0 });

  const parked = ben.trpc.wait.query({ since: bensVisit.next, epoch, tab: 'one' });
  const clientMsgId = randomUUID();
  assert.deepEqual(await ann.trpc.send.mutate({ text: 'hello', clientMsgId }), { id: 2, at: 1_000, duplicate: false });
  assert.deepEqual(await ann.trpc.send.mutate({ text: 'hello', clientMsgId }), { id: 2, at: 1_000, duplicate: true });
  const event = { type: 'said', member: annsVisit.you, text: 'hello', clientMsgId };
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

test('wait answers in each of its five ways', async (t) => {
  const { browser, room } = await openMailroom(t, { holdMs: 30 });
  const ann = browser();
  const { epoch, next } = await ann.trpc.join.mutate({ nickname: 'Ann' });
  const wait = (input: { since?: number; epoch?: string; tab?: string; hold?: boolean }) =>
    ann.trpc.wait.query({ since: next, ...input });

  assert.equal((await wait({ since: 0 })).type, 'mail');
  assert.deepEqual(await wait({}), { type: 'reconnect', epoch, next });
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

test('who says which signs they know is told of others, and who says nothing of it is not', async (t) => {
  const { browser, room } = await openMailroom(t, { holdMs: 30 });
  const [ann, ben] = [browser(), browser()];
  const { you } = await ann.trpc.join.mutate({ nickname: 'Ann' });
  const { epoch, next } = await ben.trpc.join.mutate({ nickname: 'Ben' });
  const waiting = ben.trpc.wait.query({ since: next, presence: 0 });
  assert.deepEqual(await ann.trpc.typing.mutate(), {});
  room.sweep();
  const presence = { version: 1, away: [], writing: [you.id] };
  assert.deepEqual(await waiting, { type: 'reconnect', epoch, next, presence });
  assert.deepEqual(await ben.trpc.wait.query({ since: next, presence: 0, hold: false }), await waiting);
  for (const known of [{ presence: 1 }, {}]) {
    assert.deepEqual(await ben.trpc.wait.query({ since: next, ...known }), { type: 'reconnect', epoch, next });
  }
  await ann.trpc.typing.mutate({ stopped: true });
  room.sweep();
  assert.deepEqual(await ben.trpc.wait.query({ since: next, presence: 1 }), {
    type: 'reconnect',
    epoch,
    next,
    presence: { version: 2, away: [], writing: [] },
  });
});

test('a newer wait of the same tab ends the older one at once', async (t) => {
  const { browser } = await openMailroom(t);
  const ann = browser();
  const { next } = await ann.trpc.join.mutate({ nickname: 'Ann' });
  const older = ann.trpc.wait.query({ since: next, tab: 'one' });
  const newer = ann.trpc.wait.query({ since: next, tab: 'one' });
  assert.deepEqual(await Promise.race([older, newer]), { type: 'superseded' });
  await ann.trpc.leave.mutate();
  assert.deepEqual(new Set([(await older).type, (await newer).type]), new Set(['superseded', 'closed']));
});

test('every refusal travels with its name and what to do about it', async (t) => {
  const { browser } = await openMailroom(t, { messagesPerWindow: 1, members: 2, membersPerHost: 1 });
  const [ann, ben] = [browser(), browser()];
  const join = (who: typeof ann, nickname: string) => errorOf(who.trpc.join.mutate({ nickname }));
  const say = (text: string, clientMsgId: string = randomUUID()) =>
    errorOf(ann.trpc.send.mutate({ text, clientMsgId }));
  const on = (path: string, code: string, httpStatus: number) => ({ path, code, httpStatus });

  await ann.trpc.join.mutate({ nickname: 'Ann' });
  assert.deepEqual(await join(ben, 'ann'), { ...on('join', 'CONFLICT', 409), refusal: 'nickname-taken' });
  assert.deepEqual(await join(ben, 'b b'), {
    ...on('join', 'BAD_REQUEST', 400),
    refusal: 'nickname-invalid',
    rule: 'not-letters-or-digits',
    limit: 16,
  });
  assert.deepEqual(await join(ben, 'Ben'), {
    ...on('join', 'FORBIDDEN', 403),
    refusal: 'too-many-from-host',
    limit: 1,
  });
  assert.deepEqual(await say(' '), {
    ...on('send', 'BAD_REQUEST', 400),
    refusal: 'text-invalid',
    rule: 'empty',
    limit: 256,
  });
  const clientMsgId = randomUUID();
  await ann.trpc.send.mutate({ text: 'one', clientMsgId });
  assert.deepEqual(await say('two', clientMsgId), { ...on('send', 'CONFLICT', 409), refusal: 'id-reused' });
  const tooFast = await say('two');
  assert(tooFast?.refusal === 'too-fast' && tooFast.retryAfterMs > 0 && tooFast.retryAfterMs <= 3_000);
  assert.equal(tooFast.httpStatus, 429);
  assert.deepEqual(await errorOf(ann.trpc.leave.mutate({ reason: 'z'.repeat(33) })), {
    ...on('leave', 'BAD_REQUEST', 400),
    refusal: 'reason-invalid',
    rule: 'too-long',
    limit: 32,
  });
});

test('a full room says so', async (t) => {
  const { browser } = await openMailroom(t, { members: 1 });
  await browser().trpc.join.mutate({ nickname: 'Ann' });
  assert.deepEqual(await errorOf(browser().trpc.join.mutate({ nickname: 'Ben' })), {
    path: 'join',
    code: 'SERVICE_UNAVAILABLE',
    httpStatus: 503,
    refusal: 'room-full',
    limit: 1,
  });
});

test('input that does not fit names its field and rule', async (t) => {
  const { browser } = await openMailroom(t);
  const ann = browser();
  await ann.trpc.join.mutate({ nickname: 'Ann' });
  const data = await errorOf(ann.trpc.send.mutate({ text: 'hello', clientMsgId: 'one' }));
  assert.deepEqual(data?.issues, [{ field: 'clientMsgId', rule: 'invalid_format' }]);
  assert.deepEqual((await errorOf(ann.trpc.wait.query({ since: -1 })))?.issues, [
    { field: 'since', rule: 'too_small' },
  ]);
  const strange = { nickname: 'Ann', colour: 'red' };
  assert.deepEqual((await errorOf(ann.trpc.join.mutate(strange)))?.issues, [{ field: '', rule: 'unrecognized_keys' }]);
});

test('the same attempt brings the same session back over the wire', async (t) => {
  const { browser } = await openMailroom(t);
  const [tab, sameTab] = [browser(), browser()];
  const attempt = randomUUID();
  const first = await tab.trpc.join.mutate({ nickname: 'Ann', attempt });
  const again = await sameTab.trpc.join.mutate({ nickname: 'Ann', attempt });
  assert.deepEqual([again.you, sameTab.cookie], [first.you, tab.cookie]);
});

test('while there is no time for newcomers they are told when to try again, and who is in stays in', async (t) => {
  let isBusy = false;
  const { browser } = await openMailroom(t, { busyMs: () => (isBusy ? 2_500 : 0) });
  const [ann, ben] = [browser(), browser()];
  await ann.trpc.join.mutate({ nickname: 'Ann' });
  isBusy = true;
  const refused = await errorOf(ben.trpc.join.mutate({ nickname: 'Ben' }));
  assert.equal(refused?.httpStatus, 503);
  assert.equal(refused?.refusal, 'room-busy');
  assert.equal(refused?.refusal === 'room-busy' && refused.retryAfterMs, 2_500);
  assert.deepEqual((await ann.trpc.getUsers.query()).members.length, 1);
  isBusy = false;
  await ben.trpc.join.mutate({ nickname: 'Ben' });
});
