import { array, string } from 'zod/mini';
import { RoomAddresses } from './room-addresses.ts';

/** The addresses of the room that sent this page. */
export const roomAddresses = new RoomAddresses({
  ownAddress: new URL(location.pathname, location.href),
  fetchAddresses: async () => {
    // A POST, because browsers always send its `Origin`, which the server requires.
    const response = await fetch('/addresses', { method: 'POST' });
    return array(string()).parse(await response.json());
  },
});
