import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

/** How far two computed boot times of one boot may differ, in seconds: the wall clock is adjusted meanwhile. */
const TOLERANCE_S = 60;

/** Returns an identifier of the machine's current boot: the boot id of Linux, elsewhere the time of the boot in s since 1970. */
export const machineBoot = (): string => {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return String(Math.round(Date.now() / 1_000 - uptime()));
  }
};

/** Whether two results of `machineBoot` identify the same boot. */
export const isSameBoot = (one: string, other: string): boolean =>
  one === other || Math.abs(Number(one) - Number(other)) <= TOLERANCE_S;
