import type { Visit } from '@mailroom/shared';
import { api } from '../api.ts';
import { isFinal } from '../room-api.ts';
import { currentMember, lastNickname, wasHere } from '../kept.ts';
import { uuid } from '../uuid.ts';

/**
 * Takes a browser that is in the room back into it: after a reload, or in a second tab. Asks first whether its member is still there,
 * so that nobody who left comes in again without meaning to; answers null if not.
 */
export const comeBack = async (signal: AbortSignal): Promise<Visit | null> => {
  const memberId = currentMember.read();
  if (memberId === '') return null;
  try {
    const { members } = await api.members(signal);
    if (members.some(({ id }) => id === memberId)) {
      const visit = await api.join({ nickname: lastNickname.read(), attempt: uuid() });
      wasHere.write('yes');
      return visit;
    }
  } catch (error) {
    if (!isFinal(error)) throw error;
  }
  return null;
};
