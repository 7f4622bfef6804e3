import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { allCases, type Case } from './corpus/hand-made-requests.ts';
import { shots } from './generated-requests.ts';
import { Siege } from './fuzz-run.ts';

/** So many requests are made up by chance. */
const REQUESTS = Number(process.env['HOSTILE_REQUESTS'] ?? 1_500);
const SEED = Number(process.env['HOSTILE_SEED'] ?? Date.now() % 1_000_000);

suite('no request brings the server down, out of step or to its knees, or makes it tell what it should not', () => {
  test('those made by hand are answered as they have to be', async (t) => {
    const siege = await Siege.begin(t);
    const cases = allCases();
    const findings: object[] = [];
    for (const made of cases) findings.push(...(await findingsAbout(siege, made)));
    await siege.isStillWell();
    t.diagnostic(`${cases.length} requests made by hand: ${siege.told}`);
    assert.deepEqual(findings, []);
  });

  test('those made up by chance', async (t) => {
    const siege = await Siege.begin(t);
    const property = fc.asyncProperty(shots, async (shot) => void (await siege.shoot(shot)));
    // Not shrunk: each smaller request is a trial of its own against the server, and there may be many thousands.
    await fc.assert(property, { numRuns: REQUESTS, seed: SEED, endOnFailure: true });
    await siege.isStillWell();
    t.diagnostic(`${REQUESTS} requests made up, seed ${SEED}: ${siege.told}`);
  });
});

const findingsAbout = async (siege: Siege, { name, bytes, statuses, from }: Case): Promise<object[]> => {
  try {
    const { answers, ending } = await siege.shoot({ bytes, from, answers: statuses.length });
    assert.deepEqual(
      answers.map(({ status }) => status),
      statuses,
    );
    assert.notEqual(ending, 'given up');
    return [];
  } catch (error) {
    return [{ name: name.slice(0, 100), finding: error instanceof Error ? error.message : error }];
  }
};
