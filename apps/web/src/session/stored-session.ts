import type { JoinResult, Member } from '@mailroom/shared';
import { storedAttempt, storedEpoch, storedMemberId, storedNickname, tabAttempt } from '../browser/storage/storage.ts';

/** Stands for the attempt of a member who left. It is not empty, so that a tab can tell it from an attempt that the browser deleted. */
const LEFT = 'left';

/** The attempt under which this browser rejoins. Empty: there is none, or its member left. */
export const currentAttempt = (): string => {
  const stored = storedAttempt.read();
  return stored === LEFT ? '' : stored || tabAttempt.read();
};

/** Prevents every tab of this browser from rejoining, because the member leaves. */
export const clearSession = () => {
  storedAttempt.write(LEFT);
  tabAttempt.write('');
};

/** Stores the member, the attempt and the ledger of a join: for a reload, for the other tabs, and for the next visit. */
export const storeSession = ({ you, epoch }: JoinResult, attempt: string) => {
  storedNickname.write(you.nickname);
  storedAttempt.write(attempt);
  storedEpoch.write(epoch);
  storedMemberId.write(you.id);
  tabAttempt.write(attempt);
};

/** Stores the current nickname of this browser's member. All tabs rejoin with it. */
export const storeNickname = ({ id, nickname }: Member) => {
  // A tab that was suspended may still show a former member of this browser.
  if (storedMemberId.read() === id && storedNickname.read() !== nickname) storedNickname.write(nickname);
};

/**
 * Whether this tab and this browser are still the same person, and no other tab joined as someone else. They are if both joined under the
 * same attempt, whatever the nickname is now, or have the same nickname. Without a stored attempt no other tab joined.
 */
export const isCurrentMember = (you: Member): boolean =>
  ['', tabAttempt.read()].includes(storedAttempt.read()) || storedNickname.read() === you.nickname;
