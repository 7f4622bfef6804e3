import assert from 'node:assert/strict';
import test from 'node:test';
import { createSecurityLog, type SecurityEvent } from './security-log.ts';

const createTestLog = () => {
  let now = 0;
  const lines: Readonly<Record<string, unknown>>[] = [];
  const { record, flush } = createSecurityLog({
    monotonicNow: () => now,
    prefixOf: (network) => /^2001:db8:(\w+):/.exec(network)?.[0],
    write: (fields) => lines.push(fields),
  });
  return {
    record,
    /** Moves the clock, flushes as the server does, and returns the lines since the last call. */
    linesAfter: (ms: number) => {
      now += ms;
      flush();
      return lines.splice(0);
    },
  };
};

const crossSite = (network: string): SecurityEvent => ({ event: 'cross-site', network });

test('the first event of a network has a line at once, those of the next minute share one', () => {
  const { record, linesAfter } = createTestLog();
  for (let count = 0; count < 3; count++) record(crossSite('192.0.2.1'));
  const line = { event: 'cross-site', network: '192.0.2.1' };
  assert.deepEqual(linesAfter(59_999), [line]);
  assert.deepEqual(linesAfter(1), [{ ...line, omitted: 2 }]);
  record(crossSite('192.0.2.1'));
  assert.deepEqual(linesAfter(59_999), []);
  assert.deepEqual(linesAfter(1), [{ ...line, omitted: 1 }]);
  assert.deepEqual(linesAfter(60_000), []);
  record(crossSite('192.0.2.1'));
  assert.deepEqual(linesAfter(0), [line]);
});

test('the flood of one network hides neither another network nor another kind of event', () => {
  const { record, linesAfter } = createTestLog();
  for (let count = 0; count < 1_000; count++) record(crossSite('192.0.2.1'));
  linesAfter(0);
  const events: SecurityEvent[] = [
    crossSite('192.0.2.2'),
    { event: 'throttled', kind: 'send', network: '192.0.2.1', memberId: 'ann' },
    { event: 'throttled', kind: 'join', network: '192.0.2.1' },
    { event: 'no-session-burst', network: '192.0.2.1', refusals: 100 },
  ];
  for (const event of events) record(event);
  assert.deepEqual(linesAfter(0), events);
});

test('events of any number of networks have a bounded number of lines, and all are counted', () => {
  const { record, linesAfter } = createTestLog();
  for (let network = 0; network < 10_000; network++) record(crossSite(`2001:db8:${network.toString(16)}:1::/64`));
  assert.equal(linesAfter(0).length, 30);
  assert.deepEqual(linesAfter(60_000), [{ event: 'cross-site', omitted: 9_970 }]);
});

test('the networks of one IPv6 /48 do not hide the events of others', () => {
  const { record, linesAfter } = createTestLog();
  for (let network = 0; network < 1_000; network++) record(crossSite(`2001:db8:1:${network.toString(16)}::/64`));
  assert.equal(linesAfter(0).length, 4);
  const others = [crossSite('192.0.2.1'), crossSite('2001:db8:2:1::/64')];
  for (const event of others) record(event);
  assert.deepEqual(linesAfter(0), others);
  assert.deepEqual(linesAfter(60_000), [{ event: 'cross-site', omitted: 996 }]);
});

test('networks that continue get no more lines with each minute', () => {
  const { record, linesAfter } = createTestLog();
  const counts = Array.from({ length: 3 }, () => {
    for (let round = 0; round < 2; round++) {
      for (let network = 0; network < 100; network++) record(crossSite(`192.0.2.${network}`));
    }
    return linesAfter(60_000).length;
  });
  // 30 first lines in the first minute, then 30 with the count of each and one for the other networks.
  assert.deepEqual(counts, [61, 31, 31]);
});

test('a value that a client chose is cut', () => {
  const { record, linesAfter } = createTestLog();
  record({ event: 'refused-host', network: '192.0.2.1', host: 'x'.repeat(8_000) });
  record({ event: 'host-mismatch', network: '192.0.2.1', host: undefined, origin: 'y'.repeat(8_000) });
  assert.deepEqual(linesAfter(0), [
    { event: 'refused-host', network: '192.0.2.1', host: 'x'.repeat(255) },
    { event: 'host-mismatch', network: '192.0.2.1', origin: 'y'.repeat(255) },
  ]);
});
