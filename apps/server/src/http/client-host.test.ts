import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import test from 'node:test';
import { clientHost } from './client-host.ts';

// All of a request that is looked at here; a whole one would need a socket.
const host = (peer: string, forwarded?: string, trustedProxies = 0) =>
  clientHost(
    { socket: { remoteAddress: peer }, headers: { 'x-forwarded-for': forwarded } } as unknown as IncomingMessage,
    trustedProxies,
  );

test('IPv4 counts by address, however it is written', () => {
  assert.equal(host('203.0.113.9'), '203.0.113.9');
  assert.equal(host('::ffff:203.0.113.9'), '203.0.113.9');
});

test('IPv6 counts by its /64', () => {
  const neighbours = ['2001:db8:0:7::1', '2001:db8::7:aaaa:bbbb:cccc:dddd', '2001:0db8:0000:0007:1::'];
  assert.deepEqual(new Set(neighbours.map((peer) => host(peer))), new Set(['2001:db8:0:7::/64']));
  assert.equal(host('::1'), '0:0:0:0::/64');
  assert.equal(host('fe80::1%eth0'), 'fe80:0:0:0::/64');
});

test('nobody is believed by default', () => {
  assert.equal(host('203.0.113.9', '198.51.100.1'), '203.0.113.9');
});

test('a trusted proxy is believed for what it wrote itself', () => {
  assert.equal(host('10.0.0.1', '198.51.100.1', 1), '198.51.100.1');
  assert.equal(host('10.0.0.1', 'made up, 192.0.2.66, 198.51.100.1', 1), '198.51.100.1');
  assert.equal(host('10.0.0.1', '192.0.2.66, 198.51.100.1, 10.0.0.2', 2), '198.51.100.1');
  assert.equal(host('10.0.0.1', '[2001:db8::1]:4711', 1), '2001:db8:0:0::/64');
  assert.equal(host('10.0.0.1', '198.51.100.1:4711', 1), '198.51.100.1');
});

test('a thousand made-up entries are still one client', () => {
  const hosts = Array.from({ length: 1_000 }, (_, i) => host('10.0.0.1', `192.0.2.${i % 256}, ${i}, 198.51.100.1`, 1));
  assert.deepEqual(new Set(hosts), new Set(['198.51.100.1']));
});

test('what makes no sense falls back to the peer', () => {
  for (const forwarded of [undefined, '', 'unknown', '_hidden', '1.2.3', ',', 'a'.repeat(5_000)]) {
    assert.equal(host('10.0.0.1', forwarded, 1), '10.0.0.1', forwarded);
  }
});
