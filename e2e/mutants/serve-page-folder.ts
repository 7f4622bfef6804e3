import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { applyMutant } from './mutant.ts';

/** Preload module for the server: makes it serve the page in the folder that PAGE_FOLDER names. A host of servers adds a query to the URL. */
const file = path.join(import.meta.dirname, '../../apps/server/src/main.ts');
const mainUrl = pathToFileURL(file).href;
const otherPageFolder = {
  name: 'another page folder',
  file,
  original: "path.join(ROOT, 'apps/web/dist/page')",
  mutated: JSON.stringify(process.env['PAGE_FOLDER']),
};

registerHooks({
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context);
    return url.split('?')[0] === mainUrl
      ? { ...loaded, source: applyMutant(otherPageFolder, readFileSync(file, 'utf8')) }
      : loaded;
  },
});
