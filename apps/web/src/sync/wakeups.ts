import { createEmitter } from './store.ts';

/** Wake-ups: reasons to believe that a new request succeeds now, although earlier ones failed or hang. */
export class Wakeups {
  readonly #wakeups = createEmitter();
  readonly #pauses = new Set<() => void>();

  /** Calls `listener` at each wake-up: requests in flight may have died unnoticed. Returns the unsubscribe function. */
  readonly subscribe = this.#wakeups.subscribe;

  /** Ends all pauses and notifies the listeners. */
  readonly wake = () => {
    this.resume();
    this.#wakeups.emit();
  };

  /** Ends all pauses, and notifies nobody: the room answered another request. */
  readonly resume = () => {
    for (const end of this.#pauses) end();
  };

  /** Resolves after `ms`, when the signal aborts, or at the next `wake` or `resume`. Never rejects. */
  readonly pause = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#pauses.delete(end);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#pauses.add(end);
      signal.addEventListener('abort', end);
      if (signal.aborted) end();
    });
}
