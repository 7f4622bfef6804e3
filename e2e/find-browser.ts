// Before the stories: a browser is found, or installed, or asked for in a clear sentence.
import { spawnSync } from 'node:child_process';
import { chromiumPath } from './browser.ts';

const run = (command: string, ...args: string[]) => {
  console.log(`> ${[command, ...args].join(' ')}`);
  return (
    spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0
  );
};

if (!chromiumPath()) {
  console.log('No Chromium on this machine: installing one.');
  const isDebianRoot = process.getuid?.() === 0 && run('apt-get', 'update', '-qq');
  if (isDebianRoot) run('apt-get', 'install', '-y', '-qq', 'chromium');
  if (!chromiumPath()) run('npx', 'playwright', 'install', 'chromium');
}
const found = chromiumPath();
if (found) {
  console.log(`Browser: ${found}`);
} else {
  console.error(
    'The browser tests need Chromium. Install it ("apt-get install chromium"), or name one: CHROMIUM_PATH=… npm test',
  );
  process.exitCode = 1;
}
