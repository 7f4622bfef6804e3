import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Runs a command visibly. Returns whether it succeeded. */
export const run = (command: string, ...args: string[]): boolean => {
  console.log(`> ${[command, ...args].join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: 'inherit', env }).status === 0;
};

/**
 * Installs packages of Debian, each for itself, if this is a Debian machine and its root user. Otherwise does nothing. Prints which ones it
 * cannot install.
 */
export const installPackages = (names: readonly string[]) => {
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (!isDebianRoot || names.length === 0) return;
  console.log(`Installing what this machine lacks: ${names.join(' and ')}.`);
  // Fails if one source cannot be reached, although the others may have the packages.
  run('timeout', UPDATE_S, 'apt-get', 'update', '-qq');
  for (const name of names) if (!install(name)) console.log(`The package ${name} could not be installed.`);
};

/** Limits in seconds, for a network that swallows requests: apt repeats each of them. */
const UPDATE_S = '300';
const DOWNLOAD_S = '900';

/** Downloads first, because that can be stopped. An installation that is stopped would leave packages broken. */
const install = (name: string) =>
  run('timeout', DOWNLOAD_S, 'apt-get', 'install', '-y', '-qq', '--download-only', name) &&
  run('apt-get', 'install', '-y', '-qq', '-o', 'DPkg::Lock::Timeout=300', name);
