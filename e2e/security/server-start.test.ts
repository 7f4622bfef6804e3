import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { suite, test } from 'node:test';
import { Program } from '../support/programs/program.ts';
import { TestServer } from '../support/test-server.ts';
import { untilOutput } from '../support/programs/until-output.ts';
import { launchServerUnderAttack } from './server-under-attack.ts';

/** A setting that stops the start, and what the server says about it. */
const WRONG_SETTING = { HOLD_MS: 'soon' };
const REASON = /Mailroom cannot start\.[^]*HOLD_MS/;

suite('a test whose server does not listen fails with what the server wrote', { concurrency: true }, () => {
  test('the server under attack', async () => {
    await assert.rejects(launchServerUnderAttack(WRONG_SETTING), REASON);
  });

  test('the server of a browser test', async () => {
    await assert.rejects(new TestServer(WRONG_SETTING).start(), REASON);
  });

  const ENDLESS = ['-e', "console.log('hello'); setInterval(() => {}, 1_000)"];

  test('a spawned program that never writes the expected output is killed', async () => {
    const program = new Program(ENDLESS, { cwd: import.meta.dirname, env: {} });
    await program.matches(/hello/);
    await assert.rejects(program.matches(/goodbye/, { hangMs: 1_000 }), /ended before .*goodbye\/:\nhello/);
    assert.deepEqual(await program.exited, [null, 'SIGKILL']);
  });

  test('a program that keeps running and never writes the expected output is killed', async () => {
    const program = spawn(process.execPath, ENDLESS);
    const exited = once(program, 'exit');
    await assert.rejects(untilOutput(program, /goodbye/, 1_000), /was killed after 1000 ms, before .*goodbye/);
    assert.deepEqual(await exited, [null, 'SIGKILL']);
  });

  test('a program that does not exist', async () => {
    await assert.rejects(
      untilOutput(spawn('/does/not/exist'), /hello/),
      /did not start \(spawn \/does\/not\/exist ENOENT\)/,
    );
  });
});
