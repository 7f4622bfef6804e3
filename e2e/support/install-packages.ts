import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Runs a command visibly. Returns whether it succeeded. */
export const run = (command: string, ...args: string[]): boolean => {
  console.log(`> ${[command, ...args].join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: 'inherit', env }).status === 0;
};

/** Installs packages of Debian, each for itself, if this is a Debian machine and its root user. Otherwise does nothing. */
export const installPackages = (names: readonly string[]) => {
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (!isDebianRoot || names.length === 0) return;
  console.log(`Installing what this machine lacks: ${names.join(' and ')}.`);
  if (run('apt-get', 'update', '-qq')) for (const name of names) run('apt-get', 'install', '-y', '-qq', name);
};
