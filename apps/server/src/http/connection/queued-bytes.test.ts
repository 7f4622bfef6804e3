import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { Duplex } from 'node:stream';
import test, { type TestContext } from 'node:test';
import type { JoinResult } from '@mailroom/shared';
import { createFolder } from '../../testing/create-folder.ts';
import { startTestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';

/** What the server may hold for one connection whose client reads slowly, in bytes. */
const MAX_QUEUED_BYTES = 262_144;

const MEMBERS = 5_000;
const SCRIPT = `/* ${'x'.repeat(1_000_000)} */`;

/** A connection whose client takes nothing until `takeBytes` is called. Its requests are pushed. */
class SlowConnection extends Duplex {
  received = '';
  #onTaken: (() => void) | undefined;

  override _read() {}

  override _write(chunk: Buffer, _encoding: unknown, callback: () => void) {
    this.#onTaken = () => {
      this.received += chunk.toString('utf8');
      callback();
    };
  }

  /** As sockets have it. */
  destroySoon() {
    this.end(() => this.destroy());
  }

  /** Takes the oldest bytes that the server wrote. */
  takeBytes() {
    const onTaken = this.#onTaken;
    this.#onTaken = undefined;
    onTaken?.();
  }
}

/** A server whose room has 5,000 members and a history of long texts. `connect` opens a connection of Ann, who joined first. */
const startLargeRoom = async (t: TestContext) => {
  const { server, room, openBrowser, errors } = await startTestServer(t, {
    membersPerNetwork: 0,
    messageLength: 4_000,
    messagesPerWindow: 0,
    pageFolder: createPage(t),
  });
  const ann = openBrowser();
  await ann.trpc.join.mutate({ nickname: 'Ann' });
  const { sessionId } = await room.join({ nickname: 'Ben', clientNetwork: 'elsewhere' });
  const sessionIds = [sessionId];
  for (let number = 2; number < MEMBERS; number++) {
    const joined = await room.join({ nickname: nicknameOf(number), clientNetwork: 'elsewhere' });
    sessionIds.push(joined.sessionId);
  }
  for (let count = 0; count < 50; count++)
    await room.send(sessionId, { text: '漢'.repeat(4_000), clientMsgId: randomUUID() });

  server.setMaxListeners(0);
  const connect = () => {
    const connection = new SlowConnection();
    const responses: ServerResponse[] = [];
    let finished = 0;
    server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
      if (!Object.is(socket, connection)) return;
      responses.push(response);
      response.on('finish', () => finished++);
    });
    t.after(() => connection.destroy());
    server.emit('connection', connection);
    /** The bytes that wait for the client: those on the connection, and those of the response behind. */
    const queuedBytes = () =>
      responses
        .filter(({ socket }) => socket === null)
        .reduce((sum, { writableLength }) => sum + writableLength, connection.writableLength);
    const isFinished = () => connection.destroyed || finished === 2;
    return { connection, queuedBytes, isFinished };
  };
  return { connect, room, sessionIds, cookie: `cookie: ${ann.cookie}\r\n`, errors };
};

const createPage = (t: TestContext) => {
  const folder = createFolder(t);
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>Mailroom</title>');
  writeFileSync(path.join(folder, 'large.js'), SCRIPT);
  return folder;
};

/** Nicknames of 16 letters of which no two look alike. */
const nicknameOf = (number: number) =>
  number
    .toString(4)
    .padStart(16, '0')
    .replaceAll(/./g, (digit) => 'xyzk'.charAt(Number(digit)));

const get = (url: string, headers = '') => `GET ${url} HTTP/1.1\r\nhost: localhost\r\n${headers}\r\n`;
const post = (url: string, body: string, headers = '') =>
  `POST ${url} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n${headers}\r\n${body}`;

const REQUESTS: Record<string, (cookie: string) => string> = {
  'a join': (cookie) => post('/trpc/join', '{"nickname":"Ann"}', cookie),
  'the members': (cookie) => get('/trpc/getUsers', cookie),
  'a large mail': (cookie) => get(`/trpc/wait?input=${encodeURIComponent('{"since":4999,"hold":false}')}`, cookie),
  'a large mail, parked': (cookie) => get(`/trpc/wait?input=${encodeURIComponent('{"since":4998}')}`, cookie),
  'an older history': (cookie) => get(`/trpc/history?input=${encodeURIComponent('{"before":5049}')}`, cookie),
  'a script': () => get('/large.js'),
  'an error with a long input': (cookie) =>
    post(
      '/trpc/send',
      JSON.stringify(Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`"${n}`, 0]))),
      cookie,
    ),
  'an unknown host': () => get('/').replace('localhost', 'x'.repeat(7_000)),
  'an unknown procedure': () => get(`/trpc/${'x'.repeat(7_000)}`),
};

const LIMIT = { timeout: 300_000 };

test('a slow reader of any two responses makes the server hold at most 256 KiB', LIMIT, async (t) => {
  const { connect, cookie, errors } = await startLargeRoom(t);
  let most = 0;
  for (const [name, request] of Object.entries(REQUESTS)) {
    for (const [other, second] of Object.entries(REQUESTS)) {
      const { connection, queuedBytes, isFinished } = connect();
      connection.push(request(cookie) + second(cookie));
      let max = 0;
      await until(() => {
        max = Math.max(max, queuedBytes());
        connection.takeBytes();
        return isFinished();
      });
      assert(max > 0 && max <= MAX_QUEUED_BYTES, `${name} and ${other}: ${max} bytes`);
      most = Math.max(most, max);
      connection.destroy();
    }
  }
  t.diagnostic(`${most} bytes at most`);
  assert.deepEqual(errors, []);
});

test('a long response arrives whole, although members leave while the client reads it', LIMIT, async (t) => {
  const { connect, cookie, room, sessionIds } = await startLargeRoom(t);
  const { connection, isFinished } = connect();
  connection.push(post('/trpc/join', '{"nickname":"Ann"}', `connection: close\r\n${cookie}`));
  await until(() => connection.writableLength > 0);
  await Promise.all(sessionIds.map((sessionId) => room.leave(sessionId, {})));
  await until(() => {
    connection.takeBytes();
    return isFinished();
  });
  const { result }: { result: { data: JoinResult } } = JSON.parse(bodyOf(connection.received));
  const { members, letters } = result.data;
  assert.deepEqual([members.length, letters.at(-1)?.id], [MEMBERS, MEMBERS + 49]);
});

test('a file of the page arrives whole', LIMIT, async (t) => {
  const { connect } = await startLargeRoom(t);
  const { connection, isFinished } = connect();
  connection.push(get('/large.js', 'connection: close\r\n'));
  await until(() => {
    connection.takeBytes();
    return isFinished();
  });
  assert.equal(connection.received.split('\r\n\r\n')[1], SCRIPT);
});

/** Returns the body of a response in chunks (RFC 9112, section 7.1). JSON has no line breaks. */
const bodyOf = (response: string) =>
  response
    .slice(response.indexOf('\r\n\r\n') + 4)
    .split('\r\n')
    .filter((_, index) => index % 2 === 1)
    .join('');
