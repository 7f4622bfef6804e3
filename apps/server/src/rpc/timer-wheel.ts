/**
 * Deadlines of very many, kept by one timer: each is met on the first tick after it. A timer for each would cost more than all else that
 * a parked wait holds here.
 */
export class Deadlines {
  readonly #tickMs: number;
  readonly #dueAt = new Map<number, Set<() => void>>();
  #ticks = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(tickMs: number) {
    this.#tickMs = tickMs;
  }

  /** Calls `meet` once after `ms` and at most two ticks more; the returned function forgets it. */
  set(ms: number, meet: () => void): () => void {
    const tick = this.#ticks + Math.ceil(ms / this.#tickMs) + 1;
    const due = this.#dueAt.get(tick) ?? new Set();
    this.#dueAt.set(tick, due.add(meet));
    this.#timer ??= setInterval(() => this.#tick(), this.#tickMs);
    return () => {
      due.delete(meet);
      if (due.size === 0) this.#forget(tick);
    };
  }

  #tick() {
    const due = this.#dueAt.get(++this.#ticks) ?? [];
    this.#forget(this.#ticks);
    for (const meet of due) meet();
  }

  /** Nothing keeps the process alive once nothing is due. */
  #forget(tick: number) {
    this.#dueAt.delete(tick);
    if (this.#dueAt.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
