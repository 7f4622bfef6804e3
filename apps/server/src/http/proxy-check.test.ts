import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import test from 'node:test';
import { startTestServer } from '../testing/start-test-server.ts';
import { createProxyCheck, type ProxyProblem } from './proxy-check.ts';

type Case = [headers: IncomingHttpHeaders, problem: ProxyProblem | undefined];
const assertProblems = (options: Parameters<typeof createProxyCheck>[0], cases: Case[]) => {
  const check = createProxyCheck(options);
  for (const [headers, problem] of cases) assert.equal(check({ headers }), problem, JSON.stringify(headers));
};

test('without a trusted proxy, the headers of a proxy are a problem', () => {
  assertProblems({ trustedProxies: 0, isPublicHttps: false }, [
    [{}, undefined],
    [{ host: 'chat.example', 'x-forwarded-proto': 'https' }, undefined],
    [{ 'x-forwarded-for': '192.0.2.1' }, 'headers-ignored'],
    [{ 'x-forwarded-for': '' }, 'headers-ignored'],
    [{ forwarded: 'for=192.0.2.1' }, 'headers-ignored'],
  ]);
});

test('behind trusted proxies, a missing or malformed address is a problem', () => {
  assertProblems({ trustedProxies: 1, isPublicHttps: false }, [
    [{ 'x-forwarded-for': '192.0.2.1' }, undefined],
    [{ 'x-forwarded-for': 'made up, 192.0.2.1' }, undefined],
    [{ 'x-forwarded-for': '[2001:db8::1]:4711' }, undefined],
    [{ 'x-forwarded-for': '192.0.2.1', 'x-forwarded-proto': 'http' }, undefined],
    [{}, 'for-missing'],
    [{ forwarded: 'for=192.0.2.1' }, 'forwarded-only'],
    [{ 'x-forwarded-for': '' }, 'for-no-address'],
    [{ 'x-forwarded-for': '192.0.2.1, unknown' }, 'for-no-address'],
  ]);
  assertProblems({ trustedProxies: 2, isPublicHttps: false }, [
    [{ 'x-forwarded-for': '192.0.2.1' }, 'for-too-short'],
    [{ 'x-forwarded-for': '192.0.2.1, 10.0.0.1' }, undefined],
    [{ 'x-forwarded-for': 'made up, 192.0.2.1, 10.0.0.1' }, undefined],
  ]);
});

test('behind a proxy of a public https URL, a request that did not come by https is a problem', () => {
  const forwarded = { 'x-forwarded-for': '192.0.2.1' };
  assertProblems({ trustedProxies: 1, isPublicHttps: true }, [
    [{ ...forwarded, 'x-forwarded-proto': 'https' }, undefined],
    [forwarded, 'proto-missing'],
    [{ ...forwarded, 'x-forwarded-proto': 'http' }, 'proto-not-https'],
    [{ ...forwarded, 'x-forwarded-proto': 'https, http' }, 'proto-not-https'],
  ]);
});

test('every request is checked, also one that is rejected', async (t) => {
  const { url, proxyProblems } = await startTestServer(t);
  const headers = { 'x-forwarded-for': '192.0.2.1' };
  for (const path of ['/', '/trpc/getUsers', '/nothing']) await (await fetch(url + path, { headers })).text();
  assert.deepEqual(proxyProblems, ['headers-ignored', 'headers-ignored', 'headers-ignored']);
  const proxied = await startTestServer(t, { trustedProxies: 1 });
  await (await fetch(proxied.url)).text();
  await (await fetch(proxied.url, { headers })).text();
  assert.deepEqual(proxied.proxyProblems, ['for-missing']);
});
