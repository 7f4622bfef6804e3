import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import test from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { roomId } from '../http/room-id.ts';
import { signedSession, startTestServer } from '../testing/start-test-server.ts';

const monotonicNow = () => 0;
/** Every caller names its network, as a proxy would. */
const behindProxy = { trustedProxies: 1, failuresPerNetwork: 20, monotonicNow };
const HOME = '192.0.2.1';
const ELSEWHERE = '198.51.100.1';

const createCaller = (url: string, network: string, cookieAtFirst = '') => {
  let cookie = cookieAtFirst;
  return async (path: string, init: RequestInit = {}) => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': network, cookie };
    const response = await fetch(`${url}${path}`, { ...init, headers });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return response;
  };
};
const joinAs = (nickname: string) => ['/trpc/join', { method: 'POST', body: JSON.stringify({ nickname }) }] as const;

type Failure = readonly [path: string, init?: RequestInit];

/** The ways in which a request without a session can fail. */
const FAILURES: Record<string, Failure> = {
  'calls without a session': ['/trpc/getUsers'],
  'unknown procedures': ['/trpc/nothing'],
  'broken JSON': ['/trpc/join', { method: 'POST', body: '{' }],
  'invalid input': ['/trpc/join', { method: 'POST', body: '{}' }],
  'refused nicknames': joinAs('Admin'),
  'waits of another epoch': ['/trpc/wait?input={"since":0,"epoch":"other","hold":false}'],
  'held waits of another epoch': ['/trpc/wait?input={"since":0,"epoch":"other"}'],
};

for (const [name, failure] of Object.entries(FAILURES)) {
  test(`a network that used up its failures with ${name} is refused as too-fast, and nobody else is`, async (t) => {
    const { url, securityEvents } = await startTestServer(t, behindProxy);
    const [mallory, ann, bob] = [HOME, HOME, ELSEWHERE].map((network) => createCaller(url, network));
    assert(mallory && ann && bob);
    assert.equal((await ann(...joinAs('Ann'))).status, 200);
    const before = securityEvents.length;
    for (let count = 0; count < 20; count++) assert.notEqual((await mallory(...failure)).status, 429);
    const refused = await mallory(...failure);
    assert.equal(refused.status, 429);
    // A new connection would cost more than the refusal. Only a body that is not read has to end it.
    assert.equal(refused.headers.get('connection'), failure[1] ? 'close' : 'keep-alive');
    const { data } = ((await refused.json()) as { error: { data: Record<string, unknown> } }).error;
    const { refusal, limit, scope, retryAfterMs } = data;
    assert.deepEqual({ refusal, limit, scope }, { refusal: 'too-fast', limit: 20, scope: 'network' });
    assert(Number(retryAfterMs) > 0 && Number(retryAfterMs) <= 3_000, `${String(retryAfterMs)} ms`);
    assert.equal(refused.headers.get('retry-after'), String(Math.ceil(Number(retryAfterMs) / 1_000)));
    assert(securityEvents.slice(before).some(({ event }) => event === 'throttled'));

    assert.equal((await mallory(...joinAs('Mallory'))).status, 429, 'a stranger from the same network cannot join');
    assert.equal((await mallory('/trpc/leave', { method: 'POST', body: '{}' })).status, 200, 'but leave');
    assert.equal((await mallory('/')).status, 200, 'and load the page');
    assert.equal((await ann('/trpc/getUsers')).status, 200, 'a member of the same network does not notice');
    assert.equal((await bob(...joinAs('Bob'))).status, 200, 'nor does anybody elsewhere');
  });
}

