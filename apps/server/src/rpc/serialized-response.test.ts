import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import test, { type TestContext } from 'node:test';
import { SerializedResponse } from './serialized-response.ts';

const OPTIONS = { headers: { 'content-type': 'application/json', vary: 'Origin' }, keepAliveMs: 75_000 };

/** Starts a server that sends these responses in order. `send` writes bytes and resolves with all that comes back. */
const startServer = async (t: TestContext, ...responses: SerializedResponse[]) => {
  const finished: unknown[] = [];
  const server = createServer({ keepAliveTimeout: OPTIONS.keepAliveMs }, (request, response) => {
    response.on('finish', () => finished.push([request.url, response.writableEnded]));
    responses.shift()?.sendTo(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const send = (bytes: string) => {
    const socket = connect(port, '127.0.0.1');
    socket.write(bytes);
    return text(socket);
  };
  return { send, finished };
};

const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\nhost: localhost\r\n${headers}\r\n`;
const CLOSE = 'connection: close\r\n';

/** Returns the header lines of each response, sorted, with names in lower case. */
const headsOf = (received: string) =>
  Array.from(received.matchAll(/HTTP\/1\.1 [^]*?\r\n\r\n/g), ([head]) =>
    head
      .trim()
      .split('\r\n')
      .map((line) => line.replace(/^[\w-]+:/, (name) => name.toLowerCase()))
      .toSorted(),
  );

test('a raw response has the same head as one written by Node', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 0, 2, 3, 4, 5) });
  const response = new SerializedResponse(200, { hello: 'Zoë' }, OPTIONS);
  const { send } = await startServer(t, response, response);
  const both = await send(get('/raw') + get('/by-node', CLOSE));
  const [raw, byNode] = headsOf(both);
  assert.deepEqual(raw, [
    'HTTP/1.1 200 OK',
    'connection: keep-alive',
    'content-length: 16',
    'content-type: application/json',
    'date: Fri, 02 Jan 2026 03:04:05 GMT',
    'keep-alive: timeout=75',
    'vary: Origin',
  ]);
  const isAboutConnection = (line: string) => /^(connection|keep-alive|date):/.test(line);
  assert.deepEqual(
    raw?.filter((line) => !isAboutConnection(line)),
    byNode?.filter((line) => !isAboutConnection(line)),
  );
  assert.equal(both.match(/\{"hello":"Zoë"\}/g)?.length, 2);
});

test('a response that is sent again has the current date', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 0 });
  const response = new SerializedResponse(200, {}, OPTIONS);
  const { send } = await startServer(
    t,
    response,
    new SerializedResponse(404, {}, OPTIONS),
    response,
    new SerializedResponse(404, {}, OPTIONS),
  );
  const dates: unknown[] = [];
  for (const _ of [0, 1]) {
    dates.push(/date: (.*)\r\nconnection: keep-alive/.exec(await send(get('/') + get('/', CLOSE)))?.[1]);
    t.mock.timers.setTime(1_000);
  }
  assert.deepEqual(dates, ['Thu, 01 Jan 1970 00:00:00 GMT', 'Thu, 01 Jan 1970 00:00:01 GMT']);
});

test('pipelined requests get their responses in order, and each response finishes', async (t) => {
  const responses = ['one', 'two', 'three'].map((name) => new SerializedResponse(200, { name }, OPTIONS));
  const { send, finished } = await startServer(t, ...responses);
  const received = await send(get('/1') + get('/2') + get('/3', CLOSE));
  assert.deepEqual(
    Array.from(received.matchAll(/"name":"(\w+)"/g), ([, name]) => name),
    ['one', 'two', 'three'],
  );
  assert.deepEqual(finished, [
    ['/1', true],
    ['/2', true],
    ['/3', true],
  ]);
});

test('a large response arrives whole, with and without its own headers', async (t) => {
  const text = 'Zoë'.repeat(20_000);
  const { send } = await startServer(
    t,
    new SerializedResponse(200, { text }, OPTIONS),
    new SerializedResponse(404, { text }, OPTIONS),
  );
  const received = await send(get('/1') + get('/2', CLOSE));
  assert.equal(received.split(JSON.stringify({ text })).length, 3);
});
