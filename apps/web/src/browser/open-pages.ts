import { pageDraft } from './storage/draft-storage.ts';
import { pageId } from './page-id.ts';
import { previousPageId } from './storage/storage.ts';

const LOCK_PREFIX = 'mailroom.page.';
const CHANNEL = 'mailroom.pages';
/** An open page answers within this time in ms, unless the browser has suspended it. */
const ANSWER_MS = 2_000;

/** Follows the id of a page that said that it closes. */
const CLOSED = 'closed';

/** What pages without Web Locks ask each other: whether page `pageId` is open. Only that page answers. */
interface PageMessage {
  readonly type: 'is-open' | 'open';
  readonly pageId: string;
}

let opened: Promise<OpenedPage> | undefined;

/** This page, after it has found out what became of the one that its tab showed before. */
interface OpenedPage {
  /** The page that this tab showed before, if it is gone. */
  readonly predecessorId: string | undefined;
}

/**
 * Shows the other pages of this browser that this one is open, until its document is gone, and takes over the draft of its predecessor. Only
 * the first call does that; all return its result.
 *
 * A tab that the user has duplicated begins with the session storage of the original, whose page is open and nobody's predecessor.
 */
export const openPage = (): Promise<OpenedPage> => (opened ??= open());

const open = async (): Promise<OpenedPage> => {
  const [previousId = '', state] = previousPageId.read().split(' ');
  previousPageId.write(pageId);
  // The lock ends with the page, even after a crash.
  void navigator.locks?.request(LOCK_PREFIX + pageId, () => new Promise(() => {}));
  answerOtherPages();
  window.addEventListener('pagehide', () => {
    previousPageId.write(`${pageId} ${CLOSED}`);
    pageDraft.release();
  });
  window.addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    previousPageId.write(pageId);
    pageDraft.resume();
  });
  const isGone = previousId !== '' && (state === CLOSED || !(await isPageOpen(previousId)));
  const predecessorId = isGone ? previousId : undefined;
  pageDraft.adopt(predecessorId);
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
  const held = (await navigator.locks?.query())?.held;
  return held ? (pageId) => held.some(({ name }) => name === LOCK_PREFIX + pageId) : () => true;
};

/** Whether a page is open. Without Web Locks it counts as closed if it does not answer. */
const isPageOpen = async (pageId: string): Promise<boolean> =>
  navigator.locks ? (await lockHolders())(pageId) : answers(pageId);

const answerOtherPages = () => {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', ({ data }: MessageEvent<PageMessage>) => {
    if (data.type === 'is-open' && data.pageId === pageId) post(channel, { type: 'open', pageId });
  });
};

const answers = (pageId: string): Promise<boolean> => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const channel = new BroadcastChannel(CHANNEL);
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
