import { createEmitter } from './store.ts';

interface Clocks {
  /** Returns the time of the reader's clock, in ms since 1970. It may be wrong, and may jump. */
  readonly wallNow: () => number;
  /** Returns the time in ms of a clock that never jumps, with any origin. */
  readonly monotonicNow: () => number;
}

/** A response of the server with its date, and the times of its request and its arrival by the monotonic clock. All in ms. */
export interface DatedResponse {
  /** The `Date` of the response in ms since 1970, in whole seconds. NaN if it has none. */
  readonly date: number;
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** An HTTP date leaves out what is less than this. */
const SECOND_MS = 1_000;

/**
 * The server's clock, by which all messages are dated. The reader's clock may be hours off, or be corrected during the visit, so it counts
 * only until the first response of the server. The responses after it keep the clock within their bounds.
 */
export class ServerClock {
  readonly #clocks: Clocks;
  readonly #changes = createEmitter();
  /** The difference to the monotonic clock. */
  #offset: number | undefined;
  /** Calls `listener` when the clock was set. Returns the unsubscribe function. */
  readonly subscribe = this.#changes.subscribe;

  constructor(clocks: Clocks) {
    this.#clocks = clocks;
  }

  /** Whether there was a response. */
  get isSet(): boolean {
    return this.#offset !== undefined;
  }

  /** The time of the server in whole ms since 1970, give or take a second. */
  readonly now = (): number => {
    const { wallNow, monotonicNow } = this.#clocks;
    return Math.round(this.#offset === undefined ? wallNow() : monotonicNow() + this.#offset);
  };

  /** Sets the clock by a response, if it disagrees. */
  readonly observe = ({ date, sentAt, receivedAt }: DatedResponse) => {
    if (Number.isNaN(date)) return;
    // The server dated the response after the request was sent and before the response arrived.
    const [min, max] = [date - receivedAt, date + SECOND_MS - sentAt];
    const offset = Math.min(max, Math.max(min, this.#offset ?? (min + max) / 2));
    if (offset === this.#offset) return;
    this.#offset = offset;
    this.#changes.emit();
  };
}
