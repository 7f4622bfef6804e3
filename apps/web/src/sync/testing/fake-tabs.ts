import type { Tabs, Word } from '../tab-channel.ts';

/** One tab of a browser in hand. */
export interface TabInHand {
  readonly tabs: Tabs;
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
export const browserInHand = () => {
  const ears = new Set<(word: Word) => void>();
  let leader: AbortController | undefined;
  let queue: { begin: () => void; by: object }[] = [];
  const leadNext = () => {
    leader = undefined;
    queue.shift()?.begin();
  };

  const open = ({ isShown = false } = {}): TabInHand => {
    const listeners = new Set<(word: Word) => void>();
    const shown = new Set<() => void>();
    let missed: Word[] | undefined;
    let losesNext = false;
    let isSeen = isShown;
    const hear = (word: Word) => {
      if (losesNext) losesNext = false;
      else if (missed) missed.push(word);
      else for (const listener of listeners) listener(word);
    };
    ears.add(hear);
    const tabs: Tabs = {
      post: (word) => {
        for (const other of ears) if (other !== hear) queueMicrotask(() => other(word));
      },
      listen: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      isShown: () => isSeen,
      onShown: (listener) => {
        shown.add(listener);
        return () => shown.delete(listener);
      },
      lead: ({ steal, signal, led }) => {
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
