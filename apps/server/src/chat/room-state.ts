import type { Member } from '@mailroom/shared';
import type { DurableSettings } from './durable-settings.ts';
import type { LedgerState } from './ledger/ledger.ts';

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
  readonly budgets: { readonly joins: BudgetState; readonly messages: BudgetState };
}

export interface SessionState {
  readonly sessionId: string;
  readonly startedAt: number;
  readonly isExpired: boolean;
  readonly member: Member;
  readonly nicknameHistory: readonly string[];
  readonly nicknameKeys: readonly string[];
  readonly clientNetwork: string;
  readonly joinAttemptId?: string | undefined;
  readonly firstLetterId: number;
  readonly lastCommandAt: number;
  readonly rateLimiter: number;
  readonly completedMutations: CompletedMutationsState;
}

/** In columns, the oldest mutation first. */
export interface CompletedMutationsState {
  readonly mutationIds: readonly string[];
  readonly requestDigests: readonly string[];
  /** Twice the id of the letter, and 1 more for a message. */
  readonly letters: readonly number[];
  readonly dates: readonly number[];
  readonly completedAt: readonly number[];
}

export interface JoinAttemptsState {
  /** In the order in which the first attempt of each that is remembered was recorded. */
  readonly networks: readonly string[];
  /** In the order in which they were recorded; `network` is an index. */
  readonly attempts: readonly (readonly [id: string, sessionId: string, recordedAt: number, network: number])[];
}

/** When each budget is full again, for those that are not. */
export interface BudgetState {
  readonly networks: readonly (readonly [network: string, fullAt: number])[];
  readonly prefixes: readonly (readonly [prefix: string, fullAt: number])[];
}
