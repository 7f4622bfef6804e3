import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { applyMutant } from './mutant.ts';
import { mutantFromEnvironment } from './mutants.ts';

/** Builds the page with the mutant that MUTANT names, in React's strict mode, into the folder PAGE_FOLDER. */
const root = path.join(import.meta.dirname, '../../apps/web');
const mutant = mutantFromEnvironment();
const mutatedFile = path.join(root, '../..', mutant.file);

await build({
  root,
  configFile: path.join(root, 'vite.config.ts'),
  logLevel: 'error',
  plugins: [
    {
      name: 'apply-mutant',
      enforce: 'pre',
      load: (id: string) => (id === mutatedFile ? applyMutant(mutant, readFileSync(id, 'utf8')) : undefined),
    },
  ],
  build: { outDir: process.env['PAGE_FOLDER'] ?? '', emptyOutDir: true, minify: false },
});
