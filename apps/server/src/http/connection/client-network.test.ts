import assert from 'node:assert/strict';
import test from 'node:test';
import { clientNetwork } from './client-network.ts';

const networkFor = (peer: string, forwarded?: string, trustedProxies = 0) =>
  clientNetwork({ socket: { remoteAddress: peer }, headers: { 'x-forwarded-for': forwarded } }, trustedProxies);

test('the network of an IPv4 client is its address in every notation', () => {
  assert.equal(networkFor('203.0.113.9'), '203.0.113.9');
  assert.equal(networkFor('::ffff:203.0.113.9'), '203.0.113.9');
});

test('the network of an IPv6 client is its /64', () => {
  const sameNetwork = ['2001:db8:0:7::1', '2001:db8::7:aaaa:bbbb:cccc:dddd', '2001:0db8:0000:0007:1::'];
  assert.deepEqual(new Set(sameNetwork.map((peer) => networkFor(peer))), new Set(['2001:db8:0:7::/64']));
  assert.equal(networkFor('::1'), '0:0:0:0::/64');
  assert.equal(networkFor('fe80::1%eth0'), 'fe80:0:0:0::/64');
});

test('X-Forwarded-For is ignored without a trusted proxy', () => {
  assert.equal(networkFor('203.0.113.9', '198.51.100.1'), '203.0.113.9');
});

test('only the entries that trusted proxies wrote count', () => {
  assert.equal(networkFor('10.0.0.1', '198.51.100.1', 1), '198.51.100.1');
  assert.equal(networkFor('10.0.0.1', 'made up, 192.0.2.66, 198.51.100.1', 1), '198.51.100.1');
  assert.equal(networkFor('10.0.0.1', '192.0.2.66, 198.51.100.1, 10.0.0.2', 2), '198.51.100.1');
  assert.equal(networkFor('10.0.0.1', '[2001:db8::1]:4711', 1), '2001:db8:0:0::/64');
  assert.equal(networkFor('10.0.0.1', '198.51.100.1:4711', 1), '198.51.100.1');
});

test('a client with 1,000 forged entries still has one network', () => {
  const networks = Array.from({ length: 1_000 }, (_, i) =>
    networkFor('10.0.0.1', `192.0.2.${i % 256}, ${i}, 198.51.100.1`, 1),
  );
  assert.deepEqual(new Set(networks), new Set(['198.51.100.1']));
});

test('an entry that is not an address falls back to the peer', () => {
  for (const forwarded of [undefined, '', 'unknown', '_hidden', '1.2.3', ',', 'a'.repeat(5_000)]) {
    assert.equal(networkFor('10.0.0.1', forwarded, 1), '10.0.0.1', forwarded);
  }
});
