import { createRoomApi } from '../sync/room-api.ts';
import { pageVersion } from './page-version.ts';
import { fetchFromServer } from './server-clock.ts';

/** The room on the server that sent this page. */
export const api = createRoomApi({
  url: '/trpc',
  fetch: async (url, init) => {
    const response = await fetchFromServer(url, init);
    pageVersion.compare(response.headers.get('mailroom-page'));
    return response;
  },
});
