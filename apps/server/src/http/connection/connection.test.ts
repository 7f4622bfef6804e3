import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import test, { type TestContext } from 'node:test';
import { startTestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import { readBody } from '../read-body.ts';
import { createHttpServer } from '../server.ts';
import { Connection } from './connection.ts';

/** A server whose handler records the URL of each request, and a client with one raw connection to it. */
const openConnection = async (
  t: TestContext,
  handle: (request: IncomingMessage, response: ServerResponse) => unknown,
) => {
  const executed: string[] = [];
  const { server } = createHttpServer({
    rpc: () => assert.fail(),
    cspReport: () => assert.fail(),
    pageError: () => assert.fail(),
    page: (request, response) => {
      executed.push(request.url ?? '');
      return handle(request, response);
    },
    socketsPerNetwork: 0,
    sockets: 0,
    isAllowedHost: (host) => host === 'localhost',
    transportSecurity: { header: '', appliesTo: () => false },
    onRequest: () => {},
    failures: { retryAfterMs: () => 0, charge: () => {}, respondLate: (_from, respond) => respond() },
    onRejectedRequest: () => {},
    onTooManyConnections: () => {},
    onUnexpectedError: (error) => assert.fail(String(error)),
  });
  server.headersTimeout = 200;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1').setNoDelay(true);
  t.after(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  const state = { received: '', isClosed: false };
  client.on('data', (chunk: Buffer) => (state.received += chunk.toString('latin1')));
  client.on('error', () => {});
  client.on('close', () => (state.isClosed = true));
  return {
    client,
    executed,
    /** The bodies that arrived. */
    received: () => state.received.match(/<\/\w+>/g) ?? [],
    statuses: () => Array.from(state.received.matchAll(/^HTTP\/1\.1 (\d+)/gm), ([, status]) => Number(status)),
    hasReceived: (text: string) => state.received.includes(text),
    isClosed: () => state.isClosed,
  };
};

/** Answers at once; requests under /parked when the returned function is called. */
const parkingHandler = () => {
  const parked: (() => void)[] = [];
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const answer = () => response.end(`<${request.url}>`);
    if (request.url === '/parked') parked.push(answer);
    else answer();
  };
  return { parked, handle };
};

const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\nhost: localhost\r\n${headers}\r\n`;
const post = (path: string, body: string) => `${get(path, `content-length: ${body.length}\r\n`)}${body}`;

const LIMIT = { timeout: 300_000 };

test('two pipelined requests get their responses in order, and the connection stays open', LIMIT, async (t) => {
  const { parked, handle } = parkingHandler();
  const { client, executed, received } = await openConnection(t, handle);
  client.write(get('/a') + get('/b'));
  await until(() => received().length === 2);
  client.write(get('/parked') + get('/c'));
  await until(() => executed.length === 4);
  parked[0]?.();
  await until(() => received().length === 4);
  client.write(get('/d'));
  await until(() => received().length === 5);
  assert.deepEqual(received(), ['</a>', '</b>', '</parked>', '</c>', '</d>']);
});

const floods: [name: string, requests: string[]][] = [
  ['requests', Array.from({ length: 1_000 }, (_, number) => get(`/${number}`))],
  ['requests with bodies', Array.from({ length: 1_000 }, (_, number) => post(`/${number}`, 'x'.repeat(100)))],
  ['rejected requests', Array.from({ length: 1_000 }, (_, number) => get(`/${number}`).replace('localhost', 'evil'))],
  ['switches of the protocol', Array.from({ length: 1_000 }, () => get('/x', 'connection: upgrade\r\nupgrade: x\r\n'))],
  ['CONNECT requests', Array.from({ length: 1_000 }, () => 'CONNECT x:80 HTTP/1.1\r\nhost: x\r\n\r\n')],
];
for (const [name, requests] of floods) {
  for (const [how, write] of [
    ['in one piece', (send: (bytes: string) => void) => send(requests.join(''))],
    [
      'in pieces of a few bytes',
      (send: (bytes: string) => void) =>
        requests
          .join('')
          .match(/[^]{1,7}/g)
          ?.forEach(send),
    ],
  ] as const) {
    test(
      `executes no ${name} behind two unanswered requests, and closes after both responses (${how})`,
      LIMIT,
      async (t) => {
        const { parked, handle } = parkingHandler();
        const { client, executed, received, isClosed } = await openConnection(t, handle);
        const { mock: closing } = t.mock.method(Connection.prototype, 'closeAfterResponse');
        client.write(get('/parked') + get('/parked'));
        await until(() => parked.length === 2);
        write((bytes) => client.write(bytes));
        await until(() => closing.callCount() > 0 || executed.length > 2);
        parked[1]?.();
        parked[0]?.();
        await until(() => isClosed() || executed.length > 2);
        assert.deepEqual(
          [executed, received()],
          [
            ['/parked', '/parked'],
            ['</parked>', '</parked>'],
          ],
        );
      },
    );
  }
}

test(
  'executes and answers three requests of a flood in one piece, although each is answered at once',
  LIMIT,
  async (t) => {
    const { client, executed, received, isClosed } = await openConnection(t, parkingHandler().handle);
    client.write(floods[0]?.[1].join('') ?? '');
    await until(() => isClosed() || executed.length > 3);
    // The first response is complete before the second request is read.
    assert.deepEqual(
      [executed, received()],
      [
        ['/0', '/1', '/2'],
        ['</0>', '</1>', '</2>'],
      ],
    );
  },
);

test('a connection carries any number of calls, one after the other', LIMIT, async (t) => {
  const { port, openBrowser } = await startTestServer(t);
  const ann = openBrowser();
  await ann.trpc.join.mutate({ nickname: 'Ann' });
  const client = connect(port, '127.0.0.1');
  t.after(() => client.destroy());
  let received = '';
  client.on('data', (chunk: Buffer) => (received += chunk.toString()));
  for (let count = 1; count <= 10; count++) {
    client.write(get('/trpc/getUsers', `cookie: ${ann.cookie}\r\n`));
    await until(() => received.match(/"nickname":"Ann"/g)?.length === count);
  }
});

test('requests whose bodies are read and answered in turn are all executed, once each', LIMIT, async (t) => {
  const { client, executed, received } = await openConnection(t, async (request, response) => {
    const body = await readBody(request, 1_000);
    response.end(`<${request.url}${typeof body === 'string' ? '' : body.text}>`);
  });
  const numbers = Array.from({ length: 20 }, (_, number) => number);
  for (const number of numbers) {
    client.write(post('/', String(number)));
    await until(() => received().length > number);
  }
  assert.deepEqual([executed.length, received()], [20, numbers.map((number) => `</${number}>`)]);
});

test('a request behind one that closes the connection is not executed', LIMIT, async (t) => {
  const { client, executed, statuses, isClosed } = await openConnection(t, parkingHandler().handle);
  client.write(get('/rejected').replace('localhost', 'evil.example') + get('/next'));
  await until(() => isClosed() || executed.length > 2);
  assert.deepEqual([executed, statuses()], [[], [421]]);
});

test('the next request is not read while the client takes a long response', LIMIT, async (t) => {
  const body = `${'x'.repeat(20_000_000)}</long>`;
  const { client, executed, received, isClosed } = await openConnection(t, (_request, response) => response.end(body));
  client.pause();
  client.write(get('/1'));
  await until(() => executed.length === 1);
  client.write(get('/2') + get('/3') + get('/4'));
  await until(() => executed.length === 2);
  client.resume();
  await until(() => isClosed() || executed.length > 2);
  assert.deepEqual(
    [executed, received()],
    [
      ['/1', '/2'],
      ['</long>', '</long>'],
    ],
  );
});

test('a next request that the client only begins does not disturb the response before it', LIMIT, async (t) => {
  const { parked, handle } = parkingHandler();
  const { client, executed, received, statuses, isClosed } = await openConnection(t, handle);
  const { mock: closing } = t.mock.method(Connection.prototype, 'closeAfterResponse');
  client.write(`${get('/parked')}GET /next HTTP/1.1\r\n`);
  await until(() => executed.length === 1);
  // The server checks for such requests once a second.
  await until(() => closing.callCount() > 0);
  parked[0]?.();
  await until(isClosed);
  assert.deepEqual([received(), statuses()], [['</parked>'], [200]]);
});
