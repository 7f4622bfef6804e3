import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import test, { type TestContext } from 'node:test';
import { WrittenAnswer } from './serialized-response.ts';

const HEAD = { headers: { 'content-type': 'application/json', vary: 'Origin' }, keepAliveMs: 75_000 };

/** A server that answers each request with the next of these, and what it says to whoever sends it these bytes. */
const answeringWith = async (t: TestContext, ...answers: WrittenAnswer[]) => {
  const finished: unknown[] = [];
  const server = createServer({ keepAliveTimeout: HEAD.keepAliveMs }, (request, response) => {
    response.on('finish', () => finished.push([request.url, response.writableEnded]));
    answers.shift()?.sendTo(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const said = (bytes: string) => {
    const socket = connect(port, '127.0.0.1');
    socket.write(bytes);
    return text(socket);
  };
  return { said, finished };
};

const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\nhost: x\r\n${headers}\r\n`;
const CLOSE = 'connection: close\r\n';

/** The header lines of each answer, sorted, as everyone may write them: names in lower case. */
const headsIn = (said: string) =>
  Array.from(said.matchAll(/HTTP\/1\.1 [^]*?\r\n\r\n/g), ([head]) =>
    head
      .trim()
      .split('\r\n')
      .map((line) => line.replace(/^[\w-]+:/, (name) => name.toLowerCase()))
      .toSorted(),
  );

test('an answer goes out with the head that Node would have written', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 0, 2, 3, 4, 5) });
  const answer = new WrittenAnswer(200, { hello: 'Zoë' }, HEAD);
  const { said } = await answeringWith(t, answer, answer);
  const both = await said(get('/whole') + get('/by-node', CLOSE));
  const [whole, byNode] = headsIn(both);
  assert.deepEqual(whole, [
    'HTTP/1.1 200 OK',
    'connection: keep-alive',
    'content-length: 16',
    'content-type: application/json',
    'date: Fri, 02 Jan 2026 03:04:05 GMT',
    'keep-alive: timeout=75',
    'vary: Origin',
  ]);
  const isAboutTheConnection = (line: string) => /^(connection|keep-alive|date):/.test(line);
  assert.deepEqual(
    whole?.filter((line) => !isAboutTheConnection(line)),
    byNode?.filter((line) => !isAboutTheConnection(line)),
  );
  assert.equal(both.match(/\{"hello":"Zoë"\}/g)?.length, 2);
});

test('an answer that is given again bears the date of that second', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 0 });
  const answer = new WrittenAnswer(200, {}, HEAD);
  const { said } = await answeringWith(
    t,
    answer,
    new WrittenAnswer(404, {}, HEAD),
    answer,
    new WrittenAnswer(404, {}, HEAD),
  );
  const dates: unknown[] = [];
  for (const _ of [0, 1]) {
    dates.push(/date: (.*)\r\nconnection: keep-alive/.exec(await said(get('/') + get('/', CLOSE)))?.[1]);
    t.mock.timers.setTime(1_000);
  }
  assert.deepEqual(dates, ['Thu, 01 Jan 1970 00:00:00 GMT', 'Thu, 01 Jan 1970 00:00:01 GMT']);
});

test('requests that come in one breath are answered in their order, each said to be finished', async (t) => {
  const answers = ['one', 'two', 'three'].map((said) => new WrittenAnswer(200, { said }, HEAD));
  const { said, finished } = await answeringWith(t, ...answers);
  const heard = await said(get('/1') + get('/2') + get('/3', CLOSE));
  assert.deepEqual(
    Array.from(heard.matchAll(/"said":"(\w+)"/g), ([, word]) => word),
    ['one', 'two', 'three'],
  );
  assert.deepEqual(finished, [
    ['/1', true],
    ['/2', true],
    ['/3', true],
  ]);
});
