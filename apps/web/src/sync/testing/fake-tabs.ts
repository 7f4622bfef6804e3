import type { TabChannel, TabMessage } from '../tab-channel.ts';

/** One tab of a fake browser. */
export interface FakeTab {
  readonly tabs: TabChannel;
  /** Holds back all messages to the tab. */
  readonly freeze: () => void;
  /** Delivers the messages that were held back, and those to come. */
  readonly thaw: () => void;
  /** Makes the tab visible beside another window, without an event. */
  readonly showSilently: () => void;
  /** Makes the tab visible. */
  readonly show: () => void;
  /** Loses the next message to the tab. */
  readonly loseMessage: () => void;
  /** Loses the next message to the tab that has an answer of the room. */
  readonly loseAnswer: () => void;
}

/** A browser whose tabs exchange messages and elect a leader as real ones do. The test freezes, thaws and shows them. */
export const createFakeBrowser = () => {
  const receivers = new Set<(message: TabMessage) => void>();
  let leader: AbortController | undefined;
  let queue: { elect: () => void; requester: object }[] = [];
  const electNext = () => {
    leader = undefined;
    queue.shift()?.elect();
  };

  const open = ({ isVisible: isVisibleAtFirst = false } = {}): FakeTab => {
    const listeners = new Set<(message: TabMessage) => void>();
    const visibleListeners = new Set<() => void>();
    let heldBack: TabMessage[] | undefined;
    let loses: 'nothing' | 'message' | 'answer' = 'nothing';
    let isVisible = isVisibleAtFirst;
    const receive = (message: TabMessage) => {
      if (loses === 'message' || loses === message.type) loses = 'nothing';
      else if (heldBack) heldBack.push(message);
      else for (const listener of listeners) listener(message);
    };
    receivers.add(receive);
    const tabs: TabChannel = {
      post: (message) => {
        for (const other of receivers) if (other !== receive) queueMicrotask(() => other(message));
      },
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      isVisible: () => isVisible,
      onVisible: (listener) => {
        visibleListeners.add(listener);
        return () => visibleListeners.delete(listener);
      },
      requestLeadership: ({ steal, signal, onElected }) => {
        queue = queue.filter(({ requester }) => requester !== receive);
        const elect = () => {
          if (signal.aborted) return electNext();
          const leadership = new AbortController();
          leader = leadership;
          signal.addEventListener('abort', () => leader === leadership && electNext());
          return onElected(leadership.signal);
        };
        const former = leader;
        if (former && !steal) queue.push({ elect, requester: receive });
        else elect();
        // A deposed leader learns of it when the other one leads already.
        if (former && steal) queueMicrotask(() => former.abort());
      },
      close: () => receivers.delete(receive),
    };
    return {
      tabs,
      freeze: () => (heldBack ??= []),
      thaw: () => {
        const messages = heldBack ?? [];
        heldBack = undefined;
        for (const message of messages) receive(message);
      },
      showSilently: () => (isVisible = true),
      show: () => {
        isVisible = true;
        for (const listener of visibleListeners) listener();
      },
      loseMessage: () => (loses = 'message'),
      loseAnswer: () => (loses = 'answer'),
    };
  };
  return { open };
};
