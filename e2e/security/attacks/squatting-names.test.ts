import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestServer } from '../../support/test-server.ts';
import { MEMBERS_PER_NETWORK, SQUATTING_IDLE_MS, squatNames } from './squatting-names.ts';

const ROUNDS = 2;

test('one address whose members join and go idle repeatedly reserves no more nicknames than it may have members', async (t) => {
  const server = new TestServer({ IDLE_MS: String(SQUATTING_IDLE_MS) });
  await server.start();
  t.after(() => server.stop());
  const { joined, taken } = await squatNames(server, ROUNDS);
  t.diagnostic(`${taken} of ${joined} names are taken`);
  assert(joined > MEMBERS_PER_NETWORK, 'the members of the second round joined');
  assert(taken <= MEMBERS_PER_NETWORK, `${taken} names are taken`);
});
