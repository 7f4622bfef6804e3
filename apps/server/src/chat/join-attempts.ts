import { fixedLimits } from '@mailroom/shared';
import { ExpiringMap } from './expiring-map.ts';
import type { RoomSession } from './room-session.ts';

/** Makes joins idempotent: a client that missed the answer to its join repeats it and gets the same session. */
export class JoinAttempts {
  readonly #sessionIds = new ExpiringMap<string>({
    ttlMs: fixedLimits.idempotencyMs,
    maxSize: fixedLimits.maxRememberedAttempts,
  });

  /**
   * Returns the session that an earlier join with this `attemptId` returned.
   *
   * @param own the session that the client sent along. It proves an attempt that has expired, if it was the session's
   *   latest join and its member has had the requested `nickname`.
   */
  sessionIdFor(
    attemptId: string | undefined,
    { nickname, own }: { nickname: string; own: RoomSession | undefined },
  ): string | undefined {
    if (attemptId === undefined) return undefined;
    const isOwn = own?.joinAttemptId === attemptId && own.nicknameHistory.includes(nickname);
    return this.#sessionIds.get(attemptId) ?? (isOwn ? own.sessionId : undefined);
  }

  /** Records the session that a join returned. Does nothing without an `attemptId`. */
  record(attemptId: string | undefined, session: RoomSession, monotonicNow: number) {
    if (attemptId === undefined) return;
    session.joinAttemptId = attemptId;
    this.#sessionIds.set(attemptId, session.sessionId, monotonicNow);
  }

  /** Removes the attempts that have expired at `monotonicNow`. */
  prune(monotonicNow: number) {
    this.#sessionIds.prune(monotonicNow);
  }
}
