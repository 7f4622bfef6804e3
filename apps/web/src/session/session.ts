import type { Member, JoinResult } from '@mailroom/shared';
import { api } from '../browser/api.ts';
import { storedMemberId, tabAttempt, storedAttempt, storedEpoch, storedNickname } from '../browser/storage.ts';
import { isCurrentMember, storeSession } from './stored-session.ts';
import { isPermanentError, refusalOf } from '../sync/room-api.ts';
import { reassignOutboxes } from '../browser/outbox-storage.ts';

/** Comes in, and keeps as whom: for a reload, for this browser's other tabs, and for the next time. */
export const joinRoom = async ({ nickname, attempt }: { nickname: string; attempt: string }): Promise<JoinResult> => {
  const visit = await api.join({ nickname, attempt });
  storeSession(visit, attempt);
  return visit;
};

/**
 * Comes in again as who this browser was last, unless they left. All its tabs do so under one attempt, so that they stay one member. Who
 * leaves while this is under way, which aborts the signal, goes again.
 */
export const rejoin = async (signal?: AbortSignal): Promise<JoinResult | undefined> => {
  const [former, attempt] = [storedMemberId.read(), storedAttempt.read()];
  if (attempt === '') return undefined;
  const visit = await joinRoom({ nickname: storedNickname.read(), attempt });
  if (signal?.aborted) return leaveAgain();
  if (visit.you.id !== former) reassignOutboxes(former, visit.you.id);
  return visit;
};

/** The same in a tab that is in the room as `you`; brings nothing either if its browser came in as somebody else, in another tab. */
export const rejoinAs = (you: Member, signal: AbortSignal): Promise<JoinResult | undefined> =>
  isCurrentMember(you) ? rejoin(signal) : Promise.resolve(undefined);

/** Keeps this browser's tabs from coming in again by themselves, because its member leaves. */
export const clearSession = () => {
  storedAttempt.write('');
  tabAttempt.write('');
};

const leaveAgain = async () => {
  clearSession();
  await api.leave().catch(() => {});
  return undefined;
};

/**
 * Takes a browser that is in the room back into it: after a reload, or in a second tab. Asks first whether its member is still there,
 * so that nobody who left comes in again without meaning to; answers null if not. A tab that was in the room comes back also when the
 * room was started anew, or had let it go for its silence.
 */
export const resumeSession = async (signal: AbortSignal): Promise<JoinResult | null> => {
  const memberId = storedMemberId.read();
  if (memberId === '') return null;
  try {
    const isHere = await orFalseIfUnknown(async () => (await api.members(signal)).members.some(({ id }) => id === memberId));
    if (isHere || (tabAttempt.read() && (await orFalseIfUnknown(() => wasEvicted(signal))))) return (await rejoin()) ?? null;
  } catch (error) {
    if (!isPermanentError(error)) throw error;
  }
  return null;
};

/** Whether the room, which does not know our session, says that this is none of our doing. */
const wasEvicted = async (signal: AbortSignal) => {
  const question = { since: 0, epoch: storedEpoch.read(), tab: '', hold: false };
  const { type } = await api.wait(question, AbortSignal.any([signal, AbortSignal.timeout(10_000)]));
  return type === 'closed' || type === 'reset';
};

/** What was answered, or false if the answer was that we are not known. */
const orFalseIfUnknown = async (ask: () => Promise<boolean>) => {
  try {
    return await ask();
  } catch (error) {
    if (refusalOf(error)?.refusal === 'no-session') return false;
    throw error;
  }
};
