import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { skipUnusedModules } from '../support/skip-unused-modules.ts';

/**
 * Preload module: when Node loads the file MUTATED_FILE, it gets the JavaScript in the file MUTATED_CODE instead. That has no types to strip:
 * loading the compiler for them would take half the time of a short test.
 */
const mutatedUrl = pathToFileURL(process.env['MUTATED_FILE'] ?? '').href;
const source = readFileSync(process.env['MUTATED_CODE'] ?? '', 'utf8');

/** fast-check ends at the first history that fails. To find a shorter one takes longer than the rest of the run. */
const WITHOUT_SHRINKING = `
  import fc from 'fast-check?unchanged';
  fc.configureGlobal({ endOnFailure: true });
  export default fc;
  export * from 'fast-check?unchanged';`;

skipUnusedModules();
registerHooks({
  resolve: (specifier, context, nextResolve) => {
    if (specifier === 'fast-check?unchanged') return nextResolve('fast-check', context);
    const resolved = nextResolve(specifier, context);
    return specifier === 'fast-check' ? { ...resolved, url: `${resolved.url}?without-shrinking` } : resolved;
  },
  load: (url, context, nextLoad) => {
    if (url === mutatedUrl) return { format: 'module', source, shortCircuit: true };
    if (url.endsWith('?without-shrinking')) return { format: 'module', source: WITHOUT_SHRINKING, shortCircuit: true };
    return nextLoad(url, context);
  },
});
