/** A limit is never shorter, in ms: shorter polls would cost a phone more than a cut now and then. */
const MIN_HOLD_MS = 2_000;
/** After this time without a cut, in ms, a hold twice as long is tried: the network may be another one by then. */
const RETRY_LONGER_MS = 600_000;
/** The timers of the room may be this late, in ms. */
const TIMER_DELAY_MS = 500;
/** A request that lived this much longer than the room holds it, in ms, was repeated by the browser. */
const REPEATED_AFTER_MS = 1_000;

/** A request that the room held, and that something on the way cut. */
export interface CutHold {
  /** How long the room would have held it at most, in ms. */
  readonly holdMs: number;
  /** The time from the request to the cut, in ms. */
  readonly survivedMs: number;
}

/** The longest hold that the network between page and room allows: proxies close connections that carry no data. */
export class HoldLimit {
  readonly #monotonicNow: () => number;
  #limitMs: number | undefined;
  /** When the limit was set, by the monotonic clock. */
  #setAt = 0;

  /** @param monotonicNow returns the time in ms of a clock that never jumps */
  constructor(monotonicNow: () => number) {
    this.#monotonicNow = monotonicNow;
  }

  /** The limit in whole ms; undefined if none is known. It doubles every ten minutes. */
  current(): number | undefined {
    if (this.#limitMs === undefined) return undefined;
    const doublings = Math.floor((this.#monotonicNow() - this.#setAt) / RETRY_LONGER_MS);
    if (doublings > 0) {
      this.#limitMs *= 2 ** doublings;
      this.#setAt += doublings * RETRY_LONGER_MS;
    }
    return this.#limitMs;
  }

  /** Sets a limit below the time that a request survived. */
  learnFromCut({ holdMs, survivedMs }: CutHold) {
    // Browsers repeat a GET by themselves if its connection had served another request before. Then two of them were cut.
    const isRepeated = survivedMs > holdMs + REPEATED_AFTER_MS;
    const perRequestMs = isRepeated ? survivedMs / 2 : survivedMs;
    this.#shorten(Math.min(0.9 * perRequestMs - TIMER_DELAY_MS, 0.75 * holdMs));
  }

  /** Sets a limit below the time for which the room would have held a request that got no answer: its connection died unnoticed. */
  learnFromSilence(holdMs: number) {
    this.#shorten(holdMs / 2);
  }

  /** Takes the limit over that another tab knows. */
  adopt(limitMs: number) {
    if (limitMs !== this.#limitMs) this.#set(limitMs);
  }

  #shorten(limitMs: number) {
    this.#set(Math.min(this.current() ?? Infinity, Math.max(MIN_HOLD_MS, Math.round(limitMs))));
  }

  #set(limitMs: number) {
    this.#limitMs = limitMs;
    this.#setAt = this.#monotonicNow();
  }
}
