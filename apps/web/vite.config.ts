import { existsSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

// The room reads the same file, from the same folder.
if (existsSync('../../.env')) process.loadEnvFile('../../.env');
const room = `http://localhost:${process.env['PORT'] ?? 8000}`;

const WORKER = 'service-worker';

/** The page is empty until its script ran. Painted before, it would flash in colours that its reader did not choose. */
const nothingPaintedBefore: Plugin = {
  name: 'nothing-painted-before',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replace('<script type="module"', '$& blocking="render"'),
  },
};

export default defineConfig({
  plugins: [react(), nothingPaintedBefore],
  server: { port: 5173, proxy: { '/trpc': room } },
  build: {
    outDir: 'dist/page',
    // The page's security policy allows files only: nothing may be inlined as a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['index.html', 'src/worker/service-worker.ts'],
      // Browsers look for a newer worker under the name of the one they have.
      output: { entryFileNames: ({ name }) => (name === WORKER ? '[name].js' : 'assets/[name]-[hash].js') },
    },
  },
});
