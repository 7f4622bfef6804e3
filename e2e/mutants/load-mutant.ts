import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { applyMutant } from './mutant.ts';
import { mutantFromEnvironment } from './mutants.ts';

/** Preload module: applies the mutant that MUTANT names when Node loads the mutated file. The file on disk stays as it is. */
const mutant = mutantFromEnvironment();
const file = path.join(import.meta.dirname, '../..', mutant.file);
const mutatedUrl = pathToFileURL(file).href;

registerHooks({
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context);
    return url === mutatedUrl ? { ...loaded, source: applyMutant(mutant, readFileSync(file, 'utf8')) } : loaded;
  },
});
