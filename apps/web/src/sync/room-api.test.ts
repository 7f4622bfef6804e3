import assert from 'node:assert/strict';
import test from 'node:test';
import { createRoomApi, isPermanentError, refusalOf } from './room-api.ts';

const answer = { type: 'reconnect', epoch: 'first', next: 3 } as const;
const request = { since: 3, epoch: 'first', tab: 'one', hold: true };
const { signal } = new AbortController();

/** A room that rejects requests with a certain field and answers all others; and the requests. */
const createFakeRoom = (rejected: { field: string; rule: string } | undefined) => {
  const requests: unknown[] = [];
  const fetch = (url: string) => {
    const input: unknown = JSON.parse(new URL(url).searchParams.get('input') ?? '');
    requests.push(input);
    const isRejected = rejected && typeof input === 'object' && input && rejected.field in input;
    const issues = [{ field: '', rule: rejected?.rule }];
    const error = { code: -32_600, message: '', data: { code: 'BAD_REQUEST', httpStatus: 400, issues } };
    const body = isRejected ? { error } : { result: { data: answer } };
    return Promise.resolve(Response.json(body, { status: isRejected ? 400 : 200 }));
  };
  return { requests, api: createRoomApi({ url: 'http://room/trpc', fetch }) };
};

test('a wait names the version of the presence that is known', async () => {
  const { api, requests } = createFakeRoom(undefined);
  assert.deepEqual(await api.wait({ ...request, presence: 4 }, signal), answer);
  assert.deepEqual(requests, [{ ...request, presence: 4 }]);
});

test('after an older room rejected the presence, no wait names it again', async () => {
  const { api, requests } = createFakeRoom({ field: 'presence', rule: 'unrecognized_keys' });
  for (let time = 0; time < 2; time++) assert.deepEqual(await api.wait({ ...request, presence: 4 }, signal), answer);
  assert.deepEqual(requests, [{ ...request, presence: 4 }, request, request]);
});

test('after an older room rejected the longest hold, waits still name the presence', async () => {
  const { api, requests } = createFakeRoom({ field: 'maxHoldMs', rule: 'unrecognized_keys' });
  const full = { ...request, presence: 4, maxHoldMs: 20_000 };
  for (let time = 0; time < 2; time++) assert.deepEqual(await api.wait(full, signal), answer);
  const known = { ...request, presence: 4 };
  assert.deepEqual(requests, [full, known, known]);
});

test('a wait that is rejected for another reason is not repeated', async () => {
  const { api, requests } = createFakeRoom({ field: 'since', rule: 'too_small' });
  await assert.rejects(api.wait({ ...request, presence: 4 }, signal));
  assert.equal(requests.length, 1);
});

test('what a proxy answers instead of the room is a failure of the connection', async () => {
  for (const [body, status] of [
    ['<h1>504 Gateway Time-out</h1>', 504],
    ['<h1>502 Bad Gateway</h1>', 502],
    ['<h1>408 Request Timeout</h1>', 408],
    ['', 200],
    ['{}', 200],
  ] as const) {
    const api = createRoomApi({ url: 'http://room/trpc', fetch: async () => new Response(body, { status }) });
    const error: unknown = await api.wait(request, signal).then(
      () => assert.fail('it was not an answer'),
      (reason: unknown) => reason,
    );
    assert.deepEqual([refusalOf(error), isPermanentError(error)], [undefined, false], `${status} ${body}`);
  }
});
