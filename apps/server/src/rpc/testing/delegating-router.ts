import type { ChatRoom } from '../../chat/chat-room.ts';
import { createChatRouter, type ChatRouterOptions } from '../router.ts';

/**
 * Creates a router that passes its calls to the room of the latest `setRoom`. Tests with many rooms share one router, because creating a
 * router takes longer than most calls.
 */
export const createDelegatingRouter = (options: Omit<ChatRouterOptions, 'room'>) => {
  let current: ChatRoom;
  const room = new Proxy({} as ChatRoom, { get: (_, name: keyof ChatRoom) => current[name].bind(current) });
  return {
    router: createChatRouter({ ...options, room }),
    setRoom: (newRoom: ChatRoom) => void (current = newRoom),
  };
};
