import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import test from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openMailroom } from './testing/start-server.ts';

const json = { 'content-type': 'application/json' };
const post = (url: string, body: string, headers: Record<string, string> = json) =>
  fetch(url, { method: 'POST', body, headers });
const joined = async (url: string, nickname = 'Ann') => {
  const response = await post(`${url}/trpc/join`, JSON.stringify({ nickname }));
  return { cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
};
/** Status and refusal of an answer, for comparing in one line. */
const verdict = async (response: Response | Promise<Response>) => {
  const { status, headers, text } = await (async () => {
    const settled = await response;
    return { status: settled.status, headers: settled.headers, text: await settled.text() };
  })();
  const type = headers.get('content-type');
  if (type !== 'application/json; charset=utf-8') return [status, type];
  return [status, (JSON.parse(text) as { error?: { data: { code: string } } }).error?.data.code];
};

test('the cookie is for the browser alone, and goes with leave', async (t) => {
  const { url } = await openMailroom(t);
  const join = await post(`${url}/trpc/join`, '{"nickname":"Ann"}');
  const cookie = join.headers.get('set-cookie');
  assert.match(cookie ?? '', /^mailroom=[\w-]+; Path=\/; HttpOnly; SameSite=Strict$/);
  assert.equal((await join.text()).includes(cookie?.split(/[=;]/)[1] ?? '?'), false, 'the secret is in no body');
  const leave = await post(`${url}/trpc/leave`, '{}', { ...json, cookie: cookie ?? '' });
  assert.equal(leave.headers.get('set-cookie'), 'mailroom=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict');
});

test('behind https the cookie is bound to it, but only a trusted proxy is believed', async (t) => {
  const behind = await openMailroom(t, { trustedProxies: 1 });
  const bare = await openMailroom(t);
  const headers = { ...json, 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.7' };
  const cookieFrom = async ({ url }: { url: string }) =>
    (await post(`${url}/trpc/join`, '{"nickname":"Ann"}', headers)).headers.get('set-cookie') ?? '';
  assert.match(await cookieFrom(behind), /^__Host-mailroom=[\w-]+; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
  assert.match(await cookieFrom(bare), /^mailroom=/);
});

test('what is no call is answered clearly', async (t) => {
  const { url, bugs } = await openMailroom(t);
  const { cookie } = await joined(url);
  const cases: [string, Promise<Response>, number, string][] = [
    ['unknown procedure', fetch(`${url}/trpc/nothing`), 404, 'NOT_FOUND'],
    ['no procedure', fetch(`${url}/trpc`), 404, 'NOT_FOUND'],
    ['name of every object', fetch(`${url}/trpc/constructor`), 404, 'NOT_FOUND'],
    ['prototype', fetch(`${url}/trpc/__proto__`), 404, 'NOT_FOUND'],
    ['broken escape', fetch(`${url}/trpc/%E0%A4%A`), 404, 'NOT_FOUND'],
    ['mutation by GET', fetch(`${url}/trpc/leave`), 405, 'METHOD_NOT_SUPPORTED'],
    ['wrong method', fetch(`${url}/trpc/send`, { method: 'PUT', headers: json }), 405, 'METHOD_NOT_SUPPORTED'],
    ['broken query', fetch(`${url}/trpc/wait?input={`, { headers: { cookie } }), 400, 'PARSE_ERROR'],
    ['broken body', post(`${url}/trpc/join`, '{"nickname":'), 400, 'PARSE_ERROR'],
    ['empty body', post(`${url}/trpc/join`, ''), 400, 'BAD_REQUEST'],
    ['no JSON', post(`${url}/trpc/join`, 'nickname=Ann', {}), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'a form',
      post(`${url}/trpc/leave`, '', { 'content-type': 'multipart/form-data; boundary=x' }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['batch', fetch(`${url}/trpc/getUsers,wait?batch=1&input={}`, { headers: { cookie } }), 400, 'BAD_REQUEST'],
    ['batch of one, of nothing', fetch(`${url}/trpc/getUsers?batch=1`, { headers: { cookie } }), 400, 'BAD_REQUEST'],
    [
      'batch of one',
      fetch(`${url}/trpc/wait?batch=1&input={"0":{"since":0}}`, { headers: { cookie } }),
      400,
      'BAD_REQUEST',
    ],
    ['no session', fetch(`${url}/trpc/wait?input={"since":0}`), 401, 'UNAUTHORIZED'],
    [
      'made-up session',
      fetch(`${url}/trpc/getUsers`, { headers: { cookie: 'mailroom=made-up' } }),
      401,
      'UNAUTHORIZED',
    ],
    ['body too large', post(`${url}/trpc/send`, ' '.repeat(16_385)), 413, 'PAYLOAD_TOO_LARGE'],
  ];
  for (const [name, response, status, code] of cases) assert.deepEqual(await verdict(response), [status, code], name);
  assert.deepEqual(bugs, []);
});

test('a query may travel as POST, as callers send it whose input is too long for an address', async (t) => {
  const { url } = await openMailroom(t);
  const { cookie } = await joined(url);
  const response = await post(`${url}/trpc/wait`, '{"since":0}', { ...json, cookie });
  assert.equal(((await response.json()) as { result: { data: { type: string } } }).result.data.type, 'mail');
});

test('an input is at most 8 levels deep, in a body and in an address', async (t) => {
  const { url } = await openMailroom(t);
  const nested = (levels: number) => `${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`;
  const messageOf = async (response: Response) =>
    ((await response.json()) as { error: { message: string } }).error.message;
  const tooDeep = 'The input is at most 8 levels deep.';
  assert.equal(await messageOf(await post(`${url}/trpc/join`, nested(9), json)), tooDeep);
  assert.equal(await messageOf(await fetch(`${url}/trpc/wait?input=${encodeURIComponent(nested(9))}`)), tooDeep);
  assert.equal(await messageOf(await post(`${url}/trpc/join`, nested(8), json)), 'The input does not fit.');
});

test('another site’s page cannot act, this one and programs can', async (t) => {
  const { url } = await openMailroom(t);
  const own = new URL(url).host;
  const cases: [Record<string, string>, number][] = [
    [{}, 200],
    [{ 'sec-fetch-site': 'same-origin', origin: `http://${own}` }, 200],
    [{ 'sec-fetch-site': 'none' }, 200],
    [{ 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:1' }, 403],
    [{ 'sec-fetch-site': 'cross-site', origin: `http://${own}` }, 403],
    [{ origin: `http://${own}` }, 200],
    [{ origin: 'http://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: `http://${own}.evil.example` }, 403],
  ];
  for (const [headers, status] of cases) {
    const response = await post(`${url}/trpc/leave`, '{}', { ...json, ...headers });
    assert.equal(response.status, status, JSON.stringify(headers));
  }
});

test('no error tells of stacks or files, not even a bug', async (t) => {
  const { url, room, bugs } = await openMailroom(t);
  const { cookie } = await joined(url);
  t.mock.method(room, 'members', () => {
    throw new Error(`secret of ${import.meta.filename}`);
  });
  const response = await fetch(`${url}/trpc/getUsers`, { headers: { cookie } });
  assert.deepEqual(await response.json(), {
    error: {
      message: 'Something went wrong here.',
      code: -32603,
      data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500, path: 'getUsers' },
    },
  });
  assert.match(String(bugs[0]), /secret of/);
});

test('a browser that hangs up frees its listener in the tick of the close', async (t) => {
  const { url, port, room, server } = await openMailroom(t);
  const { cookie } = await joined(url);
  const stopped: string[] = [];
  const wait = room.wait.bind(room);
  t.mock.method(room, 'wait', (...args: Parameters<typeof wait>) => {
    const stop = wait(...args);
    return () => {
      stopped.push('stopped');
      stop();
    };
  });
  const arrived = once(server, 'request') as Promise<[unknown, NodeJS.EventEmitter]>;
  const socket = connect(port, '127.0.0.1');
  socket.write(
    `GET /trpc/wait?input=${encodeURIComponent('{"since":1}')} HTTP/1.1\r\nhost: x\r\ncookie: ${cookie}\r\n\r\n`,
  );
  const [, response] = await arrived;
  await nextTurn();
  assert.deepEqual(stopped, []);
  const closed = once(response, 'close').then(() => [...stopped]);
  socket.destroy();
  assert.deepEqual(await closed, ['stopped']);
});

test('a body that never ends is answered, and its socket closed before 64 KiB more are read', async (t) => {
  const { port, server } = await openMailroom(t);
  const socket = connect(port, '127.0.0.1');
  const [peer] = (await once(server, 'connection')) as [{ bytesRead: number }];
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.on('error', () => {});
  socket.write(
    'POST /trpc/send HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
  );
  const chunk = `400\r\n${' '.repeat(0x400)}\r\n`;
  const pump = setInterval(() => socket.write(chunk.repeat(4)), 1);
  // Not `once`: a write to a socket that was closed meanwhile is an error, and it gives up at one.
  await new Promise((resolve) => socket.on('close', resolve));
  clearInterval(pump);
  assert.match(answer, /^HTTP\/1\.1 413 /);
  assert.match(answer, /\r\nConnection: close\r\n/i);
  assert(peer.bytesRead < 16_384 + 65_536, `${peer.bytesRead} bytes were read`);
});

test('who hangs up in the middle of a body is no bug of ours', async (t) => {
  const { port, server, bugs } = await openMailroom(t);
  const socket = connect(port, '127.0.0.1');
  const requested = once(server, 'request') as Promise<[NodeJS.EventEmitter]>;
  socket.write('POST /trpc/send HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{');
  const [request] = await requested;
  const closed = once(request, 'close');
  socket.destroy();
  await closed.catch(() => {});
  await nextTurn();
  assert.deepEqual(bugs, []);
});

test('a POST that has no body, and does not even say so, is a call without input', async (t) => {
  const { port } = await openMailroom(t);
  const socket = connect(port, '127.0.0.1');
  socket.write('POST /trpc/leave HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n');
  assert.match(await text(socket), /^HTTP\/1\.1 200 /);
});
