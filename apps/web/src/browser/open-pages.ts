const PREFIX = 'mailroom.page.';

/** Says to this browser's other pages that page `page` is open, until the signal aborts or the page is gone, however it went. */
export const holdPageLock = (page: string, signal: AbortSignal) => {
  const gone = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  void navigator.locks?.request(PREFIX + page, { signal }, () => gone).catch(() => {});
};

/** Which pages are open. Where the browser has no Web Locks every page passes for open, until it says itself that it closes. */
export const openPages = async (): Promise<(page: string) => boolean> => {
  const held = (await navigator.locks?.query())?.held;
  return held ? (page) => held.some(({ name }) => name === PREFIX + page) : () => true;
};
