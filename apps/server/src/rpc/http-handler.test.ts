import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
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

test('W16: a call is answered before many that another network sent at the same time', async (t) => {
  const { port, room, server } = await startTestServer(t, { trustedProxies: 1 });
  let accepted = 0;
  server.on('connection', () => accepted++);
  const { mock: called } = t.mock.method(room, 'preview');
  const sockets = Array.from({ length: 41 }, () => connect(port, '127.0.0.1').setNoDelay(true));
  t.after(() => sockets.forEach((socket) => socket.destroy()));
  await until(() => accepted === sockets.length);
  const answers = sockets.map((socket) => once(socket, 'data'));
  for (const [index, socket] of sockets.entries()) {
    const from = index < 40 ? '192.0.2.1' : '192.0.2.2';
    socket.write(`GET /trpc/getRoom HTTP/1.1\r\nhost: localhost\r\nx-forwarded-for: ${from}\r\n\r\n`);
  }
  await Promise.all(answers);
  const networks = called.calls.map(({ arguments: [network] }) => network);
  const place = networks.findIndex((network) => networks.indexOf(network) === networks.lastIndexOf(network));
  assert.equal(networks.length, 41);
  assert.ok(place < 20, `the call was the ${place + 1}th of 41`);
});
