import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { faults } from './faults.ts';
import { planted } from './planted.ts';

/** Loaded before a program: breaks it by the fault that FAULT names, while its code is read. On disk nothing changes. */
const fault = faults.find(({ name }) => name === process.env['FAULT']);
if (!fault) throw new Error(`FAULT names no fault: ${process.env['FAULT']}`);

const file = path.join(import.meta.dirname, '../..', fault.file);
const broken = pathToFileURL(file).href;
registerHooks({
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context);
    return url === broken ? { ...loaded, source: planted(fault, readFileSync(file, 'utf8')) } : loaded;
  },
});
