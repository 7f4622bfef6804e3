import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { HONEST_ADDRESS } from '../addresses.ts';
import { DEFAULT_BUDGETS, startServerUnderAttack } from '../server-under-attack.ts';
import { HttpClient, type Answer } from './http-client.ts';

/** Requests of one attack that are refused or fail. `npm run torture` sends more. */
const FAILURES = Number(process.env['ATTACK_REQUESTS'] ?? 70);
const CONCURRENT = 20;
/** So few that they are soon used up: one member has 60 a minute. */
const FAILURES_PER_HOST = '600';
/** Failures of a member that are answered sooner than the others: three tenths of 60, those in flight, and a few that come back. */
const SOON = 18 + CONCURRENT + 10;
/** A late response takes 750 ms at least. */
const LATE_MS = 700;
const MINUTE_MS = 60_000;

interface Flood {
  readonly title: string;
  /** The requests of these that pass within a minute by default. They may come at once. */
  readonly perMinute: number;
  readonly attack: (attacker: HttpClient, index: number) => Promise<Answer>;
}

/** The attempt that the attacker repeats. */
const ATTEMPT = randomUUID();

const FLOODS: readonly Flood[] = [
  {
    title: 'reads that bring nothing new, and repeated joins',
    perMinute: 300,
    attack: async (attacker, index) => {
      if (index % 4 === 0) return attacker.query('getUsers');
      if (index % 4 === 1) return attacker.query('getMsgId');
      if (index % 4 === 2) return attacker.read(0);
      return attacker.join('Mallory', ATTEMPT);
    },
  },
  {
    title: 'reports that a member is typing',
    perMinute: 120,
    attack: (attacker, index) => attacker.call('typing', { stopped: index % 2 === 0 }),
  },
  {
    title: 'calls that fail',
    perMinute: 60,
    attack: (attacker, index) => {
      if (index % 4 === 0) return attacker.call('nothing', {});
      if (index % 4 === 1) return attacker.request('POST', '/trpc/send', { body: '{' });
      if (index % 4 === 2) return attacker.send('');
      return attacker.call('delete', { targetMutationId: 'x'.repeat(22), clientMsgId: randomUUID() });
    },
  },
];

test('a flood gets no more requests through than one member may send; the rest are refused late; nobody else is refused', async (t) => {
  const server = await startServerUnderAttack(t, { ...DEFAULT_BUDGETS, FAILURES_PER_HOST });
  const ann = new HttpClient(server, HONEST_ADDRESS);
  await ann.joinWhenPossible('Ann');
  for (const [index, { title, perMinute, attack }] of FLOODS.entries()) {
    await t.test(title, async (st) => {
      const attacker = new HttpClient(server, `127.5.0.${index + 1}`);
      const attempt = index === 0 ? ATTEMPT : randomUUID();
      assert.equal((await attacker.join('Mallory', attempt)).status, 200);
      let [sent, passed, failed, soon] = [0, 0, 0, 0];
      const startedAt = performance.now();
      const flood = async () => {
        while (failed < FAILURES) {
          const sentAt = performance.now();
          const { status } = await attack(attacker, sent++);
          if (status !== 429) passed++;
          if (status === 200) continue;
          failed++;
          if (performance.now() - sentAt < LATE_MS) soon++;
        }
      };
      await Promise.all(Array.from({ length: CONCURRENT }, flood));
      const minutes = (performance.now() - startedAt) / MINUTE_MS;
      st.diagnostic(`${passed} of ${sent} passed; ${soon} of ${failed} failures were answered soon`);
      assert(passed <= perMinute * (1 + minutes) + CONCURRENT, `${passed} of ${sent} passed`);
      assert(passed >= perMinute, 'no request below the limit is refused');
      assert(soon <= SOON, `${soon} of ${failed} failures were answered soon`);
      assert.deepEqual([(await ann.query('getUsers')).status, (await ann.send(title)).status], [200, 200]);
      await attacker.leave();
    });
  }
  await server.assertHealthy();
});
