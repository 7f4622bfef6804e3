import { ServerClock } from '../sync/server-clock.ts';

/** The clock of the server that sent this page. */
export const serverClock = new ServerClock({
  wallNow: () => Date.now(),
  monotonicNow: () => performance.now(),
});

/** Returns the age of a letter in ms, from its date in ms since 1970. */
export const ageOf = (at: number): number => serverClock.now() - at;

/** Like `fetch`, for requests to the server. Sets the server's clock by the response. */
export const fetchFromServer = async (url: string, init?: RequestInit): Promise<Response> => {
  const sentAt = performance.now();
  const response = await fetch(url, init);
  const date = Date.parse(response.headers.get('date') ?? '');
  serverClock.observe({ date, sentAt, receivedAt: performance.now() });
  return response;
};

/** Asks the server for its time if no response told it yet. */
export const askForServerTime = () => {
  if (!serverClock.isSet) void fetchFromServer('/', { method: 'HEAD', cache: 'no-store' }).catch(() => {});
};
