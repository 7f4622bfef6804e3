import type { Member, JoinResult } from '@mailroom/shared';
import { storedMemberId, tabAttempt, storedAttempt, storedEpoch, storedNickname } from '../browser/storage.ts';

/** Keeps as whom this browser came in, and in which attempt: for a reload, for its other tabs, and for the next time. */
export const storeSession = ({ you, epoch }: JoinResult, attempt: string) => {
  storedNickname.write(you.nickname);
  storedAttempt.write(attempt);
  storedEpoch.write(epoch);
  storedMemberId.write(you.id);
  tabAttempt.write(attempt);
};

/** Keeps what this browser's member is called by now: as that, all its tabs come in again. */
export const storeNickname = ({ id, nickname }: Member) => {
  // A tab that wakes late may hear of somebody whom this browser was before.
  if (storedMemberId.read() === id) storedNickname.write(nickname);
};

/**
 * Whether this browser is still who this tab is in the room as, and did not come in as somebody else in another tab. By the attempt one
 * knows who they are, whatever they are called by now.
 */
export const isCurrentMember = (you: Member): boolean =>
  storedAttempt.read() === tabAttempt.read() || storedNickname.read() === you.nickname;
