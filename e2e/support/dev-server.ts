import path from 'node:path';
import type { House } from './server.ts';
import { started } from './spawn-program.ts';

/** A fixture: the address of vite's dev server in front of the house, as `npm run dev` has it. */
export const devServer = async ({ house }: { house: House }, use: (url: string) => Promise<void>) => {
  const vite = await started([path.join(import.meta.dirname, '../../node_modules/vite/bin/vite.js'), '--port', '0'], {
    cwd: path.join(import.meta.dirname, '../../apps/web'),
    env: { PORT: house.port },
    until: /Local:\s+(\S+)\n/,
  });
  await use(vite.said[1] ?? '');
  await vite.stop();
};
