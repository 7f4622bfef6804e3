import type { Member, Visit } from '@mailroom/shared';
import { api } from '../browser/api.ts';
import { currentMember, hereUnder, lastAttempt, lastEpoch, lastNickname } from '../browser/storage.ts';
import { isStill, keepVisit } from './stored-session.ts';
import { isFinal, refusalIn } from '../sync/room-api.ts';
import { handOnLines } from '../browser/outbox-storage.ts';

/** Comes in, and keeps as whom: for a reload, for this browser's other tabs, and for the next time. */
export const comeIn = async ({ nickname, attempt }: { nickname: string; attempt: string }): Promise<Visit> => {
  const visit = await api.join({ nickname, attempt });
  keepVisit(visit, attempt);
  return visit;
};

/**
 * Comes in again as who this browser was last, unless they left. All its tabs do so under one attempt, so that they stay one member. Who
 * leaves while this is under way, which aborts the signal, goes again.
 */
export const comeInAgain = async (signal?: AbortSignal): Promise<Visit | undefined> => {
  const [former, attempt] = [currentMember.read(), lastAttempt.read()];
  if (attempt === '') return undefined;
  const visit = await comeIn({ nickname: lastNickname.read(), attempt });
  if (signal?.aborted) return goAgain();
  if (visit.you.id !== former) handOnLines(former, visit.you.id);
  return visit;
};

/** The same in a tab that is in the room as `you`; brings nothing either if its browser came in as somebody else, in another tab. */
export const comeInAgainAs = (you: Member, signal: AbortSignal): Promise<Visit | undefined> =>
  isStill(you) ? comeInAgain(signal) : Promise.resolve(undefined);

/** Keeps this browser's tabs from coming in again by themselves, because its member leaves. */
export const forgetVisit = () => {
  lastAttempt.write('');
  hereUnder.write('');
};

const goAgain = async () => {
  forgetVisit();
  await api.leave().catch(() => {});
  return undefined;
};

/**
 * Takes a browser that is in the room back into it: after a reload, or in a second tab. Asks first whether its member is still there,
 * so that nobody who left comes in again without meaning to; answers null if not. A tab that was in the room comes back also when the
 * room was started anew, or had let it go for its silence.
 */
export const comeBack = async (signal: AbortSignal): Promise<Visit | null> => {
  const memberId = currentMember.read();
  if (memberId === '') return null;
  try {
    const isHere = await answered(async () => (await api.members(signal)).members.some(({ id }) => id === memberId));
    if (isHere || (hereUnder.read() && (await answered(() => wasLetGo(signal))))) return (await comeInAgain()) ?? null;
  } catch (error) {
    if (!isFinal(error)) throw error;
  }
  return null;
};

/** Whether the room, which does not know our session, says that this is none of our doing. */
const wasLetGo = async (signal: AbortSignal) => {
  const question = { since: 0, epoch: lastEpoch.read(), tab: '', hold: false };
  const { type } = await api.wait(question, AbortSignal.any([signal, AbortSignal.timeout(10_000)]));
  return type === 'closed' || type === 'reset';
};

/** What was answered, or false if the answer was that we are not known. */
const answered = async (ask: () => Promise<boolean>) => {
  try {
    return await ask();
  } catch (error) {
    if (refusalIn(error)?.refusal === 'no-session') return false;
    throw error;
  }
};
