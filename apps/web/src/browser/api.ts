import { createRoomApi } from '../sync/room-api.ts';
import type { Fetch } from '../sync/room-client.ts';
import { pageVersion } from './page-version.ts';
import { fetchFromServer } from './server-clock.ts';

/** Sends a request to the server that sent this page, and compares its version with that of the page. */
const fetchAndCompare: Fetch = async (url, init) => {
  const response = await fetchFromServer(url, init);
  pageVersion.compare(response.headers.get('mailroom-page'));
  return response;
};

/** Where the server that sent this page answers calls, and how to reach it. */
export const serverOptions = { url: '/trpc', fetch: fetchAndCompare };

/** The room on that server. */
export const api = createRoomApi(serverOptions);
