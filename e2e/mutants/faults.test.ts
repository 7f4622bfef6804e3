import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { suite, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { faults, type Fault } from './faults.ts';
import { planted } from './planted.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const here = (file: string) => path.join(import.meta.dirname, file);
const PLAYWRIGHT = path.join(ROOT, 'node_modules/@playwright/test/cli.js');

suite(`${faults.length} planted faults`, { concurrency: 2 }, () => {
  for (const fault of faults) {
    test(`caught: ${fault.name}`, async () => {
      // Otherwise a fault that cannot be planted would pass for one that is caught.
      assert.doesNotThrow(() => planted(fault, readFileSync(path.join(ROOT, fault.file), 'utf8')));
      const { caughtBy } = fault;
      const output = 'test' in caughtBy ? await runTest(fault, caughtBy.test) : await runStory(fault, caughtBy.story);
      assert.match(output, /^\s*(not ok |[1-9]\d* failed)/m, 'nobody notices it');
      assert.doesNotMatch(output, /SyntaxError/, 'it is no code');
    });
  }
});

/** Runs a test file with the fault in the code it tests. */
const runTest = ({ name }: Fault, file: string) => {
  const plant = `--import=${pathToFileURL(here('plant.ts')).href}`;
  const options = ['--test-isolation=none', '--test-timeout=5000', '--test-force-exit', '--test-reporter=tap'];
  return run([plant, '--test', ...options, file], { FAULT: name, HISTORIES: '2000' });
};

/** Plays a browser story with the fault in the page. */
const runStory = async ({ name }: Fault, story: string) => {
  const page = mkdtempSync(path.join(tmpdir(), 'mailroom-fault-'));
  const env = { FAULT: name, FAULTY_PAGE: page };
  assert.equal(await run([here('build-faulty-page.ts')], { ...env, NODE_ENV: 'development' }), '', 'the page is built');
  const options = [
    '--config',
    here('../playwright.config.ts'),
    '--workers=1',
    '--output',
    path.join(page, 'artefacts'),
  ];
  const serve = `--import=${pathToFileURL(here('serve-faulty-page.ts')).href}`;
  const output = await run([PLAYWRIGHT, 'test', ...options, '-g', story], {
    ...env,
    NODE_OPTIONS: serve,
  });
  rmSync(page, { recursive: true });
  return output;
};

/** What a program says, on both its channels. */
const run = async (args: readonly string[], given: Record<string, string>): Promise<string> => {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const program = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...env, ...given },
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  let output = '';
  for (const channel of [program.stdout, program.stderr]) {
    channel.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  await new Promise((resolve) => program.once('close', resolve));
  return output;
};
