import type { Absentees } from './absentees.ts';
import { RefusalError } from './refusal-error.ts';
import type { RoomSession } from './room-session.ts';
import type { SessionRegistry } from './session-registry.ts';

/** Refuses `asker` a nickname with these keys if somebody else has one that looks like it, here or until they come back. */
export const refuseTaken = (
  keys: readonly string[],
  asker: RoomSession | undefined,
  { here, absent }: { here: SessionRegistry; absent: Absentees },
) => {
  const holders = keys.flatMap((key) => here.byNicknameKey(key) ?? absent.byNicknameKey(key) ?? []);
  if (holders.some((holder) => holder !== asker)) throw new RefusalError({ refusal: 'nickname-taken' });
};
