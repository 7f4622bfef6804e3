import type { JoinResult, Member } from '@mailroom/shared';
import { api } from '../browser/api.ts';
import { reassignOutboxes } from '../browser/storage/outbox-storage.ts';
import { storedEpoch, storedMemberId, storedNickname, tabAttempt } from '../browser/storage/storage.ts';
import { uuid } from '../browser/ids/uuid.ts';
import { isPermanentError, refusalOf } from '../sync/room-api.ts';
import type { RejoinMode } from '../sync/room-store.ts';
import { clearSession, currentAttempt, isCurrentMember, storeSession } from './stored-session.ts';

/**
 * The attempt to join under one nickname. All its requests have one id, so that a repeated one finds the session of the first, whose answer may be
 * lost, or whose cookie the browser may have refused. After that session ended, the attempt continues under another id.
 */
export class JoinAttempt {
  readonly nickname: string;
  #id: string;

  constructor(nickname: string) {
    this.nickname = nickname;
    this.#id = (storedNickname.read() === nickname && currentAttempt()) || uuid();
  }

  /** Joins the room and stores the session. Rejects like `api.join`. */
  async join(): Promise<JoinResult> {
    try {
      return await this.#request();
    } catch (error) {
      if (!isUsedUp(error)) throw error;
      this.#id = uuid();
      return this.#request();
    }
  }

  #request() {
    return join({ nickname: this.nickname, attempt: this.#id });
  }
}

/** Whether no join can succeed under the same attempt. */
const isUsedUp = (error: unknown) => ['no-session', 'id-reused'].includes(refusalOf(error)?.refusal ?? '');

const join = async (request: { nickname: string; attempt: string; resume?: boolean }): Promise<JoinResult> => {
  const joined = await api.join(request);
  storeSession(joined, request.attempt);
  return joined;
};

/**
 * Joins again as this browser's last member. All tabs use the same attempt, so that they stay one member. Resolves with undefined if the
 * member left before, or leaves meanwhile, which aborts the signal. Rejects like `api.join`.
 *
 * @param you the member whom the tab shows; undefined if it shows none
 */
const rejoin = async (mode: RejoinMode, you?: Member, signal?: AbortSignal): Promise<JoinResult | undefined> => {
  const [formerId, attempt] = [storedMemberId.read(), currentAttempt()];
  // The browser may have deleted it.
  const nickname = storedNickname.read() || you?.nickname;
  if (attempt === '' || nickname === undefined) return undefined;
  const joined = await joinAgain({ nickname, attempt }, mode);
  if (signal?.aborted) return leaveAgain();
  if (joined.you.id !== formerId) reassignOutboxes(formerId, joined.you.id);
  return joined;
};

/** Joins under the current nickname or, if the room has lost the rename that led to it, under the one that it knows. */
const joinAgain = async (request: { nickname: string; attempt: string }, mode: RejoinMode): Promise<JoinResult> => {
  if (mode === 'join-as-new') return new JoinAttempt(request.nickname).join();
  const resume = mode === 'resume' ? { resume: true } : {};
  try {
    return await join({ ...request, ...resume });
  } catch (error) {
    if (refusalOf(error)?.refusal !== 'id-reused') throw error;
    const { members } = await api.members(new AbortController().signal);
    const member = members.find(({ id }) => id === storedMemberId.read());
    if (!member) throw error;
    return join({ ...request, ...resume, nickname: member.nickname });
  }
};

/** Like `rejoin`, for a tab that shows member `you`. Also resolves with undefined if another tab joined as someone else. */
export const rejoinAs = (you: Member, signal: AbortSignal, mode: RejoinMode): Promise<JoinResult | undefined> =>
  isCurrentMember(you) ? rejoin(mode, you, signal) : Promise.resolve(undefined);

const leaveAgain = async () => {
  clearSession();
  await api.leave().catch(() => {});
  return undefined;
};

/**
 * Rejoins after a reload, or in another tab of a browser that is in the room. Resolves with null if there is nothing to resume: the server
 * no longer has the member. A tab that was in the room also resumes after the server restarted, after the member timed out, or after the
 * browser lost the cookie.
 * Rejects if the server cannot be reached.
 */
export const resumeSession = async (signal: AbortSignal): Promise<JoinResult | null> => {
  const memberId = storedMemberId.read();
  if (memberId === '') return null;
  try {
    const isPresent = async () => (await api.members(signal)).members.some(({ id }) => id === memberId);
    if (await orFalseIfUnknown(isPresent)) return (await rejoin('rejoin')) ?? null;
    if (tabAttempt.read() === '') return null;
    const mode = (await orFalseIfUnknown(() => wasEvicted(signal))) ? 'rejoin' : 'resume';
    return (await rejoin(mode)) ?? null;
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
