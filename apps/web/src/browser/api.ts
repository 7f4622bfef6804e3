import { pageVersion } from './page-version.ts';
import { createRoomApi } from '../sync/room-api.ts';

/** The room that this page came from. */
export const api = createRoomApi({
  url: '/trpc',
  fetch: async (input, init) => {
    const response = await fetch(input, init);
    pageVersion.compare(response.headers.get('mailroom-page'));
    return response;
  },
});
