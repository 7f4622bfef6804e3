import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { suite, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { applyMutant, type Mutant, type NodeTest } from './mutant.ts';
import { mutants } from './mutants.ts';
import { nodeFailures, outcomeOf, playwrightFailures, specsIn, type Outcome } from './outcome.ts';
import { runProgram, withTemporaryFolder } from './run-program.ts';

/** `npm run torture` sets MUTANTS=all. The short run applies the first suitable mutant of each folder. */
const isLongRun = process.env['MUTANTS'] === 'all';
const isInShortRun = ({ killedBy }: Mutant) => ('test' in killedBy ? !killedBy.onlyInLongRun : killedBy.alsoInShortRun);
const folderOf = ({ file, killedBy }: Mutant) => path.dirname(file) + ('test' in killedBy ? '' : ' in a browser');
const isFirstOfItsFolder = (mutant: Mutant, index: number, all: readonly Mutant[]) =>
  all.findIndex((other) => folderOf(other) === folderOf(mutant)) === index;
const chosen = isLongRun ? mutants : mutants.filter(isInShortRun).filter(isFirstOfItsFolder);

const ROOT = path.join(import.meta.dirname, '../..');
const here = (file: string) => path.join(import.meta.dirname, file);
const preload = (file: string) => `--import=${pathToFileURL(here(file)).href}`;

const mutatedCode = (mutant: Mutant) => applyMutant(mutant, readFileSync(path.join(ROOT, mutant.file), 'utf8'));

test('each of the mutants fits the code, and the title of the test that it names exists', () => {
  for (const mutant of mutants) {
    mutatedCode(mutant);
    if (!('test' in mutant.killedBy)) continue;
    const { test: file, title = '' } = mutant.killedBy;
    assert(
      readFileSync(path.join(ROOT, file), 'utf8').includes(title),
      `${file} has no test with the title “${title}”`,
    );
  }
});

suite(`${chosen.length} of ${mutants.length} mutants`, { concurrency: availableParallelism() }, () => {
  for (const mutant of chosen) {
    test(`killed: ${mutant.name}`, async () => {
      const code = mutatedCode(mutant);
      const { killedBy } = mutant;
      const { result, details } =
        'test' in killedBy
          ? await runNodeTest(mutant.file, code, killedBy)
          : await runBrowserTest(mutant, killedBy.browserTest);
      assert.equal(result, 'killed', details);
    });
  }
});

/** The sizes of the tests: enough for each mutant to fail. */
const SIZES = { HISTORIES: '2000', DAMAGED_OFFSETS: '100', WAL_CUTS: '30' };

/** A regular expression for exactly this text. */
const escapePattern = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Runs a test file, or one test in it, with `code` in place of a file that it tests, up to the first failed assertion. */
const runNodeTest = async (mutatedFile: string, code: string, { test: file, title }: NodeTest): Promise<Outcome> => {
  const args = [
    preload('load-mutant.ts'),
    '--test',
    '--test-isolation=none',
    '--test-timeout=60000',
    '--test-force-exit',
    `--test-reporter=${pathToFileURL(here('failure-reporter.ts')).href}`,
    ...(title === undefined ? [] : [`--test-name-pattern=${escapePattern(title)}$`]),
    file,
  ];
  const isKilled = (stdout: string) => outcomeOf(nodeFailures(stdout), { hasPassed: false }).result === 'killed';
  const { output, stdout, exitCode } = await withTemporaryFolder((folder) => {
    const mutatedCode = path.join(folder, 'mutated.js');
    writeFileSync(mutatedCode, stripTypeScriptTypes(code));
    const mutation = { MUTATED_FILE: path.join(ROOT, mutatedFile), MUTATED_CODE: mutatedCode };
    return runProgram(args, {
      cwd: ROOT,
      env: { ...mutation, ...SIZES, TMPDIR: folder },
      isEnough: isKilled,
    });
  });
  const { result, details } = outcomeOf(nodeFailures(stdout), { hasPassed: exitCode === 0 });
  return { result, details: details || output.slice(-2_000) };
};

/** Builds the page with the mutant, and runs the browser tests with that title. */
const runBrowserTest = ({ name }: Mutant, title: string): Promise<Outcome> =>
  withTemporaryFolder(async (folder) => {
    // A browser opens six connections to a server: with two tabs, a mutant that waits twice leaves some for the page.
    const env = { MUTANT: name, TABS: '2', PAGE_FOLDER: path.join(folder, 'page'), TMPDIR: folder };
    const build = await runProgram([here('build-mutated-page.ts')], {
      cwd: ROOT,
      env: { ...env, NODE_ENV: 'development' },
    });
    assert.equal(build.exitCode, 0, `the page is built: ${build.output}`);
    const args = [
      path.join(ROOT, 'node_modules/@playwright/test/cli.js'),
      'test',
      '--config',
      here('../playwright.config.ts'),
      '--workers=1',
      '--timeout=180000',
      '--max-failures=1',
      '--reporter=json',
      '--output',
      path.join(folder, 'artifacts'),
      '--grep',
      title,
    ];
    const { output, stdout, exitCode } = await runProgram(args, {
      cwd: ROOT,
      env: { ...env, NODE_OPTIONS: preload('serve-page-folder.ts') },
    });
    const report = JSON.parse(stdout.slice(stdout.indexOf('{\n')));
    const hasPassed = exitCode === 0 && specsIn(report).length > 0;
    const { result, details } = outcomeOf(playwrightFailures(report), { hasPassed });
    return { result, details: details || output.slice(-2_000) };
  });
