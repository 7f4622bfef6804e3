import { pageAge } from './page-version.ts';
import { roomApi } from '../sync/room-api.ts';

/** The room that this page came from. */
export const api = roomApi({
  url: '/trpc',
  fetch: async (input, init) => {
    const response = await fetch(input, init);
    pageAge.compare(response.headers.get('mailroom-page'));
    return response;
  },
});
