import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { handMadeRequests, type HandMadeRequest } from './corpus/hand-made-requests.ts';
import { FuzzRun } from './fuzz-run.ts';
import { shots } from './generated-requests.ts';

/** Number of generated requests. */
const REQUESTS = Number(process.env['HOSTILE_REQUESTS'] ?? 600);
const SEED = Number(process.env['HOSTILE_SEED'] ?? Date.now() % 1_000_000);

suite('no request makes the server fail, lose sync, spend much CPU or reveal internals', () => {
  test('hand-made requests get the expected responses', async (t) => {
    const run = await FuzzRun.start(t);
    const requests = handMadeRequests();
    const findings: object[] = [];
    for (const request of requests) findings.push(...(await findingsAbout(run, request)));
    await run.assertHealthy();
    t.diagnostic(`${requests.length} hand-made requests: ${run.summary}`);
    assert.deepEqual(findings, []);
  });

  test('generated requests', async (t) => {
    const run = await FuzzRun.start(t);
    const property = fc.asyncProperty(shots, async (shot) => void (await run.send(shot)));
    // Not shrunk: each smaller request is another attempt against the server, and there may be many thousands.
    await fc.assert(property, { numRuns: REQUESTS, seed: SEED, endOnFailure: true });
    await run.assertHealthy();
    t.diagnostic(`${REQUESTS} generated requests, seed ${SEED}: ${run.summary}`);
  });
});

const findingsAbout = async (run: FuzzRun, { name, bytes, statuses, from }: HandMadeRequest): Promise<object[]> => {
  try {
    const { responses, ending } = await run.send({ bytes, from, responses: statuses.length });
    assert.deepEqual(
      responses.map(({ status }) => status),
      statuses,
    );
    assert.notEqual(ending, 'gave up');
    return [];
  } catch (error) {
    return [{ name: name.slice(0, 100), finding: error instanceof Error ? error.message : error }];
  }
};