test('a member who used up their failures is refused, and their neighbors are not', async (t) => {
  const { url } = await startTestServer(t, behindProxy);
  const [mallory, ann] = [createCaller(url, HOME), createCaller(url, HOME)];
  await mallory(...joinAs('Mallory'));
  await ann(...joinAs('Ann'));
  const failure = ['/trpc/send', { method: 'POST', body: '{"text":" "}' }] as const;
  for (let count = 0; count < 2; count++) assert.equal((await mallory(...failure)).status, 400);
  const refused = await mallory('/trpc/getUsers');
  assert.equal(refused.status, 429);
  const { data } = ((await refused.json()) as { error: { data: object } }).error;
  assert.partialDeepStrictEqual(data, { refusal: 'too-fast', limit: 2 });
  assert.equal('scope' in data, false);
  assert.equal((await ann('/trpc/getUsers')).status, 200);
});

test('failed requests for files get 429 with Retry-After beyond the budget, and the page is served', async (t) => {
  const { url, securityEvents } = await startTestServer(t, behindProxy);
  const [mallory, bob] = [createCaller(url, HOME), createCaller(url, ELSEWHERE)];
  const failures: Failure[] = [
    ['/nothing'],
    ['/', { method: 'PUT' }],
    ['/addresses'],
    ['/csp-report', { method: 'POST', body: '{}' }],
    ['/csp-report'],
    ['/page-error', { method: 'POST', body: '{}' }],
  ];
  const statuses = new Set<number>();
  for (let count = 0; count < 20; count++)
    statuses.add((await mallory(...(failures[count % 5] ?? ['/nothing']))).status);
  assert.deepEqual([...statuses], [404, 405, 400]);
  for (const failure of failures) {
    const refused = await mallory(...failure);
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '3']);
    assert.match(await refused.text(), /^Too many failed requests from your network\. Try again in 3 s\.\n$/);
  }
  assert.equal((await mallory('/')).status, 200);
  assert.equal((await bob('/nothing')).status, 404);
  assert.deepEqual(securityEvents[0], { event: 'throttled', kind: 'failures', network: HOME, memberId: undefined });
});

test('whatever a caller asks for who used up the failures, it is one kind of security event', async (t) => {
  const { url, securityEvents } = await startTestServer(t, behindProxy);
  const mallory = createCaller(url, HOME);
  for (let count = 0; count < 20; count++) await mallory('/trpc/nothing');
  for (let count = 0; count < 20; count++) await mallory(`/trpc/nothing${count}`);
  await mallory('/nothing');
  const kinds = securityEvents.map((event) => ('kind' in event ? event.kind : event.event));
  assert.deepEqual(kinds, Array<string>(21).fill('failures'));
});

const LEAVE = ['/trpc/leave', { method: 'POST', body: '{}' }] as const;

test('leaving again and again uses up the failures of a network, and is never refused', async (t) => {
  const { url } = await startTestServer(t, behindProxy);
  const mallory = createCaller(url, HOME);
  for (let count = 0; count < 25; count++) assert.equal((await mallory(...LEAVE)).status, 200);
  assert.equal((await mallory('/trpc/getUsers')).status, 429);
});

test('bytes that are not a request use up the failures of a network; a connection without any does not', async (t) => {
  const { url, port } = await startTestServer(t, { failuresPerNetwork: 20, monotonicNow });
  const sendBytes = async (bytes: string) => {
    const socket = connect(port, '127.0.0.1').end(bytes);
    await once(socket.resume(), 'close');
  };
  for (let count = 0; count < 25; count++) await sendBytes('');
  assert.equal((await fetch(`${url}/nothing`)).status, 404);
  for (let count = 0; count < 25; count++) await sendBytes('Hello\r\n\r\n');
  assert.equal((await fetch(`${url}/nothing`)).status, 429);
});

/** So late that the test ends before. */
const NEVER_MS = 3_600_000;

