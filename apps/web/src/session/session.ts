import type { JoinResult, Member } from '@mailroom/shared';
import { api } from '../browser/api.ts';
import { reassignOutboxes } from '../browser/outbox-storage.ts';
import { storedAttempt, storedEpoch, storedMemberId, storedNickname, tabAttempt } from '../browser/storage.ts';
import { isPermanentError, refusalOf } from '../sync/room-api.ts';
import { isCurrentMember, storeSession } from './stored-session.ts';

/** Joins the room and stores the session. Rejects like `api.join`. */
export const joinRoom = async ({ nickname, attempt }: { nickname: string; attempt: string }): Promise<JoinResult> => {
  const joined = await api.join({ nickname, attempt });
  storeSession(joined, attempt);
  return joined;
};

/**
 * Joins again as this browser's last member. All tabs use the same attempt, so that they stay one member. Resolves with undefined if the
 * member left before, or leaves meanwhile, which aborts the signal. Rejects like `api.join`.
 */
export const rejoin = async (signal?: AbortSignal): Promise<JoinResult | undefined> => {
  const [formerId, attempt] = [storedMemberId.read(), storedAttempt.read()];
  if (attempt === '') return undefined;
  const joined = await joinAgain(attempt);
  if (signal?.aborted) return leaveAgain();
  if (joined.you.id !== formerId) reassignOutboxes(formerId, joined.you.id);
  return joined;
};

/** Joins under the stored nickname or, if the room has lost the rename that led to it, under the one that it knows. */
const joinAgain = async (attempt: string): Promise<JoinResult> => {
  try {
    return await joinRoom({ nickname: storedNickname.read(), attempt });
  } catch (error) {
    if (refusalOf(error)?.refusal !== 'id-reused') throw error;
    const { members } = await api.members(new AbortController().signal);
    const member = members.find(({ id }) => id === storedMemberId.read());
    if (!member) throw error;
    return joinRoom({ nickname: member.nickname, attempt });
  }
};

/** Like `rejoin`, for a tab that shows member `you`. Also resolves with undefined if another tab joined as somebody else. */
export const rejoinAs = (you: Member, signal: AbortSignal): Promise<JoinResult | undefined> =>
  isCurrentMember(you) ? rejoin(signal) : Promise.resolve(undefined);

/** Prevents every tab of this browser from rejoining, because the member leaves. */
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
 * Rejoins after a reload, or in another tab of a browser that is in the room. Resolves with null if there is nothing to resume: the server
 * no longer has the member. A tab that was in the room also resumes after the server restarted, or after the member timed out.
 * Rejects if the server cannot be reached.
 */
export const resumeSession = async (signal: AbortSignal): Promise<JoinResult | null> => {
  const memberId = storedMemberId.read();
  if (memberId === '') return null;
  try {
    const isPresent = async () => (await api.members(signal)).members.some(({ id }) => id === memberId);
    const canResume =
      (await orFalseIfUnknown(isPresent)) ||
      (tabAttempt.read() !== '' && (await orFalseIfUnknown(() => wasEvicted(signal))));
    if (canResume) return (await rejoin()) ?? null;
  } catch (error) {
    if (!isPermanentError(error)) throw error;
  }
  return null;
};

/** Whether the room ended the session by itself: it restarted, or the member timed out. */
const wasEvicted = async (signal: AbortSignal) => {
  const request = { since: 0, epoch: storedEpoch.read(), tab: '', hold: false };
  const { type } = await api.wait(request, AbortSignal.any([signal, AbortSignal.timeout(10_000)]));
  return type === 'closed' || type === 'reset';
};

/** The result of the call, or false if the room does not know the session. */
const orFalseIfUnknown = async (call: () => Promise<boolean>) => {
  try {
    return await call();
  } catch (error) {
    if (refusalOf(error)?.refusal === 'no-session') return false;
    throw error;
  }
};
