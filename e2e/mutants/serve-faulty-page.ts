import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { planted } from './planted.ts';

/** Loaded before the server: has it serve the page that stands in FAULTY_PAGE. */
const file = path.join(import.meta.dirname, '../../apps/server/src/main.ts');
const main = pathToFileURL(file).href;
const elsewhere = {
  name: 'another page',
  file,
  right: "path.join(ROOT, 'apps/web/dist/page')",
  wrong: JSON.stringify(process.env['FAULTY_PAGE']),
};

registerHooks({
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context);
    return url === main ? { ...loaded, source: planted(elsewhere, readFileSync(file, 'utf8')) } : loaded;
  },
});
