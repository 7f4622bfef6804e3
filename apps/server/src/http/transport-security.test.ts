import assert from 'node:assert/strict';
import { request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import test from 'node:test';
import { signedSession, startTestServer } from '../testing/start-test-server.ts';
import type { HstsScope } from './transport-security.ts';

const HTTPS = { host: 'chat.example', 'x-forwarded-for': '192.0.2.1', 'x-forwarded-proto': 'https' };
const YEAR = 'max-age=31536000';

/** Returns the header of a response. `fetch` would not send another Host. */
const hstsOf = async (port: number, path: string, headers: Record<string, string>, method = 'GET') => {
  const sent = request({ port, host: '127.0.0.1', path, method, headers });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  return response.headers['strict-transport-security'];
};

test('every response over https has the header, whatever its status', async (t) => {
  const { port } = await startTestServer(t, { trustedProxies: 1, allowedHosts: ['chat.example'] });
  const paths = ['/', '/nothing', '/icon.svg', '/assets/page-abc123.js', '/csp-report', '/page-error', '/addresses'];
  for (const path of [...paths, '/trpc/getUsers', '/trpc/nothing', '/trpc/join']) {
    assert.equal(await hstsOf(port, path, HTTPS), YEAR, path);
  }
  for (const path of paths) assert.equal(await hstsOf(port, path, HTTPS, 'POST'), YEAR, path);
});

test('a response that many clients share has the header only for those that use https', async (t) => {
  const { url, port, room } = await startTestServer(t, { trustedProxies: 1, allowedHosts: ['chat.example'] });
  const { sessionId } = await room.join({
    nickname: 'Ann',
    clientNetwork: '',
    attemptId: undefined,
    sessionId: undefined,
  });
  const join = await fetch(`${url}/trpc/join`, {
    method: 'POST',
    body: '{"nickname":"Ben"}',
    headers: { 'content-type': 'application/json' },
  });
  const name = join.headers.get('set-cookie')?.split('=')[0] ?? '';
  const wait = `/trpc/wait?input=${encodeURIComponent('{"since":0}')}`;
  const cookies = [`${name}=${signedSession(sessionId)}`, `__Host-${name}=${signedSession(sessionId)}`];
  const secure = { ...HTTPS, cookie: cookies.join('; ') };
  const plain = { ...secure, 'x-forwarded-proto': 'http' };
  const values: (string | undefined)[] = [];
  for (const headers of [secure, plain, secure, plain]) values.push(await hstsOf(port, wait, headers));
  assert.deepEqual(values, [YEAR, undefined, YEAR, undefined]);
});

test('there is no header over http, without a trusted proxy, for addresses and for localhost', async (t) => {
  const proxied = await startTestServer(t, { trustedProxies: 1, allowedHosts: ['chat.example'] });
  const direct = await startTestServer(t, { allowedHosts: ['chat.example'] });
  const cases: [port: number, headers: Record<string, string>][] = [
    [proxied.port, { ...HTTPS, 'x-forwarded-proto': 'http' }],
    [proxied.port, { host: 'chat.example' }],
    [proxied.port, { ...HTTPS, host: '192.0.2.7' }],
    [proxied.port, { ...HTTPS, host: '[2001:db8::1]:443' }],
    [proxied.port, { ...HTTPS, host: 'localhost:8000' }],
    [proxied.port, { ...HTTPS, host: 'room.localhost' }],
    [proxied.port, { ...HTTPS, host: 'evil.example' }],
    [direct.port, HTTPS],
  ];
  for (const [port, headers] of cases) {
    for (const path of ['/', '/trpc/getUsers']) {
      assert.equal(await hstsOf(port, path, headers), undefined, JSON.stringify(headers));
    }
  }
});

test('HSTS sets the scope of the header', async (t) => {
  const valueFor = async (hsts: HstsScope) => {
    const { port } = await startTestServer(t, { trustedProxies: 1, allowedHosts: ['chat.example'], hsts });
    return [await hstsOf(port, '/', HTTPS), await hstsOf(port, '/trpc/getUsers', HTTPS)];
  };
  const subdomains = `${YEAR}; includeSubDomains`;
  assert.deepEqual(await valueFor('subdomains'), [subdomains, subdomains]);
  assert.deepEqual(await valueFor('off'), [undefined, undefined]);
});
