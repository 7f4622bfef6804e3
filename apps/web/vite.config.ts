import { existsSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

// The room reads the same file, from the same folder.
if (existsSync('../../.env')) process.loadEnvFile('../../.env');
const room = `http://localhost:${process.env['PORT'] ?? 8000}`;

const WORKER = 'service-worker';

const FIRST_PAINT = 'first-paint';

/**
 * What has to be there for the first paint comes first on a slow network: the look that was chosen stands in the page itself, and the
 * scripts let the stylesheet pass.
 */
const paintedEarly: Plugin = {
  name: 'painted-early',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle = {} }) => {
      const look = Object.values(bundle).find(({ name }) => name === FIRST_PAINT);
      if (look?.type !== 'chunk') throw new Error(`no chunk ${FIRST_PAINT}`);
      return {
        html: html.replaceAll(/<(?:script type="module"|link rel="modulepreload")/g, '$& fetchpriority="low"'),
        tags: [{ tag: 'script', children: look.code, injectTo: 'head-prepend' }],
      };
    },
  },
  generateBundle: {
    order: 'post',
    handler: (_, bundle) => {
      for (const [file, { name }] of Object.entries(bundle)) if (name === FIRST_PAINT) delete bundle[file];
    },
  },
};

export default defineConfig({
  plugins: [react(), paintedEarly],
  server: { port: 5173, proxy: { '/trpc': room } },
  build: {
    outDir: 'dist/page',
    // The page's security policy allows files only: nothing may be inlined as a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // tRPC’s client does not say so itself: without this its web sockets come along.
      treeshake: { moduleSideEffects: [{ test: /@trpc\/client/, sideEffects: false }] },
      input: [
        'index.html',
        'nothing-here.html',
        `src/settings/${FIRST_PAINT}.ts`,
        'src/service-worker/service-worker.ts',
      ],
      // Browsers look for a newer worker under the name of the one they have.
      output: {
        entryFileNames: ({ name }) => (name === WORKER ? '[name].js' : 'assets/[name]-[hash].js'),
        // One file of what more than one file needs: each of many would be another question on a slow network.
        codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] },
      },
    },
  },
});
