import { array, string } from 'zod/mini';

/** Whether the address of this page means another machine to everyone else. */
export const isOnlyHere = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);

/** Under which addresses others find the room: the one of this page, or those that the room tells a page on its own machine. */
export const addresses = async (): Promise<readonly string[]> => {
  if (!isOnlyHere) return [location.origin + location.pathname];
  // Browsers say of a POST which page it comes from, and the room believes nothing less.
  const answer = await fetch('/addresses', { method: 'POST' });
  return array(string()).parse(await answer.json());
};
