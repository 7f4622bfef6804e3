import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import test from 'node:test';
import { startTestServer } from './testing/start-test-server.ts';

const network = '127.0.0.1';
const post = (url: string, input: object, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    body: JSON.stringify(input),
    headers: { 'content-type': 'application/json', ...headers },
  });

test('a throttled call has its procedure, network and member', async (t) => {
  const { url, openBrowser, securityEvents } = await startTestServer(t, { messagesPerWindow: 1, membersPerNetwork: 1 });
  const ann = openBrowser();
  const { you } = await ann.trpc.join.mutate({ nickname: 'Ann' });
  const send = (clientMsgId: string) => ann.trpc.send.mutate({ text: 'hello', clientMsgId });
  await send('00000000-0000-4000-8000-000000000001');
  await assert.rejects(send('00000000-0000-4000-8000-000000000002'));
  await (await post(`${url}/trpc/join`, { nickname: 'Ben' })).text();
  assert.deepEqual(securityEvents, [
    { event: 'throttled', kind: 'send', network, memberId: you.id },
    { event: 'throttled', kind: 'members', network, memberId: undefined },
  ]);
});

test('100 calls with unknown sessions from one network are a burst; calls without a session are none', async (t) => {
  const { url, securityEvents } = await startTestServer(t);
  const cookieOf = async (nickname: string) =>
    (await post(`${url}/trpc/join`, { nickname })).headers.get('set-cookie')?.split('=')[0] ?? '';
  const name = await cookieOf('Ann');
  const getUsers = async (headers: Record<string, string>) =>
    assert.equal((await fetch(`${url}/trpc/getUsers`, { headers })).status, 401);
  for (let guess = 0; guess < 150; guess++) await getUsers({});
  for (let guess = 0; guess < 99; guess++) await getUsers({ cookie: `${name}=guess-${guess}` });
  assert.deepEqual(securityEvents, []);
  await getUsers({ cookie: `${name}=guess-99` });
  assert.deepEqual(securityEvents, [{ event: 'no-session-burst', network, refusals: 100 }]);
});

test('400 calls with unknown sessions from the networks of one IPv6 /48 are a burst', async (t) => {
  const { url, securityEvents } = await startTestServer(t, { trustedProxies: 1 });
  const { headers } = await post(`${url}/trpc/join`, { nickname: 'Ann' }, { 'x-forwarded-for': '192.0.2.1' });
  const name = headers.get('set-cookie')?.split('=')[0] ?? '';
  const guessFrom = async (address: string) =>
    fetch(`${url}/trpc/getUsers`, { headers: { cookie: `${name}=guess`, 'x-forwarded-for': address } });
  for (let guess = 0; guess < 399; guess++) await guessFrom(`2001:db8:1:${guess.toString(16)}::1`);
  await guessFrom('2001:db8:2:1::1');
  assert.deepEqual(securityEvents, []);
  await guessFrom('2001:db8:1:fff::1');
  assert.deepEqual(securityEvents, [{ event: 'no-session-burst', network: '2001:db8:1:fff::/64', refusals: 400 }]);
});

test('a cross-site call, ambiguous headers and a connection too many are security events', async (t) => {
  const { url, port, securityEvents } = await startTestServer(t, { socketsPerNetwork: 2 });
  const headers = { 'sec-fetch-site': 'cross-site', connection: 'close' };
  await (await post(`${url}/trpc/leave`, {}, headers)).text();
  const ambiguous = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.2' });
  ambiguous.write('GET / HTTP/1.1\r\nhost: localhost\r\nhost: evil.example\r\n\r\n');
  assert.match(await text(ambiguous), /^HTTP\/1\.1 400 /);
  const from3 = { port, host: '127.0.0.1', localAddress: '127.0.0.3' };
  const admitted = [connect(from3), connect(from3)];
  t.after(() => admitted.forEach((socket) => socket.destroy()));
  await Promise.all(admitted.map((socket) => once(socket, 'connect')));
  assert.match(await text(connect(from3)), /^HTTP\/1\.1 503 /);
  assert.deepEqual(securityEvents, [
    { event: 'cross-site', network },
    { event: 'ambiguous-request', network: '127.0.0.2' },
    { event: 'too-many-connections', network: '127.0.0.3' },
  ]);
});
