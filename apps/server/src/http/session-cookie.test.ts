import assert from 'node:assert/strict';
import test from 'node:test';
import { signedSession, startTestServer } from '../testing/start-test-server.ts';
import { roomId } from './room-id.ts';

const post = (url: string, procedure: string, input: object, headers: Record<string, string> = {}) =>
  fetch(`${url}/trpc/${procedure}`, {
    method: 'POST',
    body: JSON.stringify(input),
    headers: { 'content-type': 'application/json', ...headers },
  });

/** A browser's cookies of one host. Cookies ignore ports, so it sends all of them to every server. */
class CookieJar {
  readonly #cookies = new Map<string, string>();

  get header() {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  get names() {
    return [...this.#cookies.keys()];
  }

  set(name: string, value: string) {
    this.#cookies.set(name, value);
  }

  async post(url: string, procedure: string, input: object) {
    const response = await post(url, procedure, input, { cookie: this.header });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (line.includes('Max-Age=0')) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }
}

test('a browser is in two rooms on one host at the same time, and leaves each of them alone', async (t) => {
  const rooms = [await startTestServer(t), await startTestServer(t)];
  const browser = new CookieJar();
  const statuses = async (procedure: string, input: object = {}) => {
    const responses: number[] = [];
    for (const { url } of rooms) responses.push((await browser.post(url, procedure, input)).status);
    return responses;
  };
  assert.deepEqual(await statuses('join', { nickname: 'Ann' }), [200, 200]);
  assert.equal(new Set(browser.names).size, 2);
  const clientMsgId = '00000000-0000-4000-8000-000000000001';
  assert.deepEqual(await statuses('send', { text: 'hello', clientMsgId }), [200, 200]);
  await browser.post(rooms[0]?.url ?? '', 'leave', {});
  assert.deepEqual(await statuses('typing'), [401, 200]);
});

test('the id of a room survives a restart, and depends on the machine or public URL and on the port', () => {
  const ids = [
    roomId('box', 8_000),
    roomId('box', 8_001),
    roomId('other', 8_000),
    roomId('https://chat.example', 8_000),
  ];
  assert.equal(new Set(ids).size, 4);
  for (const id of ids) assert.match(id, /^[\da-f]{8}$/);
  assert.equal(roomId('box', 8_000), ids[0]);
});

test('the cookie has the lifetime of the session, and is deleted by leave', async (t) => {
  const { url, port } = await startTestServer(t, { sessionMaxMs: 90_500 });
  const name = `mailroom-${roomId('box', port)}`;
  const joined = await post(url, 'join', { nickname: 'Ann' });
  const value = signedSession('id-2');
  assert.deepEqual(joined.headers.getSetCookie(), [`${name}=${value}; Max-Age=90; Path=/; HttpOnly; SameSite=Strict`]);
  const left = await post(url, 'leave', {}, { cookie: `${name}=${value}` });
  assert.deepEqual(left.headers.getSetCookie(), [`${name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict`]);
  const unlimited = await startTestServer(t, { sessionMaxMs: 0 });
  const [cookie] = (await post(unlimited.url, 'join', { nickname: 'Ann' })).headers.getSetCookie();
  assert.match(cookie ?? '', /^mailroom-[\da-f]{8}=id-2\.[\w-]{22}; Path=/);
});

test('a browser keeps the cookies of at most 30 other rooms, so that they fit into a request', async (t) => {
  const { url } = await startTestServer(t);
  const browser = new CookieJar();
  browser.set('theme', 'dark');
  for (let room = 0; room < 100; room++) browser.set(`mailroom-${room.toString(16).padStart(8, '0')}`, 'x'.repeat(22));
  assert.equal((await browser.post(url, 'join', { nickname: 'Ann' })).status, 200);
  assert.equal(browser.names.length, 1 + 30 + 1);
  assert.deepEqual(browser.names.slice(0, 2), ['theme', 'mailroom-00000046'], 'the oldest are deleted');
  assert.equal((await browser.post(url, 'typing', {})).status, 200);
});

test('a session id without its signature does not authenticate the member', async (t) => {
  const { url, port, room, securityEvents } = await startTestServer(t);
  const name = `mailroom-${roomId('box', port)}`;
  await post(url, 'join', { nickname: 'Ann' });
  const { epoch } = room.position();
  const value = signedSession('id-2');
  const call = (cookie: string, procedure: string, input: object = {}) =>
    post(url, procedure, input, { cookie: `${name}=${cookie}` });
  assert.equal((await call(value, 'typing')).status, 200);
  const changed = Array.from(
    value,
    (old, index) => `${value.slice(0, index)}${old === 'x' ? 'y' : 'x'}${value.slice(index + 1)}`,
  );
  const cut = Array.from(value, (_, length) => value.slice(0, length));
  const forged = [
    ...changed,
    ...cut,
    `${value}x`,
    `${value}.`,
    signedSession('id-1').replace('id-1', 'id-2'),
    'id-2.id-2',
  ];
  for (const cookie of forged) {
    assert.equal((await call(cookie, 'typing')).status, 401, cookie);
    assert.equal((await call(cookie, 'wait', { since: 0, hold: false })).status, 401);
    assert.equal((await call(cookie, 'leave')).status, 200);
  }
  const wait = async (epoch: string) => {
    const input = encodeURIComponent(JSON.stringify({ since: 0, epoch }));
    return (await fetch(`${url}/trpc/wait?input=${input}`, { headers: { cookie: `${name}=id-2.x` } })).json();
  };
  assert.partialDeepStrictEqual(await wait(epoch), { error: { data: { refusal: 'no-session' } } });
  assert.partialDeepStrictEqual(await wait('another'), { result: { data: { type: 'reset', why: 'epoch' } } });
  assert.equal((await call('id-2.x', 'join', { nickname: 'Ann' })).status, 409);
  assert.equal((await call(value, 'typing')).status, 200);
  assert.deepEqual(securityEvents, [{ event: 'no-session-burst', network: '127.0.0.1', refusals: 100 }]);
});

test('the refusal of a request with more than 8 KiB of cookies says what to do', async (t) => {
  const { url } = await startTestServer(t);
  const cookie = Array.from({ length: 10 }, (_, index) => `other-${index}=${'x'.repeat(1_000)}`).join('; ');
  const response = await post(url, 'join', { nickname: 'Ann' }, { cookie });
  assert.equal(response.status, 431);
  assert.deepEqual(await response.json(), {
    error: {
      message: 'The headers of a request may have 8 KiB. If cookies are too large, delete those of this site.',
      code: -32_600,
      data: { code: 'BAD_REQUEST', httpStatus: 431, refusal: 'headers-too-large' },
    },
  });
});
