const PREFIX = 'mailroom.page.';

/**
 * Holds a Web Lock in the name of page `pageId`, so that this browser's other pages know that it is open. The lock ends when the signal
 * aborts, or when the page is gone, even after a crash.
 */
export const holdPageLock = (pageId: string, signal: AbortSignal) => {
  const released = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  void navigator.locks?.request(PREFIX + pageId, { signal }, () => released).catch(() => {});
};

/**
 * Resolves with a function that tells whether a page is open. Without Web Locks it answers true for every page; then only a page that
 * released its outbox counts as closed.
 */
export const openPages = async (): Promise<(pageId: string) => boolean> => {
  const held = (await navigator.locks?.query())?.held;
  return held ? (pageId) => held.some(({ name }) => name === PREFIX + pageId) : () => true;
};