test('a caller who fails often gets late responses, others get theirs at once, and a closing server responds to all', async (t) => {
  const { url, close } = await startTestServer(t, { ...behindProxy, lateResponseMs: NEVER_MS });
  const [mallory, ann, bob] = [HOME, HOME, ELSEWHERE].map((network) => createCaller(url, network));
  assert(mallory && ann && bob);
  assert.equal((await ann(...joinAs('Ann'))).status, 200);
  assert.equal((await bob(...joinAs('Bob'))).status, 200);
  for (let count = 0; count < 2; count++) await mallory('/trpc/getUsers');
  const responses: number[] = [];
  const late = ['/trpc/getUsers', '/nothing', '/csp-report'].map(async (path) => {
    responses.push((await mallory(path)).status);
  });
  assert.equal((await ann('/trpc/getUsers')).status, 200, 'a member of the same network');
  assert.equal((await mallory('/')).status, 200, 'a file of the page');
  assert.equal((await bob('/nothing')).status, 404, 'someone elsewhere');
  const leaving = ann(...LEAVE);
  while ((await (await bob('/trpc/getUsers')).text()).includes('Ann')) await nextTurn();
  assert.deepEqual(responses, []);
  void close(1_000);
  await Promise.all(late);
  assert.deepEqual(new Set(responses), new Set([401, 404, 405]));
  assert.equal((await leaving).status, 200);
});

test('files of the page are late beyond half of the budget, and never refused', async (t) => {
  const settings = { trustedProxies: 1, readsPerNetwork: 20, lateResponseMs: NEVER_MS, monotonicNow };
  const { url, close } = await startTestServer(t, settings);
  const [mallory, bob] = [createCaller(url, HOME), createCaller(url, ELSEWHERE)];
  for (let count = 0; count < 10; count++) assert.equal((await mallory('/icon.svg')).status, 200);
  let isLate = true;
  const file = mallory('/icon.svg').finally(() => (isLate = false));
  assert.equal((await bob('/icon.svg')).status, 200);
  assert.equal(isLate, true);
  void close(1_000);
  assert.equal((await file).status, 200);
});

const WAIT_OF_ANOTHER_EPOCH = '/trpc/wait?input={"since":0,"epoch":"other"}';

test('W14: a wait of another epoch costs a member no failure', async (t) => {
  const { url } = await startTestServer(t, behindProxy);
  const ann = createCaller(url, HOME);
  await ann(...joinAs('Ann'));
  for (let count = 0; count < 5; count++) {
    assert.match(await (await ann(WAIT_OF_ANOTHER_EPOCH)).text(), /"type":"reset"/);
  }
  assert.equal((await ann('/trpc/getUsers')).status, 200);
});

/** The cookie of a session that ended with an earlier process. */
const formerCookie = (port: number, name: string) => `mailroom-${roomId('box', port)}=${signedSession(name)}`;

test('W14: waits of another epoch without a live session use up the failures of a network', async (t) => {
  const { url, port } = await startTestServer(t, behindProxy);
  const mallory = createCaller(url, HOME, formerCookie(port, 'former'));
  for (let count = 0; count < 20; count++) {
    assert.match(await (await mallory(WAIT_OF_ANOTHER_EPOCH)).text(), /"type":"reset"/);
  }
  assert.equal((await mallory(WAIT_OF_ANOTHER_EPOCH)).status, 429);
});

test('W14 W15: after a restart that kept nothing, 50 people of one network join again, and nothing is refused or late', async (t) => {
  const { url, port } = await startTestServer(t, { trustedProxies: 1, lateResponseMs: NEVER_MS });
  const returnAs = async (nickname: string) => {
    const page = createCaller(url, HOME, formerCookie(port, nickname));
    // Tabs that have no connection to each other, and a message that was being sent.
    for (let tab = 0; tab < 4; tab++) {
      assert.match(await (await page(WAIT_OF_ANOTHER_EPOCH)).text(), /"type":"reset"/);
    }
    const message = JSON.stringify({ text: 'hello', clientMsgId: randomUUID() });
    assert.equal((await page('/trpc/send', { method: 'POST', body: message })).status, 401);
    assert.equal((await page(...joinAs(nickname))).status, 200);
    assert.equal((await page('/trpc/send', { method: 'POST', body: message })).status, 200);
  };
  await Promise.all(Array.from({ length: 50 }, (_, index) => returnAs(`Pupil${index}`)));
});
