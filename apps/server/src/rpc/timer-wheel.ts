/**
 * Runs many timeouts with one timer; each fires on the first tick after it is due. Every parked wait has a timeout, and a Node timer
 * each would use more memory than all else that the server keeps for it.
 */
export class TimerWheel {
  readonly #tickMs: number;
  readonly #callbacksByTick = new Map<number, Set<() => void>>();
  #ticks = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(tickMs: number) {
    this.#tickMs = tickMs;
  }

  /** Calls `callback` once after at least `ms`, and at most two ticks later. Returns a function that cancels it. */
  schedule(ms: number, callback: () => void): () => void {
    const tick = this.#ticks + Math.ceil(ms / this.#tickMs) + 1;
    const callbacks = this.#callbacksByTick.get(tick) ?? new Set();
    this.#callbacksByTick.set(tick, callbacks.add(callback));
    this.#timer ??= setInterval(() => this.#advance(), this.#tickMs);
    return () => {
      callbacks.delete(callback);
      if (callbacks.size === 0) this.#remove(tick);
    };
  }

  #advance() {
    const due = this.#callbacksByTick.get(++this.#ticks) ?? [];
    this.#remove(this.#ticks);
    for (const callback of due) callback();
  }

  /** Removes a tick, and stops the timer with the last one, so that it does not keep the process alive. */
  #remove(tick: number) {
    this.#callbacksByTick.delete(tick);
    if (this.#callbacksByTick.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
