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

skipUnusedModules();
registerHooks({
  load: (url, context, nextLoad) =>
    url === mutatedUrl ? { format: 'module', source, shortCircuit: true } : nextLoad(url, context),
});
