import { existsSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

// The room reads the same file, from the same folder.
if (existsSync('../../.env')) process.loadEnvFile('../../.env');
const room = `http://localhost:${process.env['PORT'] ?? 8000}`;

const WORKER = 'service-worker';

const FIRST_LOOK = 'first-look';

/** Nothing is painted before the page wears the look that was chosen: its script for that is small, and does not wait for the others. */
const paintedAfterFirstLook: Plugin = {
  name: 'painted-after-first-look',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {} }) => {
      const file = Object.values(bundle).find(({ type, name }) => type === 'chunk' && name === FIRST_LOOK)?.fileName;
      if (!file) throw new Error(`no chunk ${FIRST_LOOK}`);
      const attrs = { type: 'module', async: true, blocking: 'render', src: `/${file}` };
      return [{ tag: 'script', attrs, injectTo: 'head' }];
    },
  },
};

export default defineConfig({
  plugins: [react(), paintedAfterFirstLook],
  server: { port: 5173, proxy: { '/trpc': room } },
  build: {
    outDir: 'dist/page',
    // The page's security policy allows files only: nothing may be inlined as a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // tRPC’s client does not say so itself: without this its web sockets come along.
      treeshake: { moduleSideEffects: [{ test: /@trpc\/client/, sideEffects: false }] },
      input: ['index.html', 'nothing-here.html', `src/settings/${FIRST_LOOK}.ts`, 'src/worker/service-worker.ts'],
      // Browsers look for a newer worker under the name of the one they have.
      output: { entryFileNames: ({ name }) => (name === WORKER ? '[name].js' : 'assets/[name]-[hash].js') },
    },
  },
});
