import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import test, { type TestContext } from 'node:test';
import { startTestServer } from '../testing/start-test-server.ts';
import { until } from '../testing/until.ts';

const { stringify } = JSON;

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

/** Opens connections to a server. Returns a function that sends these requests over them in one tick, and returns the responses. */
const openConnections = async (t: TestContext, { port, server }: { port: number; server: Server }, count: number) => {
  let accepted = 0;
  server.on('connection', () => accepted++);
  const sockets = Array.from({ length: count }, () => connect(port, '127.0.0.1').setNoDelay(true));
  t.after(() => sockets.forEach((socket) => socket.destroy()));
  await until(() => accepted === sockets.length);
  return async (requests: readonly string[]) => {
    const answers = sockets.map(async (socket) => String((await once(socket, 'data'))[0]));
    for (const [index, socket] of sockets.entries()) socket.write(requests[index] ?? '');
    return Promise.all(answers);
  };
};

const get = (path: string, from: string, headers = '') =>
  `GET /trpc/${path} HTTP/1.1\r\nhost: localhost\r\nx-forwarded-for: ${from}\r\n${headers}\r\n`;

test('W16: a call is answered before many that another network sent at the same time', async (t) => {
  const testServer = await startTestServer(t, { trustedProxies: 1 });
  const { mock: called } = t.mock.method(testServer.room, 'preview');
  const send = await openConnections(t, testServer, 41);
  await send([...Array<string>(40).fill(get('getRoom', '192.0.2.1')), get('getRoom', '192.0.2.2')]);
  const networks = called.calls.map(({ arguments: [network] }) => network);
  const place = networks.findIndex((network) => networks.indexOf(network) === networks.lastIndexOf(network));
  assert.equal(networks.length, 41);
  assert.ok(place < 20, `the call was the ${place + 1}th of 41`);
});

test('W16: a wait begins before many calls that its network sent at the same time', async (t) => {
  const testServer = await startTestServer(t, { trustedProxies: 1 });
  const ann = testServer.openBrowser();
  await ann.trpc.join.mutate({ nickname: 'Ann' });
  const { mock: previewed } = t.mock.method(testServer.room, 'preview');
  let before = Infinity;
  const read = testServer.room.read.bind(testServer.room);
  t.mock.method(testServer.room, 'read', (...args: Parameters<typeof read>) => {
    before = previewed.callCount();
    return read(...args);
  });
  const send = await openConnections(t, testServer, 41);
  const input = encodeURIComponent(JSON.stringify({ since: 0, hold: false }));
  await send([
    ...Array<string>(40).fill(get('getRoom', '192.0.2.1')),
    get(`wait?input=${input}`, '192.0.2.1', `cookie: ${ann.cookie}\r\n`),
  ]);
  assert.ok(before < 20, `${before} of 40 calls began before the wait`);
});

test('W16: immediate answers of waits take turns if nobody got them before', async (t) => {
  const testServer = await startTestServer(t, { trustedProxies: 1, messagesPerWindow: 0 });
  const ann = testServer.openBrowser();
  await ann.trpc.join.mutate({ nickname: 'Ann' });
  for (let count = 0; count < 40; count++) {
    await ann.trpc.send.mutate({ text: `message ${count}`, clientMsgId: crypto.randomUUID() });
  }
  const answered: string[] = [];
  const { mock: stringified } = t.mock.method(JSON, 'stringify', (value: unknown) => {
    const text = stringify(value);
    if (text.includes('"mail"')) answered.push('mail');
    return text;
  });
  const { mock: previewed } = t.mock.method(testServer.room, 'preview', () => {
    answered.push('preview');
    return { name: '', topic: '', memberCount: 1 };
  });
  const waits = Array.from({ length: 40 }, (_, since) => {
    const input = encodeURIComponent(`{"since":${since + 1},"hold":false}`);
    return get(`wait?input=${input}`, '192.0.2.1', `cookie: ${ann.cookie}\r\n`);
  });
  const send = await openConnections(t, testServer, 41);
  await send([...waits, get('getRoom', '192.0.2.2')]);
  assert.ok(stringified.callCount() >= 40 && previewed.callCount() === 1);
  const place = answered.indexOf('preview');
  assert.ok(place < 20, `the call of another network came after ${place} of 40 answers`);
});

test('W14 W16: calls that wait for their turn are refused unprocessed once the budget of failures is used up', async (t) => {
  const testServer = await startTestServer(t, { trustedProxies: 1, failuresPerNetwork: 10, monotonicNow: () => 0 });
  const send = await openConnections(t, testServer, 40);
  const responses = await send(Array<string>(40).fill(get('getUsers', '192.0.2.1')));
  const statuses = responses.map((response) => /^HTTP\/1\.1 (\d+)/.exec(response)?.[1]);
  assert.deepEqual(
    ['401', '429'].map((status) => statuses.filter((each) => each === status).length),
    [10, 30],
  );
});
