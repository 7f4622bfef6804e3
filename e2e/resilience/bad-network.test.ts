import assert from 'node:assert/strict';
import { suite, test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestServer } from '../support/test-server.ts';
import { createChaosProxy } from '../support/network/chaos-proxy.ts';
import { checkHistories } from './check-histories.ts';
import type { History } from './history.ts';
import type { NetworkConditions } from '../support/network/network-conditions.ts';
import { createSeededRandom } from '../support/network/seeded-random.ts';
import { SimulatedClient } from './simulated-client.ts';
import { waitUntilSettled } from './wait-until-settled.ts';

/** Number of random histories, half of them in each room. `npm run torture` runs many more. */
const HISTORIES = Number(process.env['NETWORK_HISTORIES'] ?? 8);
const SEED = Number(process.env['NETWORK_SEED'] ?? Date.now() % 1_000_000);
const STEPS = 50;
const CLIENTS = 5;

/** All clients come from one address, and leave connections behind. */
const NO_LIMITS = { HISTORY_ON_JOIN: '0', MESSAGES_PER_WINDOW: '0', MEMBERS_PER_HOST: '0', SOCKETS_PER_HOST: '0' };

const CONDITIONS: NetworkConditions[] = [
  {},
  { latencyMs: [0, 20] },
  { cut: { of: 'some', chance: 1, within: 300, by: 'rst' } },
  { cut: { of: 'some', chance: 0.1, within: 2_000, by: 'rst' } },
  { cut: { of: 'some', chance: 0.5, within: 1_000, by: 'fin' } },
  { cut: { of: 'some', chance: 0.5, within: 1_000, by: 'rst' }, latencyMs: [0, 5] },
  { replay: { of: 'every request', chance: 0.3 } },
  { bytesPerSecond: 50_000, replay: { of: 'requests on reused connections', chance: 0.5 } },
];

suite('on a bad network, five clients lose, double and reorder nothing', { concurrency: true }, () => {
  for (const [room, settings] of [
    ['in a room that keeps everything', {}],
    ['in a room that keeps few letters', { LEDGER_LETTERS: '8', LEDGER_MEMBERSHIPS: '2' }],
  ] as const) {
    test(room, async (t) => {
      const server = new TestServer({ ...NO_LIMITS, ...settings });
      await server.start();
      t.after(() => server.stop());
      const startedAt = performance.now();
      const sum = { messages: 0, changes: 0, reacted: 0, cuts: 0, replays: 0, missed: 0 };
      for (let index = 0; index < HISTORIES / 2; index++) {
        const counts = await runHistory(t, server, SEED + index);
        for (const name of keysOf(sum)) sum[name] += counts[name];
      }
      assert(sum.messages > 0);
      t.diagnostic(
        `${HISTORIES / 2} histories of ${STEPS} steps: ${JSON.stringify(sum)}, no violations; ` +
          `${Math.round((performance.now() - startedAt) / 1_000)} s, first seed ${SEED}`,
      );
    });
  }
});

const runHistory = async (t: TestContext, server: TestServer, seed: number) => {
  const random = createSeededRandom(seed);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  const proxy = await createChaosProxy({ serverPort: Number(server.port), random });
  t.after(() => proxy.close());
  const join = (number: number, url: string) => SimulatedClient.join(url, `g${number}in${seed}`);
  const observer = await join(0, server.url);
  const clients = await Promise.all(Array.from({ length: CLIENTS }, (_, index) => join(index + 1, proxy.url)));
  const left: SimulatedClient[] = [];
  const joinsAndLeaves: unknown[] = [];
  let joins = CLIENTS;
  let messages = 0;
  let changes = 0;

  for (let step = 0; step < STEPS; step++) {
    const dice = random();
    if (clients.length > 0 && dice < 0.5) pick(clients).send(`message ${++messages}`);
    else if (clients.length > 0 && dice < 0.7) pick(clients).changeLast(dice < 0.64 ? `change ${++changes}` : '');
    else if (clients.length > 0 && dice < 0.8) pick(clients).reactToLast(pick([undefined, '👍', '🎉', '❤️']));
    else if (dice < 0.87) proxy.setConditions(pick(CONDITIONS));
    else if (dice < 0.93) proxy.resetConnections();
    else if (dice < 0.97) clients[0]?.wakeups.wake();
    else {
      const [leaver] = clients.splice(0, 1);
      if (leaver) left.push(leaver);
      joinsAndLeaves.push(
        join(++joins, proxy.url).then((joiner) => clients.push(joiner)),
        leaver?.leave(),
      );
    }
    if (random() < 0.5) await sleep(random() * 10);
  }
  proxy.clearConditions();
  proxy.resetConnections();
  await Promise.all(joinsAndLeaves);
  await waitUntilSettled([observer, ...clients]);

  const histories = [
    ...clients.map((client) => client.history({ isComplete: true })),
    ...left.map((client) => client.history({ isComplete: false })),
    observer.history({ isComplete: true }),
  ];
  assert.deepEqual(checkHistories(histories), [], `seed ${seed}`);
  const reactions = observer.reactions;
  const missed = countMissed(histories);
  for (const client of missed > 0 ? [] : clients) {
    for (const [mutationId, shown] of client.reactions) {
      if (reactions.has(mutationId))
        assert.deepEqual(
          shown,
          reactions.get(mutationId),
          `reactions on the screen of ${client.nickname}, seed ${seed}`,
        );
    }
  }
  const { nicknames } = await observer.members();
  for (const { roster, nickname } of clients) {
    assert.deepEqual(roster, nicknames, `roster of ${nickname}, seed ${seed}`);
  }
  await Promise.all([observer, ...clients].map((client) => client.leave()));
  const reacted = [...reactions.values()].flat().length;
  return { messages, changes, reacted, cuts: proxy.counts.cuts, replays: proxy.counts.replays, missed };
};

/** The number of letters that screens have missed. */
const countMissed = (histories: readonly History[]): number => {
  const rows = histories.flatMap(({ screen }) => screen.flatMap((epochRows) => epochRows.rows));
  return rows.reduce((total, row) => total + (row.type === 'missed' ? row.count : 0), 0);
};

const keysOf = <Item extends object>(item: Item) => Object.keys(item) as (keyof Item)[];
