import type { DurableSettings } from './durable-settings.ts';
import type { LedgerState } from './ledger/ledger.ts';
import type { RoomBudgetsState } from './limits/budget.ts';
import type { RolesState } from './moderation/roles.ts';
import type { JoinAttemptsState } from './session/join-attempts.ts';
import type { SessionState } from './session/room-session.ts';

/**
 * The durable state of a room, as plain JSON data. A room that is created from it behaves as the room that it was taken from, but for what no
 * command decides: presence, parked waits, pages that are closing, and what reads and typing have cost.
 *
 * Later commands do not change a state that was taken, so it can be written in parts: its lists may have many thousand items.
 */
export interface RoomState {
  readonly settings: DurableSettings;
  /** When the room last forgot what had expired. All times are in ms of room time. */
  readonly forgottenAt: number;
  readonly ledger: LedgerState;
  /** The times of the last acquisitions of each rate limiter. Others refer to it by its index, because sessions may share one. */
  readonly rateLimiters: readonly (readonly number[])[];
  readonly sessions: readonly SessionState[];
  /** The longest absent first. */
  readonly absentees: readonly (SessionState & { readonly absentSince: number })[];
  readonly joinAttempts: JoinAttemptsState;
  readonly formerSessionIds: readonly (readonly [sessionId: string, renewedAt: number])[];
  readonly retiredRateLimiters: readonly (readonly [network: string, rateLimiters: readonly number[]])[];
  readonly budgets: RoomBudgetsState;
  /** Missing in states of version 2 and earlier. */
  readonly roles?: RolesState | undefined;
}
