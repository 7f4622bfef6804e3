/** Reasons to believe that asking the room again will work now. Who listens asks at once instead of waiting on. */
export class Wakes {
  readonly #listeners = new Set<() => void>();

  readonly listen = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly ring = () => {
    for (const listener of this.#listeners) listener();
  };

  /** Settles after `ms`, or sooner when the signal aborts or there is a reason to believe that asking again will work. */
  readonly pause = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        stopListening();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      const stopListening = this.listen(done);
      signal.addEventListener('abort', done);
      if (signal.aborted) done();
    });
}
