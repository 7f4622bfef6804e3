import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const room = `http://localhost:${process.env['PORT'] ?? 8000}`;

export default defineConfig({
  plugins: [react()],
  server: { port: 5173, proxy: { '/trpc': room } },
  // The page's security policy allows files only: nothing may be inlined as a data: address.
  build: { outDir: 'dist/page', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
