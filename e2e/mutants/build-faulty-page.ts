import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { faults } from './faults.ts';
import { planted } from './planted.ts';

/** Builds the page with the fault that FAULT names, in React's strict mode, into the folder FAULTY_PAGE. */
const root = path.join(import.meta.dirname, '../../apps/web');
const fault = faults.find(({ name }) => name === process.env['FAULT']);
if (!fault) throw new Error(`FAULT names no fault: ${process.env['FAULT']}`);
const broken = path.join(root, '../..', fault.file);

await build({
  root,
  configFile: path.join(root, 'vite.config.ts'),
  logLevel: 'error',
  plugins: [
    {
      name: 'fault',
      enforce: 'pre',
      load: (id: string) => (id === broken ? planted(fault, readFileSync(broken, 'utf8')) : undefined),
    },
  ],
  build: { outDir: process.env['FAULTY_PAGE'] ?? '', emptyOutDir: true, minify: false },
});
