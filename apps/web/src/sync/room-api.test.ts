import assert from 'node:assert/strict';
import test from 'node:test';
import { createRoomApi } from './room-api.ts';

const answer = { type: 'reconnect', epoch: 'first', next: 3 } as const;
const question = { since: 3, epoch: 'first', tab: 'one', hold: true };
const { signal } = new AbortController();

/** A room that answers every question, unless it asks for what the room refuses; and what it was asked. */
const aRoom = (refused: { field: string; rule: string } | undefined) => {
  const asked: unknown[] = [];
  const fetch = (address: RequestInfo | URL) => {
    const input: unknown = JSON.parse(new URL(address as string).searchParams.get('input') ?? '');
    asked.push(input);
    const isRefused = refused && typeof input === 'object' && input && refused.field in input;
    const issues = [{ field: '', rule: refused?.rule }];
    const error = { code: -32_600, message: '', data: { code: 'BAD_REQUEST', httpStatus: 400, issues } };
    const body = isRefused ? { error } : { result: { data: answer } };
    return Promise.resolve(Response.json(body, { status: isRefused ? 400 : 200 }));
  };
  return { asked, api: createRoomApi({ url: 'http://room/trpc', fetch }) };
};

test('the room is told which signs are known', async () => {
  const { api, asked } = aRoom(undefined);
  assert.deepEqual(await api.wait({ ...question, presence: 4 }, signal), answer);
  assert.deepEqual(asked, [{ ...question, presence: 4 }]);
});

test('a room that is older than the page is asked for no signs, from the first refusal on', async () => {
  const { api, asked } = aRoom({ field: 'presence', rule: 'unrecognized_keys' });
  for (let time = 0; time < 2; time++) assert.deepEqual(await api.wait({ ...question, presence: 4 }, signal), answer);
  assert.deepEqual(asked, [{ ...question, presence: 4 }, question, question]);
});

test('what is refused for another reason is not asked again', async () => {
  const { api, asked } = aRoom({ field: 'since', rule: 'too_small' });
  await assert.rejects(api.wait({ ...question, presence: 4 }, signal));
  assert.equal(asked.length, 1);
});
