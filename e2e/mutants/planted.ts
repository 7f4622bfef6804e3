import type { Fault } from './faults.ts';

/** The code with the fault in it. Fails unless what is to be broken stands there exactly once. */
export const planted = ({ name, file, right, wrong }: Omit<Fault, 'caughtBy'>, code: string): string => {
  const parts = code.split(right);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} places for the fault “${name}”`);
  return parts.join(wrong);
};
