// Runs before the browser tests: finds a browser or installs one. Exits with 1 and an instruction if there is none.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromiumPath, hasHeadlessShell } from './support/chromium.ts';

const run = (command: string, ...args: string[]) => {
  console.log(`> ${[command, ...args].join(' ')}`);
  return (
    spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0
  );
};

const isDebianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version');
if (isDebianRoot && !process.env['CHROMIUM_PATH']) {
  // The headless shell is optional: without it the tests take half as long again.
  const missing = [...(chromiumPath() ? [] : ['chromium']), ...(hasHeadlessShell() ? [] : ['chromium-headless-shell'])];
  if (missing.length > 0) console.log(`Installing what this machine lacks: ${missing.join(' and ')}.`);
  if (missing.length > 0 && run('apt-get', 'update', '-qq'))
    for (const name of missing) run('apt-get', 'install', '-y', '-qq', name);
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
