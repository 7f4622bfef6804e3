import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { createFolder } from './create-folder.ts';
import { spawnEnvironment } from './spawn-environment.ts';
import { until } from './until.ts';

const MAIN = path.join(import.meta.dirname, '../main.ts');

/** Starts the server in a process of its own. Resolves when it listens, or has exited. */
export const startMain = async (t: TestContext, env: Record<string, string>) => {
  const server = spawn(process.execPath, [MAIN], {
    cwd: createFolder(t),
    env: { ...spawnEnvironment, PORT: '0', HOST: '127.0.0.1', ...env },
  });
  t.after(() => server.kill('SIGKILL'));
  let output = '';
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const closed = once(server, 'close');
  await until(() => /Data: +.*\n/.test(output) || server.exitCode !== null);
  const url = /Local: +(\S+)/.exec(output)?.[1] ?? '';
  const stop = async (signal: NodeJS.Signals) => {
    server.kill(signal);
    await closed;
  };
  return { url, pid: server.pid ?? 0, output: () => output, exitCode: () => server.exitCode, closed, stop };
};
