import assert from 'node:assert/strict';
import test from 'node:test';
import { startTestServer } from '../testing/start-test-server.ts';
import { until } from '../testing/until.ts';

test('an answer for many clients is serialized once', async (t) => {
  const { room, openBrowser } = await startTestServer(t);
  const browsers = Array.from({ length: 5 }, openBrowser);
  for (const [index, { trpc }] of browsers.entries()) await trpc.join.mutate({ nickname: `Ann${'abcde'[index]}` });
  const { epoch, next } = room.position();
  const { mock: parked } = t.mock.method(room, 'wait');
  const waits = browsers.map(({ trpc }) => trpc.wait.query({ since: next, epoch }));
  await until(() => parked.callCount() === waits.length);

  const { mock: stringify } = t.mock.method(JSON, 'stringify');
  await browsers[0]?.trpc.send.mutate({ text: 'hello', clientMsgId: crypto.randomUUID() });
  const answers = await Promise.all(waits);
  const count = stringify.calls.filter(({ result }) => result?.includes('"mail"')).length;
  assert.deepEqual([answers.length, count], [browsers.length, 1]);
});
