import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { suite, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { faults, type Fault } from './faults.ts';
import { planted } from './planted.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const PLANT = pathToFileURL(path.join(import.meta.dirname, 'plant.ts')).href;

suite(`${faults.length} planted faults`, { concurrency: 2 }, () => {
  for (const fault of faults) {
    const { name, file, caughtBy } = fault;
    test(`caught: ${name}`, async () => {
      // Otherwise a fault that cannot be planted, or that is no code, would pass for one that is caught.
      const broken = planted(fault, readFileSync(path.join(ROOT, file), 'utf8'));
      assert.doesNotThrow(() => stripTypeScriptTypes(broken));
      if ('story' in caughtBy) return;
      const { failed, output } = await runWith(fault, caughtBy.test);
      assert(failed > 0, `${caughtBy.test} does not notice it:\n${output}`);
    });
  }
});

/** Runs a test file with the fault in the code it tests; answers how many of its tests failed, by their own judgement. */
const runWith = async ({ name }: Fault, file: string) => {
  const args = [
    `--import=${PLANT}`,
    '--test',
    '--test-isolation=none',
    '--test-timeout=20000',
    '--test-force-exit',
    '--test-reporter=tap',
    file,
  ];
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const program = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...env, FAULT: name, HISTORIES: '2000' },
    timeout: 60_000,
  });
  let output = '';
  for (const stream of [program.stdout, program.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await new Promise((resolve) => program.once('close', resolve));
  return { failed: output.split('\n').filter((line) => /^\s*not ok /.test(line)).length, output };
};
