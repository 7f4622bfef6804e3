import assert from 'node:assert/strict';
import test from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { NetworkTurns } from './network-turns.ts';

/** Begins calls of these networks at once. Returns the networks whose calls have begun so far. */
const beginCalls = (turns: NetworkTurns, networks: readonly string[]) => {
  const begun: string[] = [];
  const begin = async (network: string) => {
    const turn = turns.next(network);
    if (turn) await turn;
    begun.push(network);
  };
  for (const network of networks) void begin(network);
  return begun;
};

test('W16: a network begins one call in a turn of the event loop, in the order of arrival; others do not wait for it', async () => {
  const turns = new NetworkTurns();
  const begun = beginCalls(turns, ['192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.2']);
  assert.deepEqual(begun, ['192.0.2.1', '192.0.2.2']);
  await nextTurn();
  assert.deepEqual(begun, ['192.0.2.1', '192.0.2.2', '192.0.2.1']);
  const later = beginCalls(turns, ['192.0.2.1', '192.0.2.2']);
  await nextTurn();
  assert.deepEqual([begun.length, later], [4, ['192.0.2.2']]);
  await nextTurn();
  assert.deepEqual(later, ['192.0.2.2', '192.0.2.1']);
});

test('W16: the networks of one IPv6 /48 take turns like one network', async () => {
  const begun = beginCalls(new NetworkTurns(), ['2001:db8:1:1::/64', '2001:db8:1:2::/64', '2001:db8:2:1::/64']);
  assert.deepEqual(begun, ['2001:db8:1:1::/64', '2001:db8:2:1::/64']);
  await nextTurn();
  assert.deepEqual(begun, ['2001:db8:1:1::/64', '2001:db8:2:1::/64', '2001:db8:1:2::/64']);
});

test('W16: after a turn without a call, a network may begin one at once again', async () => {
  const turns = new NetworkTurns();
  for (let count = 0; count < 3; count++) {
    assert.deepEqual(beginCalls(turns, ['192.0.2.1']), ['192.0.2.1']);
    await nextTurn();
    await nextTurn();
  }
});

test('W16: for each 64 calls that wait, a network begins one more in a turn, and so many that 400 wait', async () => {
  const begun = beginCalls(new NetworkTurns(), Array<string>(1 + 1_000).fill('192.0.2.1'));
  assert.equal(begun.length, 1);
  await nextTurn();
  assert.equal(begun.length, 1 + 600);
  await nextTurn();
  assert.equal(begun.length, 1 + 600 + 7);
  for (let turns = 2; begun.length < 1_001; turns++) {
    assert.ok(turns < 400, 'each turn begins a call');
    await nextTurn();
  }
});
