import { budgetsPerMinute, fixedLimits, type RoomSettings, type TooFast } from '@mailroom/shared';
import { networkPrefix } from './network-prefix.ts';
import { RefusalError } from './refusal-error.ts';
import { TokenBuckets } from './token-buckets.ts';

/** The network that a call came from and, if it belongs to a session, that session. The call is charged to both. */
export interface Caller {
  readonly clientNetwork: string;
  readonly sessionId?: string | undefined;
}

/** What a call costs (1 if missing), and when: ms of a monotonic clock. */
interface Charge {
  readonly cost?: number;
  readonly now: number;
}

/** The budgets that the room itself charges. Failed requests are not all calls of the room; the HTTP server charges them. */
export type RoomBudgets = ReturnType<typeof createRoomBudgets>;

/** The part of a room's budgets that the journal keeps. */
export interface RoomBudgetsState {
  readonly joins: BudgetState;
  readonly messages: BudgetState;
}

/** When each budget is full again, for those that are not. */
interface BudgetState {
  readonly networks: readonly (readonly [network: string, fullAt: number])[];
  readonly prefixes: readonly (readonly [prefix: string, fullAt: number])[];
}

/** Only joins and messages are charged by commands, and are part of the state. A read or a report of typing changes nothing durable. */
export const createRoomBudgets = (settings: RoomSettings, state?: RoomBudgetsState) => {
  const { joins, messages, typing, reads } = budgetsPerMinute(settings);
  return {
    joins: new Budget(joins, state?.joins),
    messages: new Budget(messages, state?.messages),
    typing: new Budget(typing),
    reads: new Budget(reads),
  };
};

/**
 * The budgets of all networks for one kind of call. A network has `perMinute` calls, which may come at once, all networks of one IPv6 /48
 * together four times as many, and a session a tenth. 0: no limit.
 */
export class Budget {
  readonly #networks: TokenBuckets;
  readonly #prefixes: TokenBuckets;
  readonly #sessions: TokenBuckets;

  constructor(perMinute: number, state?: BudgetState) {
    const { maxTrackedBudgets: maxKeys, networksPerPrefix, budgetPerMember } = fixedLimits;
    this.#networks = new TokenBuckets({ perMinute, maxKeys }, state?.networks);
    this.#prefixes = new TokenBuckets({ perMinute: perMinute * networksPerPrefix, maxKeys }, state?.prefixes);
    this.#sessions = new TokenBuckets({ perMinute: Math.ceil(perMinute * budgetPerMember), maxKeys });
  }

  /** The number of networks, prefixes and sessions whose budget was not full at the last `prune`. */
  get size() {
    return this.#networks.size + this.#prefixes.size + this.#sessions.size;
  }

  /** The budgets of networks. Those of sessions are used for reading and typing only, which no command charges. */
  state(): BudgetState {
    return { networks: this.#networks.state(), prefixes: this.#prefixes.state() };
  }

  /**
   * Takes `cost` from the budgets of the caller, or nothing at all.
   *
   * @throws {RefusalError} `too-fast`
   */
  charge(caller: Caller, { cost = 1, now }: Charge) {
    const { clientNetwork, sessionId } = caller;
    const ofSession = sessionId === undefined ? undefined : this.sessionShortage(sessionId, { cost, now });
    this.#assertEnough(ofSession, this.networkShortage(clientNetwork, { cost, now }));
    this.spend(caller, { cost, now });
  }

  /**
   * Checks that the network has one call left, and that the member's own rate limit is not exceeded. The refusal has the later of both
   * times.
   *
   * @param rateLimit the refusal by the member's rate limit, if it is exceeded
   * @throws {RefusalError} `too-fast`
   */
  assertNetworkHasEnough(clientNetwork: string, { now, rateLimit }: Charge & { rateLimit?: TooFast | undefined }) {
    this.#assertEnough(rateLimit, this.networkShortage(clientNetwork, { now }));
  }

  /** Returns the refusal of a call for which the session has too little left; `undefined` if it has enough. */
  sessionShortage(sessionId: string, { cost = 1, now }: Charge): TooFast | undefined {
    const retryAfterMs = this.#sessions.retryAfterMs(sessionId, cost, now);
    if (retryAfterMs === 0) return undefined;
    return { refusal: 'too-fast', retryAfterMs, limit: this.#sessions.perMinute };
  }

  /** Returns the refusal of a call for which the network, or its prefix, has too little left; `undefined` if both have enough. */
  networkShortage(network: string, { cost = 1, now }: Charge): TooFast | undefined {
    const prefix = networkPrefix(network);
    const ofNetwork = this.#networks.retryAfterMs(network, cost, now);
    const ofPrefix = prefix === undefined ? 0 : this.#prefixes.retryAfterMs(prefix, cost, now);
    const retryAfterMs = Math.max(ofNetwork, ofPrefix);
    if (retryAfterMs === 0) return undefined;
    const { perMinute: limit } = ofPrefix > ofNetwork ? this.#prefixes : this.#networks;
    return { refusal: 'too-fast', retryAfterMs, limit, scope: 'network' };
  }

  /** Returns how much of its budget the session has used: from 0 (nothing) to 1 (all of it). */
  usedBySession(sessionId: string, now: number): number {
    return this.#sessions.usedShare(sessionId, now);
  }

  /** Returns how much of its budget the network, or its prefix if that is more, has used: from 0 (nothing) to 1 (all of it). */
  usedByNetwork(network: string, now: number): number {
    const prefix = networkPrefix(network);
    const ofNetwork = this.#networks.usedShare(network, now);
    return prefix === undefined ? ofNetwork : Math.max(ofNetwork, this.#prefixes.usedShare(prefix, now));
  }

  /** Whether the session may have less than its whole budget. Much cheaper than `sessionShortage`. */
  isInUseBy(sessionId: string): boolean {
    return this.#sessions.has(sessionId);
  }

  /** Takes `cost` from the budgets of the caller, or what there is. */
  spend({ sessionId, clientNetwork }: Caller, { cost = 1, now }: Charge) {
    const prefix = networkPrefix(clientNetwork);
    this.#networks.spend(clientNetwork, cost, now);
    if (prefix !== undefined) this.#prefixes.spend(prefix, cost, now);
    if (sessionId !== undefined) this.#sessions.spend(sessionId, cost, now);
  }

  /** Forgets the budgets that are full at `now`. */
  prune(now: number) {
    for (const buckets of [this.#networks, this.#prefixes, this.#sessions]) buckets.prune(now);
  }

  /** @throws {RefusalError} with the shortage that lasts longer, if there is one */
  #assertEnough(ofMember: TooFast | undefined, ofNetwork: TooFast | undefined) {
    const isNetworkShorter = ofNetwork && (!ofMember || ofNetwork.retryAfterMs > ofMember.retryAfterMs);
    const shortage = isNetworkShorter ? ofNetwork : ofMember;
    if (shortage) throw new RefusalError(shortage);
  }
}
