import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestServer } from '../support/test-server.ts';
import { checkHistories } from './check-histories.ts';
import { createSeededRandom } from '../support/network/seeded-random.ts';
import { SimulatedClient } from './simulated-client.ts';
import { waitUntil } from '../support/wait-until.ts';
import { waitUntilSettled } from './wait-until-settled.ts';

/** How often the server is killed. `npm run torture` kills it more often. */
const KILLS = Number(process.env['KILLS'] ?? 30);
const SEED = Number(process.env['NETWORK_SEED'] ?? Date.now() % 1_000_000);
const CLIENTS = 3;
/** The longest time that the server runs, mostly after it has accepted something, before it is killed, in ms. */
const RUN_MS = 200;
/** The pause between two messages is up to twice this, in ms. */
const WRITE_EVERY_MS = 15;
/** With the pauses of a bad network, refused connections to a server that starts would take most of the CPU time. */
const CLIENT = { retrySpeedup: 5 };
/** A client with this many mutations in its outbox writes no more until the server is back: a slow machine takes longer, and no more work. */
const MAX_UNSENT = 50;

const NO_LIMITS = {
  HISTORY_ON_JOIN: '0',
  MESSAGES_PER_WINDOW: '0',
  MEMBERS_PER_HOST: '0',
  JOINS_PER_HOST: '0',
  MESSAGES_PER_HOST: '0',
  READS_PER_HOST: '0',
  FAILURES_PER_HOST: '0',
  LEDGER_LETTERS: '0',
  LEDGER_BYTES: '0',
};

test(`a server that is killed ${KILLS} times under load loses, doubles, reorders and renumbers nothing`, async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mailroom-killed-'));
  const server = new TestServer({ ...NO_LIMITS, DATA_DIR: folder });
  await server.start();
  t.after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });
  const random = createSeededRandom(SEED);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  const observer = await SimulatedClient.join(server.url, 'Observer', CLIENT);
  const names = Array.from({ length: CLIENTS }, (_, index) => `Client${index}`);
  const clients = await Promise.all(names.map((name) => SimulatedClient.join(server.url, name, CLIENT)));
  const first = await observer.members();

  let messages = 0;
  let changes = 0;
  const over = new AbortController();
  const write = async () => {
    while (!over.signal.aborted) {
      const client = pick(clients);
      if (client.unsentCount < MAX_UNSENT) {
        if (random() < 0.7) client.send(`message ${++messages}`);
        else client.changeLast(random() < 0.7 ? `change ${++changes}` : '');
      }
      await sleep(random() * 2 * WRITE_EVERY_MS);
    }
  };
  const writing = write();
  const acceptedCount = () => clients.reduce((sum, client) => sum + client.acceptedCount, 0);
  for (let kill = 0; kill < KILLS; kill++) {
    const accepted = acceptedCount();
    // A slow machine would otherwise kill most servers before they have accepted anything.
    if (random() < 0.8) await waitUntil(() => acceptedCount() > accepted);
    await sleep(random() * RUN_MS);
    await server.kill();
    await server.start();
  }
  over.abort();
  await writing;
  await waitUntilSettled([observer, ...clients], () => `the server: ${server.log.slice(-2_000)}`);

  const { nicknames, next, epoch } = await observer.members();
  const histories = [observer, ...clients].map((client) => client.history({ isComplete: true }));
  assert.deepEqual(checkHistories(histories), [], `seed ${SEED}`);
  assert.equal(epoch, first.epoch, 'the epoch stays');
  const written = histories.flatMap((history) => history.written);
  const shown = new Set(
    histories[0]?.screen.flatMap(({ rows }) => rows.flatMap((row) => (row.type === 'message' ? row.mutationId : []))),
  );
  // A message that was deleted while it was in the outbox was never sent.
  const absent = written.filter(({ mutationId, texts }) => !shown.has(mutationId) && texts.at(-1) !== '');
  assert.deepEqual(absent, []);
  assert.deepEqual(nicknames, ['Observer', ...names].toSorted());
  for (const { roster, nickname } of clients) assert.deepEqual(roster, nicknames, `roster of ${nickname}`);
  const rows = histories.flatMap(({ screen }) => screen.flatMap((epochRows) => epochRows.rows));
  const announced = rows.filter((row) => row.type === 'letter');
  t.diagnostic(
    `${KILLS} kills, ${written.length} messages, ${announced.length} other letters seen, ${next} letters; seed ${SEED}`,
  );
  await Promise.all([observer, ...clients].map((client) => client.leave()));
});
