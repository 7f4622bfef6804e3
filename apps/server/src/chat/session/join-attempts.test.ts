import assert from 'node:assert/strict';
import test from 'node:test';
import { JoinAttempts } from './join-attempts.ts';

const sessionFrom = (clientNetwork: string) => ({
  sessionId: `session from ${clientNetwork}`,
  clientNetwork,
  nicknameHistory: ['Ann'],
  joinAttemptId: undefined,
});

const createAttempts = (bounds: { maxPerNetwork: number; maxSize: number }) => {
  const attempts = new JoinAttempts(bounds);
  return {
    record: (id: string, network: string) => attempts.record(id, sessionFrom(network), 0),
    isKnown: (id: string) => attempts.sessionIdFor(id, { nickname: 'Ann', own: undefined, now: 0 }) !== undefined,
  };
};

test('W12: the attempts of a network make the room forget none of another network', () => {
  const { record, isKnown } = createAttempts({ maxPerNetwork: 50, maxSize: 1_000 });
  for (let i = 0; i < 30; i++) record(`class ${i}`, '192.0.2.1');
  for (let i = 0; i < 10_000; i++) record(`flood ${i}`, '198.51.100.1');
  for (let i = 0; i < 30; i++) assert(isKnown(`class ${i}`));
  assert.deepEqual([isKnown('flood 9949'), isKnown('flood 9950')], [false, true]);
});

test('W12: a full memory forgets an attempt of the network, or of the IPv6 /48, that has most', () => {
  const { record, isKnown } = createAttempts({ maxPerNetwork: 1_000, maxSize: 100 });
  for (let i = 0; i < 30; i++) record(`class ${i}`, '2001:db8:1:0::/64');
  for (let i = 0; i < 500; i++) record(`flood ${i}`, `2001:db8:2:${i.toString(16)}::/64`);
  for (let i = 0; i < 30; i++) assert(isKnown(`class ${i}`));
  assert.deepEqual([isKnown('flood 429'), isKnown('flood 430')], [false, true]);
});

test('W12: a repeated attempt counts once, as the latest', () => {
  const { record, isKnown } = createAttempts({ maxPerNetwork: 2, maxSize: 100 });
  record('first', '192.0.2.1');
  record('second', '192.0.2.1');
  record('first', '192.0.2.1');
  record('third', '192.0.2.1');
  assert.deepEqual(['first', 'second', 'third'].map(isKnown), [true, false, true]);
});
