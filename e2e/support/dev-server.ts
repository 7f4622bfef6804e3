import path from 'node:path';
import { spawnUntil } from './programs/spawn-until.ts';
import type { TestServer } from './test-server.ts';

const VITE = path.join(import.meta.dirname, '../../node_modules/vite/bin/vite.js');

/** A fixture: the URL of Vite's dev server in front of the test server, set up as `npm run dev` does it. */
export const devServerUrl = async ({ server }: { server: TestServer }, use: (url: string) => Promise<void>) => {
  const vite = await spawnUntil([VITE, '--port', '0'], {
    cwd: path.join(import.meta.dirname, '../../apps/web'),
    env: { PORT: server.port },
    until: /Local:\s+(\S+)\n/,
  });
  await use(vite.match[1] ?? '');
  await vite.stop('SIGTERM');
};
