import { WaitAnswer } from '@mailroom/shared';
import { isPageVisible } from './page-visibility.ts';
import { createEmitter } from '../sync/store.ts';
import type { TabChannel, TabMessage } from '../sync/tab-channel.ts';

/**
 * The tabs in which this browser is member `memberId`, connected by a BroadcastChannel and a Web Lock. Undefined where the browser has no
 * Web Locks, as on plain HTTP outside localhost.
 */
export const createBrowserTabs = (memberId: string): TabChannel | undefined => {
  if (!('locks' in navigator) || !('BroadcastChannel' in globalThis)) return undefined;
  // The number grows with the format of the messages: pages of different versions do not share a poll.
  const name = `mailroom.poll.2.${memberId}`;
  const channel = new BroadcastChannel(name);
  const messages = createEmitter<TabMessage>();
  channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
    if (data.type !== 'answer') return messages.emit(data);
    // The other tab may be newer, and forward an answer that this page does not understand.
    const { data: answer } = WaitAnswer.safeParse(data.answer);
    return answer && messages.emit({ type: 'answer', answer });
  });
  let queued = new AbortController();
  let isClosed = false;
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only
    post: (message) => void (isClosed || channel.postMessage(message)),
    subscribe: messages.subscribe,
    isVisible: isPageVisible,
    onVisible: (listener) => {
      const onVisibilityChange = () => {
        if (isPageVisible()) listener();
      };
      document.addEventListener('visibilitychange', onVisibilityChange);
      return () => document.removeEventListener('visibilitychange', onVisibilityChange);
    },
    requestLeadership: ({ steal, signal, onElected }) => {
      queued.abort();
      queued = new AbortController();
      const leadership = new AbortController();
      const released = new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      const onGranted = () => {
        if (!signal.aborted) onElected(leadership.signal);
        return released;
      };
      // The two options exclude each other (https://www.w3.org/TR/web-locks/#api-lock-manager-request).
      const options = steal ? { steal } : { signal: AbortSignal.any([signal, queued.signal]) };
      navigator.locks.request(name, options, onGranted).catch(() => leadership.abort());
    },
    close: () => {
      isClosed = true;
      channel.close();
    },
  };
};
