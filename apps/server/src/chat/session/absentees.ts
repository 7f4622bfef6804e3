import type { RoomSession } from './room-session.ts';
import { SessionsByNetwork } from './sessions-by-network.ts';

/**
 * Sessions that ended by idle timeout. Each can be resumed, and its nickname stays reserved, for `ttlMs`. Holds at most
 * `maxSize` sessions (0: any number) and drops the longest absent first.
 */
export class Absentees {
  readonly #ttlMs: number;
  readonly #maxSize: number;
  /** In the order in which the sessions became absent. */
  readonly #bySessionId = new Map<string, { session: RoomSession; absentSince: number }>();
  readonly #byNicknameKey = new Map<string, RoomSession>();
  readonly #byNetwork = new SessionsByNetwork();

  constructor({ ttlMs, maxSize }: { ttlMs: number; maxSize: number }) {
    this.#ttlMs = ttlMs;
    this.#maxSize = maxSize || Infinity;
  }

  add(session: RoomSession, monotonicNow: number) {
    this.#bySessionId.set(session.sessionId, { session, absentSince: monotonicNow });
    for (const key of session.nicknameKeys) this.#byNicknameKey.set(key, session);
    this.#byNetwork.add(session);
  }

  remove(session: RoomSession) {
    this.#bySessionId.delete(session.sessionId);
    for (const key of session.nicknameKeys) {
      if (this.#byNicknameKey.get(key) === session) this.#byNicknameKey.delete(key);
    }
    this.#byNetwork.remove(session);
  }

  get size() {
    return this.#bySessionId.size;
  }

  /** Lists the sessions and since when they are absent, the longest absent first. */
  all(): Iterable<{ session: RoomSession; absentSince: number }> {
    return this.#bySessionId.values();
  }

  /** Returns the ids of the members who can resume their session at `now`. */
  memberIds(now: number): ReadonlySet<string> {
    const inTime = Array.from(this.#bySessionId.values()).filter(({ absentSince }) => now - absentSince < this.#ttlMs);
    return new Set(inTime.map(({ session }) => session.member.id));
  }

  /** Returns the session, unless it has been absent for `ttlMs` at `now`. */
  bySessionId(sessionId: string, now: number): RoomSession | undefined {
    const absentee = this.#bySessionId.get(sessionId);
    return absentee && now - absentee.absentSince < this.#ttlMs ? absentee.session : undefined;
  }

  /** Returns the session that reserves a nickname with this key at `now`. */
  byNicknameKey(key: string, now: number): RoomSession | undefined {
    const session = this.#byNicknameKey.get(key);
    return session && this.bySessionId(session.sessionId, now);
  }

  /** Removes the longest absent sessions from a network, or from an IPv6 /48, until at most `max` are left. */
  pruneNetwork(networkOrPrefix: string, max: number) {
    for (let excess = this.#byNetwork.count(networkOrPrefix) - max; excess > 0; excess--) {
      const oldest = this.#byNetwork.oldest(networkOrPrefix);
      if (oldest) this.remove(oldest);
    }
  }

  /**
   * Removes the sessions that have been absent for `ttlMs` at `monotonicNow`, and the longest absent beyond `maxSize`. Prunes
   * the mutations of the others.
   */
  prune(monotonicNow: number) {
    for (const { session, absentSince } of this.#bySessionId.values()) {
      const isKept = this.#bySessionId.size <= this.#maxSize && monotonicNow - absentSince < this.#ttlMs;
      if (isKept) session.completedMutations.prune(monotonicNow);
      else this.remove(session);
    }
  }
}
