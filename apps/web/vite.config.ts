import { existsSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The room reads the same file, from the same folder.
if (existsSync('../../.env')) process.loadEnvFile('../../.env');
const room = `http://localhost:${process.env['PORT'] ?? 8000}`;

export default defineConfig({
  plugins: [react()],
  server: { port: 5173, proxy: { '/trpc': room } },
  // The page's security policy allows files only: nothing may be inlined as a data: address.
  build: { outDir: 'dist/page', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
