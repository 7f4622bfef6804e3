import { createRoomApi } from '../sync/room-api.ts';
import { pageVersion } from './page-version.ts';

/** The room on the server that sent this page. */
export const api = createRoomApi({
  url: '/trpc',
  fetch: async (url, init) => {
    const response = await fetch(url, init);
    pageVersion.compare(response.headers.get('mailroom-page'));
    return response;
  },
});
