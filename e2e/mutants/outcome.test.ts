import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { MAX_MESSAGE, nodeFailures, outcomeOf } from './outcome.ts';
import { runProgram, withTemporaryFolder } from './run-program.ts';

const REPORTER = pathToFileURL(path.join(import.meta.dirname, 'failure-reporter.ts')).href;

test('a report that arrives in pieces is read up to its last complete line', () => {
  const failure = { test: 'a message is sent once', reason: 'assertion', message: '2 !== 1' } as const;
  const line = `${JSON.stringify(failure)}\n`;
  const report = `ℹ other output\n${line}${line}`;
  for (let length = 0; length <= report.length; length++) {
    const failures = nodeFailures(report.slice(0, length));
    const count = length === report.length ? 2 : length >= report.length - line.length ? 1 : 0;
    assert.deepEqual(
      failures,
      Array.from({ length: count }, () => failure),
      `${length} characters`,
    );
  }
});

test('a mutant is killed by an assertion whose message is longer than a pipe holds', () =>
  withTemporaryFolder(async (folder) => {
    const file = path.join(folder, 'long-message.test.mjs');
    writeFileSync(
      file,
      `import assert from 'node:assert/strict';
       import { test } from 'node:test';
       test('compares long values', () => assert.equal(1, 2, 'é'.repeat(200_000)));`,
    );
    const { stdout, exitCode } = await runProgram(['--test', `--test-reporter=${REPORTER}`, file], {
      cwd: folder,
      env: {},
      isEnough: (written) => nodeFailures(written).length > 0,
    });
    assert.notEqual(exitCode, 0);
    const { result, details } = outcomeOf(nodeFailures(stdout), { hasPassed: false });
    assert.deepEqual(
      { result, details },
      { result: 'killed', details: `compares long values: assertion: ${'é'.repeat(MAX_MESSAGE)}` },
    );
  }));
