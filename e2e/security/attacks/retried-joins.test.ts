import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { HONEST_ADDRESS } from '../addresses.ts';
import { DEFAULT_BUDGETS, startServerUnderAttack } from '../server-under-attack.ts';
import { Visitor } from './visitor.ts';

/** The addresses from which the attacker joins. `npm run torture` has more. */
const ADDRESSES = Number(process.env['ATTACK_ADDRESSES'] ?? 1);
/** The attempts from one address: more than the room would remember of all together. */
const ATTEMPTS = 10_001;
const CONCURRENT = 32;
/** The attacker goes on to the next address after so many refusals, each of which is late. */
const PATIENCE = 100;

test('however many attempts to join others make, a retry after a lost answer returns the same member', async (t) => {
  const server = await startServerUnderAttack(t, DEFAULT_BUDGETS);
  const attempt = randomUUID();
  const { data: joined } = await new Visitor(server, HONEST_ADDRESS).join('Ann', attempt);

  let attempts = 0;
  for (let address = 1; address <= ADDRESSES; address++) {
    const attacker = new Visitor(server, `127.7.0.${address}`);
    await attacker.join(`Mallory${address}`);
    let [count, refusals] = [0, 0];
    const repeatJoins = async () => {
      while (count++ < ATTEMPTS && refusals < PATIENCE) {
        const { status } = await attacker.join(`Mallory${address}`, randomUUID());
        if (status !== 200) refusals++;
      }
    };
    await Promise.all(Array.from({ length: CONCURRENT }, repeatJoins));
    attempts += count;
  }
  t.diagnostic(`${attempts} attempts from ${ADDRESSES} addresses`);

  const retried = await new Visitor(server, HONEST_ADDRESS).join('Ann', attempt);
  assert.deepEqual([retried.refusal, retried.data?.you], [undefined, joined?.you]);
  await server.assertHealthy();
});
