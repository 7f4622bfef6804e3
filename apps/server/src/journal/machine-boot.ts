import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

/** Two readings of one start can differ by so many seconds, because the wall clock is adjusted. */
const TOLERANCE_S = 60;

/** Returns what identifies the latest start of this machine: Linux' own id, elsewhere its time in s since 1970. */
export const machineBoot = (): string => {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return String(Math.round(Date.now() / 1_000 - uptime()));
  }
};

/** Whether two results of `machineBoot` are of the same start. */
export const isSameBoot = (one: string, other: string): boolean =>
  one === other || Math.abs(Number(one) - Number(other)) <= TOLERANCE_S;
