import { roomApi } from './room-api.ts';

/** The room that this page came from. */
export const api = roomApi({ url: '/trpc', fetch: (input, init) => fetch(input, init) });
