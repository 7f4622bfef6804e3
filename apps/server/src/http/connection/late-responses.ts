import { fixedLimits } from '@mailroom/shared';
import { networkAndPrefix } from '../../chat/limits/network-prefix.ts';

export interface LateResponsesOptions {
  /** The delay of a caller who has used up a budget, in ms. 0: no response is late. */
  readonly delayMs: number;
  /** Calls `callback` once after at least `ms`. The returned function cancels that. */
  readonly schedule: (ms: number, callback: () => void) => () => void;
  /** Returns ms of a clock that never jumps. */
  readonly monotonicNow: () => number;
  /** Returns a number from 0 up to 1, as `Math.random` does. */
  readonly random: () => number;
}

/** A caller to whom a response is due. */
export interface LateCaller {
  readonly socket: {
    readonly destroyed: boolean;
    readonly once: (event: 'close', listener: () => void) => unknown;
    readonly off: (event: 'close', listener: () => void) => unknown;
    readonly destroy: () => unknown;
  };
  readonly network: string;
  /** How much of a budget the caller has used: from 0 (nothing) to 1 (all of it). */
  readonly usedShare: number;
}

/** How late the responses of one kind are. */
interface Ramp {
  /** The used share of a budget up to which responses are not late. */
  readonly free: number;
  /** The used share from which on they have the longest delay. */
  readonly full: number;
  /** What happens while 1,000 responses of the network wait: the connection is closed, or the response is not late. */
  readonly beyondLimit: 'close' | 'respond';
}

/** Waiting callers of one network beyond which each one more prolongs the delay. So a network gets about this many responses in `delayMs`. */
const RESPONSES_PER_DELAY = 200;
/** The longest delay, as a multiple of `delayMs`. The page has to read the refusal, and gives up after 10 s. */
const MAX_FACTOR = 5;
/**
 * Late responses of one network. Each occupies a connection, behind a proxy also one of the proxy to the server. Without a proxy, a network
 * has fewer connections by default.
 */
const MAX_PER_NETWORK = RESPONSES_PER_DELAY * MAX_FACTOR;

/**
 * Delays the responses to callers that fail often. A client has few connections, and a connection few requests without a response. So a
 * caller that waits for its responses sends few requests, whatever they are, and costs the server next to nothing. An immediate refusal would
 * invite the next request.
 */
export class LateResponses {
  readonly #options: LateResponsesOptions;
  /** By network and IPv6 /48. */
  readonly #counts = new Map<string, number>();
  /** One function for each waiting caller, which responds at once. */
  readonly #waiting = new Set<() => void>();
  #isClosed = false;

  constructor(options: LateResponsesOptions) {
    this.#options = options;
  }

  /** The number of callers who wait for a response. */
  get size() {
    return this.#waiting.size;
  }

  /**
   * Calls `respond` with the ms that passed: at once if `usedShare` is at most `free`; otherwise after a delay that grows with `usedShare`, up
   * to `delayMs` ± 25 %. The delay is up to five times as long if many callers of the network wait. While 1,000 of them wait, or 4,000 of its
   * IPv6 /48, does what `beyondLimit` says. Does not call `respond` if the connection closes first, or is closed already.
   */
  respond({ socket, network, usedShare }: LateCaller, ramp: Ramp, respond: (delayedMs: number) => void) {
    const { delayMs, schedule, monotonicNow, random } = this.#options;
    const { free, full, beyondLimit } = ramp;
    if (usedShare <= free || delayMs === 0 || this.#isClosed) return respond(0);
    // It would report its end to nobody.
    if (socket.destroyed) return undefined;
    const count = this.#countOf(network) + 1;
    if (count > MAX_PER_NETWORK) return beyondLimit === 'close' ? void socket.destroy() : respond(0);
    this.#add(network, 1);
    const factor = Math.min(MAX_FACTOR, Math.max(1, count / RESPONSES_PER_DELAY));
    const share = Math.min(1, (usedShare - free) / (full - free));
    // Callers that began to wait together get their responses, and so send their next requests, at different times.
    const ms = delayMs * factor * share * (0.75 + 0.5 * random());
    const startedAt = monotonicNow();
    const end = () => {
      cancel();
      socket.off('close', end);
      this.#waiting.delete(respondNow);
      this.#add(network, -1);
    };
    const respondNow = () => {
      end();
      respond(monotonicNow() - startedAt);
    };
    const cancel = schedule(ms, respondNow);
    this.#waiting.add(respondNow);
    return void socket.once('close', end);
  }

  /** Responds to all waiting callers at once, and to all later ones without a delay. */
  close() {
    this.#isClosed = true;
    for (const respondNow of this.#waiting) respondNow();
  }

  /** The waiting callers of a network, or a quarter of those of its IPv6 /48 if that is more. */
  #countOf(network: string): number {
    const [ofNetwork = 0, ofPrefix = 0] = networkAndPrefix(network).map((key) => this.#counts.get(key) ?? 0);
    return Math.max(ofNetwork, Math.floor(ofPrefix / fixedLimits.networksPerPrefix));
  }

  #add(network: string, difference: 1 | -1) {
    for (const key of networkAndPrefix(network)) {
      const count = (this.#counts.get(key) ?? 0) + difference;
      if (count > 0) this.#counts.set(key, count);
      else this.#counts.delete(key);
    }
  }
}
