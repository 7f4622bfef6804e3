import { existsSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { emojiNames } from './emoji-names.ts';

// The server reads the same file.
if (existsSync('../../.env')) process.loadEnvFile('../../.env');
const serverUrl = `http://localhost:${process.env['PORT'] ?? 8000}`;

const SERVICE_WORKER = 'service-worker';

const FIRST_PAINT = 'first-paint';

/**
 * Speeds up the first paint on slow networks: inlines the script that applies the chosen theme, and gives the other scripts a lower
 * priority than the style sheet.
 */
const inlineFirstPaint: Plugin = {
  name: 'inline-first-paint',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle = {} }) => {
      const chunk = Object.values(bundle).find(({ name }) => name === FIRST_PAINT);
      if (chunk?.type !== 'chunk') throw new Error(`no chunk ${FIRST_PAINT}`);
      return {
        html: html.replaceAll(/<(?:script type="module"|link rel="modulepreload")/g, '$& fetchpriority="low"'),
        tags: [{ tag: 'script', children: chunk.code, injectTo: 'head-prepend' }],
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

/**
 * Whether the lobby may need a module. It does not need what only the room and dialogs share: the parser of messages, the rows of the transcript,
 * and small parts.
 */
const isForLobby = (id: string) => !NOT_FOR_LOBBY.test(id);
const NOT_FOR_LOBBY = new RegExp(
  [
    String.raw`/web/src/(?:text|sync/view|export|moderation|room)/`,
    String.raw`/web/src/browser/(?:moderation-api|addresses/(?:browser-)?room-addresses)\.`,
    String.raw`/web/src/i18n/(?:moderation-texts|(?:use-)?time-format)\.`,
    String.raw`/web/src/sync/moderation-api\.`,
    String.raw`/web/src/notifications/chime\.`,
    String.raw`/web/src/settings/(?:use-)?ignore-list\.`,
    String.raw`/web/src/ui/(?:dialog|prompt|space)\.`,
  ].join('|'),
);

export default defineConfig({
  plugins: [react(), inlineFirstPaint, emojiNames],
  server: { port: 5173, proxy: { '/trpc': serverUrl, '/page-error': serverUrl, '/addresses': serverUrl } },
  build: {
    outDir: 'dist/page',
    // The oldest browsers in which the whole page works. e2e/browsers tests what else the built files need.
    target: ['chrome114', 'edge114', 'firefox125', 'safari17'],
    // The Content-Security-Policy forbids data: URLs, so no asset may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // The package does not declare `sideEffects: false` itself. Without this, the bundle contains its WebSocket client.
      treeshake: { moduleSideEffects: [{ test: /@trpc\/client/, sideEffects: false }] },
      input: ['index.html', 'not-found.html', `src/settings/${FIRST_PAINT}.ts`, 'src/service-worker/service-worker.ts'],
      // Browsers look for an update of a service worker at the same URL, so its name has no hash.
      output: {
        entryFileNames: ({ name }) => (name === SERVICE_WORKER ? '[name].js' : 'assets/[name]-[hash].js'),
        // One chunk for all shared modules that the lobby needs: each more would cost another request on a slow network.
        codeSplitting: {
          groups: [
            { name: 'shared', test: isForLobby, minShareCount: 2, priority: 2 },
            { name: 'parts', test: /^(?!.*\/web\/src\/.*moderation)/, minShareCount: 2, priority: 1 },
            { name: 'moderation', minShareCount: 2 },
          ],
        },
      },
    },
  },
});
