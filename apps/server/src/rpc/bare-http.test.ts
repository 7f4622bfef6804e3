import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import test from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { networkPrefix } from '../chat/limits/network-prefix.ts';
import { startTestServer } from '../testing/start-test-server.ts';

const json = { 'content-type': 'application/json' };
const post = (url: string, body: string, headers: Record<string, string> = json) =>
  fetch(url, { method: 'POST', body, headers });
const join = async (url: string, nickname = 'Ann') => {
  const response = await post(`${url}/trpc/join`, JSON.stringify({ nickname }));
  return { cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
};
/** Returns the status and the tRPC error code of a JSON response, or its content type if it is not JSON. */
const statusAndCode = async (response: Response) => {
  const text = await response.text();
  const type = response.headers.get('content-type');
  if (type !== 'application/json; charset=utf-8') return [response.status, type];
  return [response.status, (JSON.parse(text) as { error?: { data: { code: string } } }).error?.data.code];
};

test('the session cookie is hidden from scripts and is deleted by leave', async (t) => {
  const { url } = await startTestServer(t);
  const joined = await post(`${url}/trpc/join`, '{"nickname":"Ann"}');
  const cookie = joined.headers.get('set-cookie');
  assert.match(cookie ?? '', /^mailroom-[\da-f]{8}=[\w.-]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/);
  assert.equal(
    (await joined.text()).includes(cookie?.split(/[=.]/)[1] ?? '?'),
    false,
    'the body does not contain the session id',
  );
  const left = await post(`${url}/trpc/leave`, '{}', { ...json, cookie: cookie ?? '' });
  assert.match(
    left.headers.get('set-cookie') ?? '',
    /^mailroom-[\da-f]{8}=; Max-Age=0; Path=\/; HttpOnly; SameSite=Strict$/,
  );
});

test('an older history is sent in pieces, as the client reads it', async (t) => {
  const { url, room } = await startTestServer(t, { messagesPerWindow: 0 });
  const { cookie } = await join(url);
  const { sessionId } = await room.join({ nickname: 'Ben', clientNetwork: 'elsewhere' });
  const texts = Array.from({ length: 25 }, (_, index) => `${index} ${'x'.repeat(1_900)}`);
  for (const [index, each] of texts.entries()) await room.send(sessionId, { text: each, clientMsgId: `id-${index}` });
  const response = await fetch(`${url}/trpc/history?input=%7B%22before%22:27%7D`, { headers: { cookie } });
  assert.equal(response.headers.get('transfer-encoding'), 'chunked');
  const { result } = (await response.json()) as { result: { data: { letters: { event: { text?: string } }[] } } };
  assert.deepEqual(
    result.data.letters.flatMap(({ event }) => event.text ?? []),
    texts,
  );
});

test('the room gets neither the network nor the join attempt of a caller, only keyed hashes of them', async (t) => {
  const { url, room } = await startTestServer(t, { trustedProxies: 1 });
  const requests = t.mock.method(room, 'join').mock;
  const attempt = '00000000-0000-4000-8000-000000000001';
  const addresses = ['192.0.2.7', '2001:db8:77:1::7', '2001:db8:77:1::8', '2001:db8:77:2::7'];
  for (const [index, address] of addresses.entries()) {
    const headers = { ...json, 'x-forwarded-for': address };
    const input = JSON.stringify({ nickname: `Ann${index}`, attempt: attempt.replace(/1$/, String(index)) });
    assert.equal((await post(`${url}/trpc/join`, input, headers)).status, 200);
  }
  const text = JSON.stringify(requests.calls.map((call) => call.arguments));
  for (const secret of ['192.0', '2001', 'db8', '0000-4000']) assert.doesNotMatch(text, new RegExp(secret));
  const networks = requests.calls.map((call) => call.arguments[0].clientNetwork);
  assert.equal(new Set(networks).size, 3);
  assert.deepEqual(new Set(networks.map(networkPrefix)).size, 2, 'the networks of one /48 still have one prefix');
});

test('behind a trusted https proxy the cookie is secure; without one X-Forwarded-Proto is ignored', async (t) => {
  const proxied = await startTestServer(t, { trustedProxies: 1 });
  const direct = await startTestServer(t);
  const headers = { ...json, 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.7' };
  const cookieFrom = async ({ url }: { url: string }) =>
    (await post(`${url}/trpc/join`, '{"nickname":"Ann"}', headers)).headers.get('set-cookie') ?? '';
  assert.match(
    await cookieFrom(proxied),
    /^__Host-mailroom-[\da-f]{8}=[\w.-]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
  );
  assert.match(await cookieFrom(direct), /^mailroom-/);
});

test('an invalid call gets a status and an error code', async (t) => {
  const { url, errors } = await startTestServer(t);
  const { cookie } = await join(url);
  const cases: [string, Promise<Response>, number, string][] = [
    ['unknown procedure', fetch(`${url}/trpc/nothing`), 404, 'NOT_FOUND'],
    ['no procedure', fetch(`${url}/trpc`), 404, 'NOT_FOUND'],
    ['inherited property', fetch(`${url}/trpc/constructor`), 404, 'NOT_FOUND'],
    ['prototype', fetch(`${url}/trpc/__proto__`), 404, 'NOT_FOUND'],
    ['broken escape', fetch(`${url}/trpc/%E0%A4%A`), 404, 'NOT_FOUND'],
    ['mutation by GET', fetch(`${url}/trpc/leave`), 405, 'METHOD_NOT_SUPPORTED'],
    ['wrong method', fetch(`${url}/trpc/send`, { method: 'PUT', headers: json }), 405, 'METHOD_NOT_SUPPORTED'],
    ['broken query', fetch(`${url}/trpc/wait?input={`, { headers: { cookie } }), 400, 'PARSE_ERROR'],
    ['broken body', post(`${url}/trpc/join`, '{"nickname":'), 400, 'PARSE_ERROR'],
    ['empty body', post(`${url}/trpc/join`, ''), 400, 'BAD_REQUEST'],
    ['not JSON', post(`${url}/trpc/join`, 'nickname=Ann', {}), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'a form',
      post(`${url}/trpc/leave`, '', { 'content-type': 'multipart/form-data; boundary=x' }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['batch', fetch(`${url}/trpc/getUsers,wait?batch=1&input={}`, { headers: { cookie } }), 400, 'BAD_REQUEST'],
    ['batch of one without input', fetch(`${url}/trpc/getUsers?batch=1`, { headers: { cookie } }), 400, 'BAD_REQUEST'],
    [
      'batch of one',
      fetch(`${url}/trpc/wait?batch=1&input={"0":{"since":0}}`, { headers: { cookie } }),
      400,
      'BAD_REQUEST',
    ],
    ['no session', fetch(`${url}/trpc/wait?input={"since":0}`), 401, 'UNAUTHORIZED'],
    [
      'forged session',
      fetch(`${url}/trpc/getUsers`, { headers: { cookie: cookie.replace(/=.*/, '=made-up') } }),
      401,
      'UNAUTHORIZED',
    ],
    ['body too large', post(`${url}/trpc/send`, ' '.repeat(16_385)), 413, 'PAYLOAD_TOO_LARGE'],
  ];
  for (const [name, response, status, code] of cases)
    assert.deepEqual(await statusAndCode(await response), [status, code], name);
  assert.deepEqual(errors, []);
});

test('a query can be sent as POST, for inputs that are too long for a URL', async (t) => {
  const { url } = await startTestServer(t);
  const { cookie } = await join(url);
  const response = await post(`${url}/trpc/wait`, '{"since":0}', { ...json, cookie });
  assert.equal(((await response.json()) as { result: { data: { type: string } } }).result.data.type, 'mail');
});

test('an input is at most 8 levels deep, in a body and in a URL', async (t) => {
  const { url } = await startTestServer(t);
  const nested = (levels: number) => `${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`;
  const messageOf = async (response: Response) =>
    ((await response.json()) as { error: { message: string } }).error.message;
  const tooDeep = 'The input may be at most 8 levels deep.';
  assert.equal(await messageOf(await post(`${url}/trpc/join`, nested(9), json)), tooDeep);
  assert.equal(await messageOf(await fetch(`${url}/trpc/wait?input=${encodeURIComponent(nested(9))}`)), tooDeep);
  assert.equal(await messageOf(await post(`${url}/trpc/join`, nested(8), json)), 'The input is invalid.');
});

test('an input has at most 16 fields in each object and values in each list', async (t) => {
  const { url } = await startTestServer(t);
  const withFields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [index, 0]));
  const messageOf = async (response: Response) =>
    ((await response.json()) as { error: { message: string } }).error.message;
  const tooMany = 'The input may have at most 16 fields.';
  for (const input of [withFields(17), { a: withFields(17) }, Array<number>(17).fill(0), withFields(1_500)]) {
    assert.equal(await messageOf(await post(`${url}/trpc/join`, JSON.stringify(input), json)), tooMany);
  }
  const query = encodeURIComponent(JSON.stringify(withFields(17)));
  assert.equal(await messageOf(await fetch(`${url}/trpc/wait?input=${query}`)), tooMany);
  assert.equal(
    await messageOf(await post(`${url}/trpc/join`, JSON.stringify(withFields(16)), json)),
    'The input is invalid.',
  );
});

test('cross-site requests are rejected; same-origin requests and programs are not', async (t) => {
  const { url } = await startTestServer(t);
  const { host } = new URL(url);
  const cases: [Record<string, string>, number][] = [
    [{}, 200],
    [{ 'sec-fetch-site': 'same-origin', origin: `http://${host}` }, 200],
    [{ 'sec-fetch-site': 'none' }, 200],
    [{ 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:1' }, 403],
    [{ 'sec-fetch-site': 'cross-site', origin: `http://${host}` }, 403],
    [{ origin: `http://${host}` }, 200],
    [{ origin: 'http://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: `http://${host}.evil.example` }, 403],
  ];
  for (const [headers, status] of cases) {
    const response = await post(`${url}/trpc/leave`, '{}', { ...json, ...headers });
    assert.equal(response.status, status, JSON.stringify(headers));
  }
});

test('behind a proxy that changes Host, the refusal says so, and the operator learns of it', async (t) => {
  const { url, securityEvents } = await startTestServer(t);
  const { host } = new URL(url);
  const response = await post(`${url}/trpc/join`, '{"nickname":"Ann"}', { ...json, origin: 'http://chat.example' });
  assert.equal(response.status, 403);
  assert.partialDeepStrictEqual(await response.json(), { error: { data: { refusal: 'host-mismatch' } } });
  assert.deepEqual(securityEvents, [
    { event: 'host-mismatch', network: '127.0.0.1', host, origin: 'http://chat.example' },
  ]);
});

test('an unexpected error exposes no stack trace and no file name', async (t) => {
  const { url, room, errors } = await startTestServer(t);
  const { cookie } = await join(url);
  t.mock.method(room, 'members', () => {
    throw new Error(`secret of ${import.meta.filename}`);
  });
  const response = await fetch(`${url}/trpc/getUsers`, { headers: { cookie } });
  assert.deepEqual(await response.json(), {
    error: {
      message: 'Internal server error.',
      code: -32603,
      data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500, path: 'getUsers' },
    },
  });
  assert.match(String(errors[0]), /secret of/);
});

test('a disconnect stops the listener in the tick of the close', async (t) => {
  const { url, port, room, server } = await startTestServer(t);
  const { cookie } = await join(url);
  const stopped: string[] = [];
  const wait = room.wait.bind(room);
  t.mock.method(room, 'wait', (...args: Parameters<typeof wait>) => {
    const stop = wait(...args);
    return () => {
      stopped.push('stopped');
      stop();
    };
  });
  const requested = once(server, 'request') as Promise<[unknown, NodeJS.EventEmitter]>;
  const socket = connect(port, '127.0.0.1');
  socket.write(
    `GET /trpc/wait?input=${encodeURIComponent('{"since":1}')} HTTP/1.1\r\nhost: localhost\r\ncookie: ${cookie}\r\n\r\n`,
  );
  const [, response] = await requested;
  await nextTurn();
  assert.deepEqual(stopped, []);
  const closed = once(response, 'close').then(() => [...stopped]);
  socket.destroy();
  assert.deepEqual(await closed, ['stopped']);
});

test('an endless body is rejected and its connection closed before 64 KiB more are read', async (t) => {
  const { port, server } = await startTestServer(t);
  const socket = connect(port, '127.0.0.1');
  const [peer] = (await once(server, 'connection')) as [{ bytesRead: number }];
  let received = '';
  socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
  socket.on('error', () => {});
  socket.write(
    'POST /trpc/send HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
  );
  const chunk = `400\r\n${' '.repeat(0x400)}\r\n`;
  const timer = setInterval(() => socket.write(chunk.repeat(4)), 1);
  // `once` would reject: writing to the closed socket is an error.
  await new Promise((resolve) => socket.on('close', resolve));
  clearInterval(timer);
  assert.match(received, /^HTTP\/1\.1 413 /);
  assert.match(received, /\r\nConnection: close\r\n/i);
  assert(peer.bytesRead < 16_384 + 65_536, `${peer.bytesRead} bytes were read`);
});

test('a disconnect within a body is not an unexpected error', async (t) => {
  const { port, server, errors } = await startTestServer(t);
  const socket = connect(port, '127.0.0.1');
  const requested = once(server, 'request') as Promise<[NodeJS.EventEmitter]>;
  socket.write(
    'POST /trpc/send HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
  );
  const [request] = await requested;
  const closed = once(request, 'close');
  socket.destroy();
  await closed.catch(() => {});
  await nextTurn();
  assert.deepEqual(errors, []);
});

test('a POST without a body and without Content-Length is a call without input', async (t) => {
  const { port } = await startTestServer(t);
  const socket = connect(port, '127.0.0.1');
  socket.write(
    'POST /trpc/leave HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n',
  );
  assert.match(await text(socket), /^HTTP\/1\.1 200 /);
});
