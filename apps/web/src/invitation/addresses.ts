import { array, string } from 'zod/mini';

/** Whether the address of this page works only on this computer. */
export const isLocalOnly = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);

/** Resolves with the addresses at which others reach the room, best first. Empty if there are none. Rejects if the server refuses. */
export const fetchAddresses = async (): Promise<readonly string[]> => {
  if (!isLocalOnly) return [location.origin + location.pathname];
  // A POST, because browsers always send its `Origin`, which the server requires.
  const response = await fetch('/addresses', { method: 'POST' });
  return array(string()).parse(await response.json());
};
