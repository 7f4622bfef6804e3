import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test, { type TestContext } from 'node:test';
import { TestServer } from '../support/test-server.ts';
import type { Direction } from './network-conditions.ts';
import { verdict } from './check-histories.ts';
import type { Habits } from './scripted-client.ts';
import { Visits } from './session-runs.ts';

/** Which bytes visits are cut at: every so manieth, or each with CUTS=all. */
const STEP = process.env['CUTS'] === 'all' ? 1 : Number(process.env['CUTS']) || 2;

/** Visits to a house of their own, where nobody is ever sent away or forgotten. */
const visits = async (t: TestContext) => {
  const house = new TestServer({
    HISTORY_ON_JOIN: '0',
    IDLE_MS: '0',
    LEDGER_LETTERS: '0',
    LEDGER_BYTES: '0',
    MESSAGES_PER_WINDOW: '0',
    MEMBERS_PER_HOST: '0',
    MEMBERS: '0',
  });
  await house.start();
  t.after(() => house.stop());
  const begun = new Visits(house);
  await begun.begin();
  return begun;
};

/** One undisturbed visit, then visits cut later and later in one direction, until one is over before it is cut. */
const cutEverywhere = async (t: TestContext, direction: Direction, { step = STEP, habits = () => ({}) } = {}) => {
  const made = await visits(t);
  // Nicknames of one length, so that every visit is.
  const nickname = (after: number) => `${direction}${String(after).padStart(5, '0')}`;
  const { bytes } = await made.visitAs(nickname(0), {});
  let cuts = 0;
  for (let after = 1, isCut = true; isCut; after += step) {
    const by = cuts % 2 === 0 ? 'fin' : 'rst';
    const counts = await made.visitAs(nickname(after), { cut: { of: 'all', after, direction, by } }, habits());
    isCut = counts.cuts > 0;
    cuts += counts.cuts;
  }
  assert.ok(cuts >= Math.floor(bytes[direction] / step), `${cuts} cuts in ${bytes[direction]} bytes`);
  return { visits: made, cuts, length: bytes[direction] };
};

test('a visit cut at any byte, in either direction, is one visit: one joined, one said, one left', async (t) => {
  const begun = performance.now();
  const [up, down] = await Promise.all([cutEverywhere(t, 'up'), cutEverywhere(t, 'down')]);
  const faults = verdict([...up.visits.histories(), ...down.visits.histories()]);
  const { lost, doubled, unexpected, outdated, outOfOrder, unexplainedGaps } = faults;
  const ghosts = [...up.visits.ghosts, ...down.visits.ghosts].length;
  t.diagnostic(
    `visits of ${up.length} bytes up and ${down.length} down, cut at one byte in ${STEP}: ${up.cuts} + ${down.cuts} cuts, ` +
      `lost ${lost}, doubled ${doubled}, unexpected ${unexpected}, outdated ${outdated}, out of order ${outOfOrder}, gaps ${unexplainedGaps}, ` +
      `ghosts ${ghosts}, ${Math.round((performance.now() - begun) / 1_000)} s`,
  );
  assert.deepEqual([...up.visits.findings(), ...down.visits.findings()], []);
});

test('a visit whose every request reaches the room twice, as browsers have it, is one visit', async (t) => {
  const made = await visits(t);
  const { replays } = await made.visitAs('twice', { replay: { of: 'every request', chance: 1 } });
  assert.equal(replays, 4);
  assert.deepEqual(made.findings(), []);
});

const BAD_HABITS: [title: string, habits: () => Partial<Habits>, findings: RegExp[]][] = [
  [
    'a line named anew on each try',
    () => ({ clientMsgId: randomUUID }),
    [/(down\d+) joined, \1 said, \1 said/, /^unexpected/m],
  ],
  ['an attempt named anew on each try', () => ({ attempt: randomUUID }), [/is told nickname-taken/, /is still here/]],
  [
    'a cursor that moves on without its mail',
    () => ({ cursorAfterLoss: (cursor) => cursor + 1 }),
    [/^lost/m, /^unexplainedGaps/m],
  ],
];

for (const [title, habits, findings] of BAD_HABITS) {
  test(`it would be noticed: ${title}`, async (t) => {
    const { visits } = await cutEverywhere(t, 'down', { step: 61, habits });
    const found = visits.findings().join('\n');
    for (const finding of findings) assert.match(found, finding);
  });
}
