import type { SessionEnd, SweepCommand } from './command.ts';
import type { RoomParts } from './room-parts.ts';
import type { SessionLifecycle } from './session-lifecycle.ts';
import { evictionCause, type RoomSession } from './session/room-session.ts';

/** The shortest time between two prunings, in ms. */
const PRUNE_INTERVAL_MS = 1_000;
/** The time since the last pruning, in ms, after which a sweep is due only to prune. */
const QUIET_PRUNE_INTERVAL_MS = 60_000;

/** Ends sessions that are over, and prunes what has expired. */
export class RoomSweeps {
  readonly #parts: RoomParts;
  readonly #lifecycle: SessionLifecycle;

  constructor(parts: RoomParts, lifecycle: SessionLifecycle) {
    this.#parts = parts;
    this.#lifecycle = lifecycle;
  }

  /** Returns the sweep that is due now: the sessions that are over, all decided before any of them ends. `undefined`: none is due. */
  due(): SweepCommand | undefined {
    const { sessions, settings, environment } = this.#parts;
    const monotonicNow = environment.monotonicNow();
    const ends: SessionEnd[] = [];
    for (const session of sessions.all()) {
      const cause = evictionCause(session, { monotonicNow, idleMs: settings.idleMs }) ?? this.#expiry(session);
      if (cause) ends.push({ sessionId: session.sessionId, cause, lastSeenAt: session.lastSeenAt });
    }
    return ends.length > 0 || this.#isPruningDue(monotonicNow) ? { type: 'sweep', ends } : undefined;
  }

  /** Ends the sessions, except for those with a command after the activity that the sweep knew of. */
  execute({ ends }: SweepCommand) {
    const { sessions, absentees, environment } = this.#parts;
    const monotonicNow = environment.monotonicNow();
    for (const { sessionId, cause, lastSeenAt } of ends) {
      const session = sessions.bySessionId(sessionId);
      if (!session || session.lastCommandAt > lastSeenAt) continue;
      if (cause === 'expired') this.#lifecycle.expire(session);
      else this.#lifecycle.end(session, { why: cause });
      if (cause === 'timeout') absentees.add(session, monotonicNow);
    }
    absentees.prune(monotonicNow);
  }

  /**
   * Prunes what has expired. To be called before each command, so that what is remembered, and what has to give way to something new, depends
   * on nothing but commands and their times. Nothing that has expired counts in the meantime.
   */
  prune() {
    const { sessions, absentees, joinAttempts, formerSessionIds, retiredRateLimiters, budgets, environment } =
      this.#parts;
    const monotonicNow = environment.monotonicNow();
    if (monotonicNow - this.#parts.forgottenAt < PRUNE_INTERVAL_MS) return;
    this.#parts.forgottenAt = monotonicNow;
    for (const { completedMutations } of sessions.all()) completedMutations.prune(monotonicNow);
    for (const each of [absentees, joinAttempts, formerSessionIds, retiredRateLimiters]) each.prune(monotonicNow);
    for (const budget of [budgets.joins, budgets.messages]) budget.prune(monotonicNow);
  }

  #expiry(session: RoomSession) {
    return !session.isExpired && this.#lifecycle.isTooOld(session) ? 'expired' : undefined;
  }

  #isPruningDue(monotonicNow: number): boolean {
    if (monotonicNow - this.#parts.forgottenAt < QUIET_PRUNE_INTERVAL_MS) return false;
    const { sessions, absentees, joinAttempts, formerSessionIds, retiredRateLimiters, budgets } = this.#parts;
    const memories = [absentees, joinAttempts, formerSessionIds, retiredRateLimiters, budgets.joins, budgets.messages];
    if (memories.some(({ size }) => size > 0)) return true;
    return [...sessions.all()].some(({ completedMutations }) => completedMutations.size > 0);
  }
}
