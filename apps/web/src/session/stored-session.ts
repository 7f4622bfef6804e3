import type { Member, Visit } from '@mailroom/shared';
import { currentMember, hereUnder, lastAttempt, lastEpoch, lastNickname } from '../browser/storage.ts';

/** Keeps as whom this browser came in, and in which attempt: for a reload, for its other tabs, and for the next time. */
export const keepVisit = ({ you, epoch }: Visit, attempt: string) => {
  lastNickname.write(you.nickname);
  lastAttempt.write(attempt);
  lastEpoch.write(epoch);
  currentMember.write(you.id);
  hereUnder.write(attempt);
};

/** Keeps what this browser's member is called by now: as that, all its tabs come in again. */
export const keepNickname = ({ id, nickname }: Member) => {
  // A tab that wakes late may hear of somebody whom this browser was before.
  if (currentMember.read() === id) lastNickname.write(nickname);
};

/**
 * Whether this browser is still who this tab is in the room as, and did not come in as somebody else in another tab. By the attempt one
 * knows who they are, whatever they are called by now.
 */
export const isStill = (you: Member): boolean =>
  lastAttempt.read() === hereUnder.read() || lastNickname.read() === you.nickname;
