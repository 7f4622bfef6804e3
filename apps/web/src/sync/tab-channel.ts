import { WaitAnswer } from '@mailroom/shared';
import { isPageVisible } from '../browser/page-visibility.ts';

/** What the tabs of one browser tell each other: what the leader heard, that it hears nothing, and whether it is alive. */
export type TabMessage =
  | { type: 'heard'; answer: WaitAnswer }
  | { type: 'lost' }
  | { type: 'ping' }
  /** `presence`: the presence version that the leader knows. A tab that shows an older page does not say. */
  | { type: 'alive'; isShown: boolean; hears: boolean; presence?: number };

/** The other tabs of this browser that are in the room as the same member. */
export interface TabChannel {
  /** Says a word to the others. */
  readonly post: (word: TabMessage) => void;
  readonly subscribe: (listener: (word: TabMessage) => void) => () => void;
  /** Whether this tab can be seen at this moment. */
  readonly isVisible: () => boolean;
  /** Calls `listener` each time this tab comes to be seen. */
  readonly onVisible: (listener: () => void) => () => void;
  /**
   * Leads as soon as no other tab does, or, to `steal`, at once. The signal that `led` gets aborts when another tab takes over; leading
   * ends when `signal` aborts.
   */
  readonly requestLeadership: (options: {
    readonly steal: boolean;
    readonly signal: AbortSignal;
    readonly led: (deposed: AbortSignal) => void;
  }) => void;
  /** Forgets the others. */
  readonly close: () => void;
}

/** The tabs in which this browser is `memberId`; nothing where the browser has no Web Locks, as on plain http off localhost. */
export const createBrowserTabs = (memberId: string): TabChannel | undefined => {
  if (!('locks' in navigator) || !('BroadcastChannel' in globalThis)) return undefined;
  const name = `mailroom.poll.${memberId}`;
  const channel = new BroadcastChannel(name);
  let queued = new AbortController();
  let isClosed = false;
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only
    post: (word) => void (isClosed || channel.postMessage(word)),
    subscribe: (listener) => {
      const onMessage = ({ data }: MessageEvent<TabMessage>) => {
        if (data.type !== 'heard') return listener(data);
        // Another tab may show a newer page, and pass on what this one has to parse before it can believe it.
        const { data: answer } = WaitAnswer.safeParse(data.answer);
        return answer && listener({ type: 'heard', answer });
      };
      channel.addEventListener('message', onMessage);
      return () => channel.removeEventListener('message', onMessage);
    },
    isVisible: isPageVisible,
    onVisible: (listener) => {
      const listenIfShown = () => {
        if (isPageVisible()) listener();
      };
      document.addEventListener('visibilitychange', listenIfShown);
      return () => document.removeEventListener('visibilitychange', listenIfShown);
    },
    requestLeadership: ({ steal, signal, led }) => {
      queued.abort();
      queued = new AbortController();
      const deposed = new AbortController();
      const released = new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      const leading = () => {
        if (!signal.aborted) led(deposed.signal);
        return released;
      };
      // The two options exclude each other (https://www.w3.org/TR/web-locks/#api-lock-manager-request).
      const options = steal ? { steal } : { signal: AbortSignal.any([signal, queued.signal]) };
      navigator.locks.request(name, options, leading).catch(() => deposed.abort());
    },
    close: () => {
      isClosed = true;
      channel.close();
    },
  };
};
