import { budgetsPerMinute, fixedLimits, type RoomSettings } from '@mailroom/shared';
import { networkPrefix } from '../limits/network-prefix.ts';
import type { RoomSession } from './room-session.ts';

/** What the attempts use of a session. */
type JoinedSession = Pick<RoomSession, 'sessionId' | 'clientNetwork' | 'nicknameHistory' | 'joinAttemptId'>;

interface Attempt {
  readonly sessionId: string;
  readonly recordedAt: number;
  /** The network that the attempt counts for. */
  readonly network: string;
}

/** The part of the join attempts that the journal keeps. */
export interface JoinAttemptsState {
  /** In the order in which the first attempt of each that is remembered was recorded. */
  readonly networks: readonly string[];
  /** In the order in which they were recorded; `network` is an index. */
  readonly attempts: readonly (readonly [id: string, sessionId: string, recordedAt: number, network: number])[];
}

/** Creates the memory of join attempts. A network has room for all joins that its budget lets pass in `idempotencyMs`. */
export const createJoinAttempts = (settings: RoomSettings, state?: JoinAttemptsState) => {
  const { idempotencyMs, maxRememberedAttempts: maxSize } = fixedLimits;
  const { joins } = budgetsPerMinute(settings);
  const maxPerNetwork = joins === 0 ? maxSize : joins * (idempotencyMs / 60_000 + 1);
  return new JoinAttempts({ maxPerNetwork, maxSize }, state);
};

/**
 * Makes joins idempotent: a client that missed the answer to its join repeats it and gets the same session.
 *
 * Attempts count for the network that they came from, or its IPv6 /48. Beyond `maxPerNetwork` the oldest one of that network is forgotten,
 * beyond the total the oldest one of the network that has most. So nobody makes the room forget the attempts of another network.
 */
export class JoinAttempts {
  readonly #maxPerNetwork: number;
  readonly #maxSize: number;
  /** In the order in which they were recorded. */
  readonly #attempts = new Map<string, Attempt>();
  /** The ids of the attempts of each network, in the same order. */
  readonly #idsByNetwork = new Map<string, Set<string>>();

  constructor({ maxPerNetwork, maxSize }: { maxPerNetwork: number; maxSize: number }, state?: JoinAttemptsState) {
    this.#maxPerNetwork = maxPerNetwork;
    this.#maxSize = maxSize;
    // The order of the networks decides which of two with equally many attempts loses one.
    for (const network of state?.networks ?? []) this.#idsByNetwork.set(network, new Set());
    for (const [id, sessionId, recordedAt, index] of state?.attempts ?? []) {
      this.#add(id, { sessionId, recordedAt, network: state?.networks[index] ?? '' });
    }
  }

  get size() {
    return this.#attempts.size;
  }

  state(): JoinAttemptsState {
    const indexes = new Map(Array.from(this.#idsByNetwork.keys(), (network, index) => [network, index]));
    return {
      networks: [...indexes.keys()],
      attempts: Array.from(this.#attempts, ([id, { sessionId, recordedAt, network }]) => {
        return [id, sessionId, recordedAt, indexes.get(network) ?? -1] as const;
      }),
    };
  }

  /**
   * Returns the session that an earlier join with this `attemptId` returned.
   *
   * @param own the session that the client sent along. It proves an attempt that has expired, if it was the session's
   *   latest join and its member has had the requested `nickname`.
   */
  sessionIdFor(
    attemptId: string | undefined,
    { nickname, own, now }: { nickname: string; own: JoinedSession | undefined; now: number },
  ): string | undefined {
    if (attemptId === undefined) return undefined;
    const isOwn = own?.joinAttemptId === attemptId && own.nicknameHistory.includes(nickname);
    return this.#recorded(attemptId, now)?.sessionId ?? (isOwn ? own.sessionId : undefined);
  }

  /** Whether this attempt is recorded and returned `session`, so that recording it again would change nothing but its age. */
  isRecordedFor({ sessionId }: JoinedSession, attemptId: string | undefined, now: number): boolean {
    return attemptId === undefined || this.#recorded(attemptId, now)?.sessionId === sessionId;
  }

  /** Records the session that a join returned. Does nothing without an `attemptId`. */
  record(attemptId: string | undefined, session: JoinedSession, monotonicNow: number) {
    if (attemptId === undefined) return;
    session.joinAttemptId = attemptId;
    this.#delete(attemptId);
    const network = networkPrefix(session.clientNetwork) ?? session.clientNetwork;
    const ids = this.#add(attemptId, { sessionId: session.sessionId, recordedAt: monotonicNow, network });
    this.prune(monotonicNow);
    if (ids.size > this.#maxPerNetwork) this.#deleteOldest(ids);
    if (this.#attempts.size > this.#maxSize) this.#deleteOldest(this.#largest());
  }

  /** Removes the attempts that have expired at `monotonicNow`. */
  prune(monotonicNow: number) {
    for (const [id, { recordedAt }] of this.#attempts) {
      if (monotonicNow - recordedAt <= fixedLimits.idempotencyMs) return;
      this.#delete(id);
    }
  }

  #recorded(attemptId: string, now: number): Attempt | undefined {
    const attempt = this.#attempts.get(attemptId);
    return attempt && now - attempt.recordedAt <= fixedLimits.idempotencyMs ? attempt : undefined;
  }

  /** Adds an attempt as the latest one. Returns the ids of the attempts of its network. */
  #add(attemptId: string, attempt: Attempt): Set<string> {
    const ids = this.#idsByNetwork.get(attempt.network) ?? new Set();
    this.#attempts.set(attemptId, attempt);
    this.#idsByNetwork.set(attempt.network, ids.add(attemptId));
    return ids;
  }

  #largest(): ReadonlySet<string> {
    let largest: ReadonlySet<string> = new Set();
    for (const ids of this.#idsByNetwork.values()) if (ids.size > largest.size) largest = ids;
    return largest;
  }

  #deleteOldest(ids: ReadonlySet<string>) {
    const [oldest] = ids;
    if (oldest !== undefined) this.#delete(oldest);
  }

  #delete(id: string) {
    const { network = '' } = this.#attempts.get(id) ?? {};
    this.#attempts.delete(id);
    const ids = this.#idsByNetwork.get(network);
    ids?.delete(id);
    if (ids?.size === 0) this.#idsByNetwork.delete(network);
  }
}
