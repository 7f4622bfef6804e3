/** Reasons to believe that asking the room again will work now. */
export class Wakeups {
  readonly #listeners = new Set<() => void>();
  readonly #pausing = new Set<() => void>();

  /** Calls `listener` at each wake-up: whatever was asked before may have died unnoticed. */
  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Wakes everyone up. */
  readonly wake = () => {
    this.resume();
    for (const listener of this.#listeners) listener();
  };

  /** Ends the pauses: the room was heard again. */
  readonly resume = () => {
    for (const done of this.#pausing) done();
  };

  /** Settles after `ms`, or sooner when the signal aborts or there is a reason to believe that asking again will work. */
  readonly pause = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#pausing.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#pausing.add(done);
      signal.addEventListener('abort', done);
      if (signal.aborted) done();
    });
}
