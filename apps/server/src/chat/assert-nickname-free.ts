import type { Absentees } from './absentees.ts';
import { Refused } from './refusal-error.ts';
import type { Stay } from './room-session.ts';
import type { Stays } from './session-registry.ts';

/** Refuses `asker` a nickname with these keys if somebody else has one that looks like it, here or until they come back. */
export const refuseTaken = (
  keys: readonly string[],
  asker: Stay | undefined,
  { here, absent }: { here: Stays; absent: Absentees },
) => {
  const holders = keys.flatMap((key) => here.named(key) ?? absent.named(key) ?? []);
  if (holders.some((holder) => holder !== asker)) throw new Refused({ refusal: 'nickname-taken' });
};
