import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';
import type { AppRouter } from '@mailroom/server/router';

/** The part of the web platform's `fetch` that the client needs. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

export interface FetchInit {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  readonly cache?: 'no-store';
  readonly keepalive?: boolean;
}

export interface FetchResponse {
  readonly ok: boolean;
  readonly json: () => Promise<unknown>;
}

/** A tRPC client of the room at `url`. */
export const createRoomClient = ({ url, fetch }: { url: string; fetch: Fetch }): TRPCClient<AppRouter> =>
  createTRPCClient<AppRouter>({
    links: [
      // Not batched: in a batch every answer would wait for that of `wait`.
      httpLink({
        url,
        // Bypasses the cache: Chromium holds a request back while an equal one is in flight.
        fetch: (input: string, init?: object) => fetch(input, { ...init, cache: 'no-store' }),
      }),
    ],
  });

/** Every call but `wait` is answered at once. After 10 s the request or its answer was lost. */
export const requestTimeout = () => AbortSignal.timeout(10_000);
