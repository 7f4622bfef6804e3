import assert from 'node:assert/strict';
import test from 'node:test';
import { openMailroom } from './testing/start-server.ts';

test('one answer that many wait for is written as JSON once', async (t) => {
  const { room, browser } = await openMailroom(t);
  const people = Array.from({ length: 5 }, browser);
  for (const [index, { trpc }] of people.entries()) await trpc.join.mutate({ nickname: `Ann${'abcde'[index]}` });
  const { epoch, next } = room.position();
  const { mock: parked } = t.mock.method(room, 'wait');
  const heard = people.map(({ trpc }) => trpc.wait.query({ since: next, epoch }));
  await t.waitFor(() => assert.equal(parked.callCount(), people.length));

  const { mock: written } = t.mock.method(JSON, 'stringify');
  await people[0]?.trpc.send.mutate({ text: 'hello', clientMsgId: crypto.randomUUID() });
  const answers = await Promise.all(heard);
  const times = written.calls.filter(({ result }) => result?.includes('"mail"')).length;
  assert.deepEqual([answers.length, times], [people.length, 1]);
});
