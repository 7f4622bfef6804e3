import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fixedLimits } from '@mailroom/shared';
import { HONEST_ADDRESS } from '../addresses.ts';
import { DEFAULT_BUDGETS, startServerUnderAttack } from '../server-under-attack.ts';
import { HttpClient } from './http-client.ts';

/** The addresses from which the attacker joins. The room remembers 1,320 attempts of each. `npm run torture` has more. */
const ADDRESSES = Number(process.env['ATTACK_ADDRESSES'] ?? 16);
/** More than the room remembers of one address. */
const ATTEMPTS_PER_ADDRESS = 1_350;
const CONCURRENT_PER_ADDRESS = 5;
/** The pause after the refusal of a server that is overloaded. */
const BUSY_PAUSE_MS = 100;
/** Reads have no limit, which would only make the attacker come from more addresses. Without a history, the responses are short. */
const SETTINGS = { ...DEFAULT_BUDGETS, READS_PER_HOST: '0', HISTORY_ON_JOIN: '0' };

test('however many attempts to join others make, a retry after a lost answer returns the same member', async (t) => {
  const server = await startServerUnderAttack(t, SETTINGS);
  const attempt = randomUUID();
  const honest = new HttpClient(server, HONEST_ADDRESS);
  const { data: joined } = await honest.joinWhenPossible('Ann', attempt);
  // Makes `attempt` an earlier one: a session finds its latest attempt by itself (R16). Also uses the session.
  assert.equal((await honest.join('Ann', randomUUID())).status, 200);

  let accepted = 0;
  const attackFrom = async (index: number) => {
    const attacker = new HttpClient(server, `127.7.0.${index}`);
    let left = ATTEMPTS_PER_ADDRESS;
    const repeatJoins = async () => {
      while (left-- > 0) {
        const { status, refusal } = await attacker.join(`Mallory${index}`, randomUUID());
        if (status === 200) accepted++;
        if (refusal !== 'room-busy') continue;
        left++;
        await sleep(BUSY_PAUSE_MS);
      }
    };
    await attacker.join(`Mallory${index}`);
    await Promise.all(Array.from({ length: CONCURRENT_PER_ADDRESS }, repeatJoins));
  };
  await Promise.all(Array.from({ length: ADDRESSES }, (_, index) => attackFrom(index + 1)));
  t.diagnostic(`${accepted} attempts from ${ADDRESSES} addresses`);
  assert(accepted > fixedLimits.maxRememberedAttempts, `only ${accepted} attempts were accepted`);

  const retried = await new HttpClient(server, HONEST_ADDRESS).joinWhenPossible('Ann', attempt);
  assert.deepEqual([retried.refusal, retried.data?.you], [undefined, joined?.you]);
  await server.assertHealthy();
});
