import type { RoomSession } from './room-session.ts';

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

  constructor({ ttlMs, maxSize }: { ttlMs: number; maxSize: number }) {
    this.#ttlMs = ttlMs;
    this.#maxSize = maxSize || Infinity;
  }

  add(session: RoomSession, monotonicNow: number) {
    this.#bySessionId.set(session.sessionId, { session, absentSince: monotonicNow });
    for (const key of session.nicknameKeys) this.#byNicknameKey.set(key, session);
  }

  remove(session: RoomSession) {
    this.#bySessionId.delete(session.sessionId);
    for (const key of session.nicknameKeys) this.#byNicknameKey.delete(key);
  }

  bySessionId(sessionId: string): RoomSession | undefined {
    return this.#bySessionId.get(sessionId)?.session;
  }

  byNicknameKey(key: string): RoomSession | undefined {
    return this.#byNicknameKey.get(key);
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
