import type { JournaledRoom } from '../../journal/journaled-room.ts';
import { createChatRouter, type ChatRouterOptions } from '../router.ts';

/**
 * Creates a router that passes its calls to the room of the latest `setRoom`. Tests with many rooms share one router, because creating a
 * router takes longer than most calls.
 */
export const createDelegatingRouter = (options: Omit<ChatRouterOptions, 'room'>) => {
  let current: JournaledRoom;
  const room = new Proxy({} as JournaledRoom, { get: (_, name: keyof JournaledRoom) => current[name].bind(current) });
  return {
    router: createChatRouter({ ...options, room }),
    setRoom: (newRoom: JournaledRoom) => void (current = newRoom),
  };
};
