import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test, { type TestContext } from 'node:test';
import { TestServer } from '../support/test-server.ts';
import { countViolations } from './check-histories.ts';
import type { Direction } from '../support/network/network-conditions.ts';
import type { RetryBehavior } from './scripted-client.ts';
import { SessionRuns } from './session-runs.ts';

/** Distance of two cuts, in bytes. CUTS=all cuts at every byte. */
const STEP = process.env['CUTS'] === 'all' ? 1 : Number(process.env['CUTS']) || 59;

/** Starts a server without limits that sessions could reach, and a reference client in its room. */
const startRuns = async (t: TestContext) => {
  const server = new TestServer({
    HISTORY_ON_JOIN: '0',
    IDLE_MS: '0',
    LEDGER_LETTERS: '0',
    LEDGER_BYTES: '0',
    LEDGER_MEMBERSHIPS: '0',
    LEDGER_MEMBERSHIP_BYTES: '0',
    MESSAGES_PER_WINDOW: '0',
    MEMBERS_PER_HOST: '0',
    MEMBERS: '0',
  });
  await server.start();
  t.after(() => server.stop());
  const runs = new SessionRuns(server);
  await runs.start();
  return runs;
};

/** Runs one undisturbed session, then sessions that are cut later and later, until one ends before its cut. */
const cutEverywhere = async (t: TestContext, direction: Direction, { step = STEP, behavior = () => ({}) } = {}) => {
  const runs = await startRuns(t);
  // Nicknames of equal length make sessions of equal length.
  const nickname = (after: number) => `${direction}${String(after).padStart(5, '0')}`;
  const { bytes } = await runs.run(nickname(0), {});
  let cuts = 0;
  for (let after = 1, isCut = true; isCut; after += step) {
    const by = cuts % 2 === 0 ? 'fin' : 'rst';
    const counts = await runs.run(nickname(after), { cut: { of: 'all', after, direction, by } }, behavior());
    isCut = counts.cuts > 0;
    cuts += counts.cuts;
  }
  assert.ok(cuts >= Math.floor(bytes[direction] / step), `${cuts} cuts in ${bytes[direction]} bytes`);
  return { runs, cuts, length: bytes[direction] };
};

test('a session that is cut at any byte, in either direction, joins once, sends once and leaves once', async (t) => {
  const startedAt = performance.now();
  const [up, down] = await Promise.all([cutEverywhere(t, 'up'), cutEverywhere(t, 'down')]);
  const violations = countViolations([...up.runs.histories(), ...down.runs.histories()]);
  const ghosts = [...up.runs.ghosts, ...down.runs.ghosts].length;
  t.diagnostic(
    `sessions of ${up.length} bytes up and ${down.length} down, a cut every ${STEP} bytes: ${up.cuts} + ${down.cuts} cuts, ` +
      `${JSON.stringify(violations)}, ${ghosts} ghosts, ${Math.round((performance.now() - startedAt) / 1_000)} s`,
  );
  assert.deepEqual([...up.runs.findings(), ...down.runs.findings()], []);
});

test('a session whose requests all reach the room twice joins once, sends once and leaves once', async (t) => {
  const runs = await startRuns(t);
  const { replays } = await runs.run('twice', { replay: { of: 'every request', chance: 1 } });
  assert.equal(replays, 4);
  assert.deepEqual(runs.findings(), []);
});

const WRONG_BEHAVIORS: [title: string, behavior: () => Partial<RetryBehavior>, findings: RegExp[]][] = [
  [
    'a new message id for each attempt to send',
    () => ({ clientMsgId: randomUUID }),
    [/(down\d+) joined, \1 said, \1 said/, /^unexpected/m],
  ],
  [
    'a new attempt id for each attempt to join',
    () => ({ attempt: randomUUID }),
    [/is refused: nickname-taken/, /is still a member/],
  ],
  [
    'a cursor that moves on without its mail',
    () => ({ cursorAfterLoss: (cursor) => cursor + 1 }),
    [/^lost/m, /^unexplainedGaps/m],
  ],
];

for (const [title, behavior, findings] of WRONG_BEHAVIORS) {
  test(`cuts detect ${title}`, async (t) => {
    const { runs } = await cutEverywhere(t, 'down', { step: 61, behavior });
    const found = runs.findings().join('\n');
    for (const finding of findings) assert.match(found, finding);
  });
}
