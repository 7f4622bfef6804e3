// Runs before the browser tests: finds a browser or installs one. Exits with 1 and an instruction if there is none.
import { chromiumPath, hasHeadlessShell } from './support/chromium.ts';
import { installPackages, run } from './support/install-packages.ts';

if (!process.env['CHROMIUM_PATH']) {
  // The headless shell is optional: without it the tests take half as long again.
  installPackages([
    ...(chromiumPath() ? [] : ['chromium']),
    ...(hasHeadlessShell() ? [] : ['chromium-headless-shell']),
  ]);
}
if (!chromiumPath()) run('npx', 'playwright', 'install', 'chromium');
const found = chromiumPath();
if (found) {
  console.log(`Browser: ${found}`);
} else {
  console.error(
    'The browser tests need Chromium. Install it ("apt-get install chromium") or set its path: CHROMIUM_PATH=… npm test',
  );
  process.exitCode = 1;
}
