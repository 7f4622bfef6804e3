import type { TabChannel, TabMessage } from '../tab-channel.ts';

/** One tab of a browser in hand. */
export interface FakeTab {
  readonly tabs: TabChannel;
  /** From now on it hears nothing. */
  readonly freeze: () => void;
  /** Hears on, beginning with what was said meanwhile. */
  readonly thaw: () => void;
  /** Comes to be seen beside another window, without being told. */
  readonly isSeenFromNowOn: () => void;
  /** Comes to be seen. */
  readonly show: () => void;
  /** The next word to it is lost. */
  readonly loseWord: () => void;
}

/** A browser whose tabs talk to each other and take the lead as real ones do, but are frozen, thawed and shown by hand. */
export const createFakeBrowser = () => {
  const ears = new Set<(word: TabMessage) => void>();
  let leader: AbortController | undefined;
  let queue: { begin: () => void; by: object }[] = [];
  const leadNext = () => {
    leader = undefined;
    queue.shift()?.begin();
  };

  const open = ({ isShown = false } = {}): FakeTab => {
    const listeners = new Set<(word: TabMessage) => void>();
    const shown = new Set<() => void>();
    let missed: TabMessage[] | undefined;
    let losesNext = false;
    let isSeen = isShown;
    const hear = (word: TabMessage) => {
      if (losesNext) losesNext = false;
      else if (missed) missed.push(word);
      else for (const listener of listeners) listener(word);
    };
    ears.add(hear);
    const tabs: TabChannel = {
      post: (word) => {
        for (const other of ears) if (other !== hear) queueMicrotask(() => other(word));
      },
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      isVisible: () => isSeen,
      onVisible: (listener) => {
        shown.add(listener);
        return () => shown.delete(listener);
      },
      requestLeadership: ({ steal, signal, led }) => {
        queue = queue.filter(({ by }) => by !== hear);
        const begin = () => {
          if (signal.aborted) return leadNext();
          const deposed = new AbortController();
          leader = deposed;
          signal.addEventListener('abort', () => leader === deposed && leadNext());
          return led(deposed.signal);
        };
        const before = leader;
        if (before && !steal) queue.push({ begin, by: hear });
        else begin();
        // Whoever is deposed hears of it when the other leads already.
        if (before && steal) queueMicrotask(() => before.abort());
      },
      close: () => ears.delete(hear),
    };
    return {
      tabs,
      freeze: () => (missed ??= []),
      thaw: () => {
        const words = missed ?? [];
        missed = undefined;
        for (const word of words) hear(word);
      },
      isSeenFromNowOn: () => (isSeen = true),
      show: () => {
        isSeen = true;
        for (const listener of shown) listener();
      },
      loseWord: () => (losesNext = true),
    };
  };
  return { open };
};
