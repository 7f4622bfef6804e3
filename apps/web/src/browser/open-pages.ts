import { pageDraft } from './storage/draft-storage.ts';
import { pageId } from './ids/page-id.ts';
import { previousPageId } from './storage/storage.ts';

const LOCK_PREFIX = 'mailroom.page.';
const CHANNEL = 'mailroom.pages';
/** An open page answers within this time in ms, unless the browser has suspended it. */
const ANSWER_MS = 2_000;

/** Marks the id of a page that announced its end. */
const CLOSED = 'closed';

/** What pages without Web Locks ask each other: whether page `pageId` is open. Only that page answers. */
interface PageMessage {
  readonly type: 'is-open' | 'open';
  readonly pageId: string;
}

let opened: Promise<OpenedPage> | undefined;

/** What `openPage` found out about the page that this tab showed before. */
interface OpenedPage {
  /** The page that this tab showed before, if it is gone. */
  readonly predecessorId: string | undefined;
}

/**
 * Shows the other pages of this browser that this one is open, until its document is gone, and takes over the draft of its predecessor. Only
 * the first call does that; all return its result.
 *
 * A duplicated tab begins with the session storage of the original, whose page is still open. So it has no predecessor.
 */
export const openPage = (): Promise<OpenedPage> => (opened ??= open());

const open = async (): Promise<OpenedPage> => {
  const [previousId = '', state] = previousPageId.read().split(' ');
  if (navigator.locks) {
    // The lock ends with the page, even after a crash. The browser may refuse it, as it does with storage.
    void navigator.locks.request(LOCK_PREFIX + pageId, () => new Promise(() => {})).catch(() => {});
  } else answerOtherPages();
  const isGone = previousId !== '' && (state === CLOSED || !(await isPageOpen(previousId)));
  const predecessorId = isGone ? previousId : undefined;
  // Only now: after a page that closes before, the next one must find the same predecessor.
  previousPageId.write(pageId);
  pageDraft.adopt(predecessorId);
  window.addEventListener('pagehide', () => {
    previousPageId.write(`${pageId} ${CLOSED}`);
    pageDraft.release();
  });
  window.addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    previousPageId.write(pageId);
    pageDraft.resume();
  });
  return { predecessorId };
};

/**
 * Resolves with a function that tells whether a page is open. The predecessor of this page is not, although it may still hold its lock after a
 * reload. Without Web Locks all others count as open, except those that said that they close.
 */
export const openPages = async (): Promise<(pageId: string) => boolean> => {
  const [{ predecessorId }, holdsLock] = await Promise.all([openPage(), lockHolders()]);
  return (pageId) => pageId !== predecessorId && holdsLock(pageId);
};

/** Resolves with a function that tells whether a page holds its lock. Without Web Locks it answers true for every page. */
const lockHolders = async (): Promise<(pageId: string) => boolean> => {
  const held = (await navigator.locks?.query().catch(() => undefined))?.held;
  return held ? (pageId) => held.some(({ name }) => name === LOCK_PREFIX + pageId) : () => true;
};

/** Whether a page is open. Without Web Locks it counts as closed if it does not answer. */
const isPageOpen = async (pageId: string): Promise<boolean> =>
  navigator.locks ? (await lockHolders())(pageId) : answers(pageId);

const answerOtherPages = () => {
  const channel = openChannel();
  channel?.addEventListener('message', ({ data }: MessageEvent<PageMessage>) => {
    if (data.type === 'is-open' && data.pageId === pageId) post(channel, { type: 'open', pageId });
  });
};

/** Returns the channel of all pages; undefined if the browser blocks the data of this site. */
const openChannel = (): BroadcastChannel | undefined => {
  try {
    return new BroadcastChannel(CHANNEL);
  } catch {
    return undefined;
  }
};

const answers = (pageId: string): Promise<boolean> => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const channel = openChannel();
  // The storage is blocked, too, so that there is no predecessor to ask for.
  if (!channel) return Promise.resolve(false);
  channel.addEventListener('message', ({ data }: MessageEvent<PageMessage>) => {
    if (data.type === 'open' && data.pageId === pageId) resolve(true);
  });
  const timer = setTimeout(() => resolve(false), ANSWER_MS);
  post(channel, { type: 'is-open', pageId });
  return promise.finally(() => {
    clearTimeout(timer);
    channel.close();
  });
};

const post = (channel: BroadcastChannel, message: PageMessage) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only
  channel.postMessage(message);
};
