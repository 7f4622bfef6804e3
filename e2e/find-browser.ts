// Before the stories: a browser is found, or installed, or asked for in a clear sentence.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromiumPath, hasShell } from './support/chromium.ts';

const run = (command: string, ...args: string[]) => {
  console.log(`> ${[command, ...args].join(' ')}`);
  return (
    spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0
  );
};

const isDebianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version');
if (isDebianRoot && !process.env['CHROMIUM_PATH']) {
  // The tests do without the second, in half as much time again.
  const missing = [...(chromiumPath() ? [] : ['chromium']), ...(hasShell() ? [] : ['chromium-headless-shell'])];
  if (missing.length > 0) console.log(`Not on this machine: ${missing.join(' and ')}. Installing.`);
  if (missing.length > 0 && run('apt-get', 'update', '-qq'))
    for (const name of missing) run('apt-get', 'install', '-y', '-qq', name);
}
if (!chromiumPath()) run('npx', 'playwright', 'install', 'chromium');
const found = chromiumPath();
if (found) {
  console.log(`Browser: ${found}`);
} else {
  console.error(
    'The browser tests need Chromium. Install it ("apt-get install chromium"), or name one: CHROMIUM_PATH=… npm test',
  );
  process.exitCode = 1;
}
