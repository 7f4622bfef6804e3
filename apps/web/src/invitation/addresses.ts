import { array, string } from 'zod/mini';

/** Whether the address of this page means another machine to everyone else. */
export const isOnlyHere = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);

/** Under which addresses others find the room: the one of this page, or those that the room tells a page on its own machine. */
export const addresses = async (): Promise<readonly string[]> => {
  if (!isOnlyHere) return [location.origin + location.pathname];
  const answer = await fetch('/addresses');
  return array(string()).parse(await answer.json());
};
