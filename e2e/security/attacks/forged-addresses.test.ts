import assert from 'node:assert/strict';
import { suite, test, type TestContext } from 'node:test';
import { ATTACKER_ADDRESS } from '../addresses.ts';
import { DEFAULT_BUDGETS, startServerUnderAttack } from '../server-under-attack.ts';
import { HttpClient } from './http-client.ts';

/** The members that one network may have by default. */
const MEMBERS_PER_NETWORK = 50;

suite('forged X-Forwarded-For headers give no further limits', { concurrency: true }, () => {
  test('without a proxy the header is ignored', async (t) => {
    assert.deepEqual(await joinForged(t, { trustedProxies: '0', forwardedFor: (index) => `198.51.100.${index}` }), {
      joined: MEMBERS_PER_NETWORK,
      refusals: new Set(['too-many-from-host']),
    });
  });

  test('behind a proxy only the entry that it added counts', async (t) => {
    const forwardedFor = (index: number) => `198.51.100.${index}, 2001:db8:${index}::1, 203.0.113.7`;
    assert.deepEqual(await joinForged(t, { trustedProxies: '1', forwardedFor }), {
      joined: MEMBERS_PER_NETWORK,
      refusals: new Set(['too-many-from-host']),
    });
  });
});

/** Joins as one member after another, each with another header. Returns how many joined, and why the others were refused. */
const joinForged = async (
  t: TestContext,
  { trustedProxies, forwardedFor }: { trustedProxies: string; forwardedFor: (index: number) => string },
) => {
  const server = await startServerUnderAttack(t, { ...DEFAULT_BUDGETS, TRUST_PROXY: trustedProxies });
  const answers = await Promise.all(
    Array.from({ length: MEMBERS_PER_NETWORK + 5 }, (_, index) => {
      const headers = { 'x-forwarded-for': forwardedFor(index) };
      return new HttpClient(server, ATTACKER_ADDRESS).call('join', { nickname: `m${index}` }, headers);
    }),
  );
  return {
    joined: answers.filter(({ status }) => status === 200).length,
    refusals: new Set(answers.flatMap(({ refusal }) => refusal ?? [])),
  };
};
