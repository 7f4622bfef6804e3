import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { suite, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { mutants, type Mutant } from './mutants.ts';
import { applyMutant } from './apply-mutant.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const here = (file: string) => path.join(import.meta.dirname, file);
const PLAYWRIGHT = path.join(ROOT, 'node_modules/@playwright/test/cli.js');

suite(`${mutants.length} mutants`, { concurrency: 2 }, () => {
  for (const mutant of mutants) {
    test(`caught: ${mutant.name}`, async () => {
      // Otherwise a mutant that cannot be planted would pass for one that is caught.
      assert.doesNotThrow(() => applyMutant(mutant, readFileSync(path.join(ROOT, mutant.file), 'utf8')));
      const { killedBy } = mutant;
      const output =
        'test' in killedBy ? await runTest(mutant, killedBy.test) : await runStory(mutant, killedBy.browserTest);
      assert.match(output, /^\s*(not ok |[1-9]\d* failed)/m, 'nobody notices it');
      assert.doesNotMatch(output, /SyntaxError/, 'it is no code');
    });
  }
});

/** Runs a test file with the mutant in the code it tests. */
const runTest = ({ name }: Mutant, file: string) => {
  const plant = `--import=${pathToFileURL(here('load-mutant.ts')).href}`;
  const options = ['--test-isolation=none', '--test-timeout=5000', '--test-force-exit', '--test-reporter=tap'];
  return run([plant, '--test', ...options, file], { MUTANT: name, HISTORIES: '2000' });
};

/** Plays a browser story with the mutant in the page. */
const runStory = async ({ name }: Mutant, story: string) => {
  const page = mkdtempSync(path.join(tmpdir(), 'mailroom-mutant-'));
  const env = { MUTANT: name, PAGE_FOLDER: page };
  assert.equal(
    await run([here('build-mutated-page.ts')], { ...env, NODE_ENV: 'development' }),
    '',
    'the page is built',
  );
  const options = [
    '--config',
    here('../playwright.config.ts'),
    '--workers=1',
    '--output',
    path.join(page, 'artefacts'),
  ];
  const serve = `--import=${pathToFileURL(here('serve-page-folder.ts')).href}`;
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
