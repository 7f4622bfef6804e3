import { budgetsPerMinute, type RoomSettings } from '@mailroom/shared';
import { Budget, type Caller } from './budget.ts';

export interface FailureBudgetOptions {
  readonly settings: RoomSettings;
  /** Whether there is a live or absent session with this id. */
  readonly isMember: (sessionId: string) => boolean;
  readonly monotonicNow: () => number;
}

/**
 * The budget of failed and refused requests. They change nothing, so it is not part of the room's state.
 *
 * A member is refused only for their own failures, never for those of their network.
 */
export class FailureBudget {
  readonly #options: FailureBudgetOptions;
  readonly #budget: Budget;

  constructor(options: FailureBudgetOptions) {
    this.#options = options;
    this.#budget = new Budget(budgetsPerMinute(options.settings).failures);
  }

  /** Whether no budget is in use, so that `shortage` refuses nobody. */
  get isUntouched() {
    return this.#budget.size === 0;
  }

  /** Returns the refusal of a caller, a member or else a network, that has used up its budget. */
  shortage({ sessionId, clientNetwork }: Caller) {
    const now = this.#options.monotonicNow();
    return this.isMember(sessionId)
      ? this.#budget.sessionShortage(sessionId, { now })
      : this.#budget.networkShortage(clientNetwork, { now });
  }

  /** Returns how much of its budget a caller, a member or else a network, has used: from 0 (nothing) to 1 (all of it). */
  usedShare({ sessionId, clientNetwork }: Caller): number {
    if (this.isUntouched) return 0;
    const now = this.#options.monotonicNow();
    return this.isMember(sessionId)
      ? this.#budget.usedBySession(sessionId, now)
      : this.#budget.usedByNetwork(clientNetwork, now);
  }

  /** Charges a failure to the network and, if it is a member's, to the member: nobody gets a fresh budget by leaving and joining. */
  charge({ sessionId, clientNetwork }: Caller) {
    const caller = this.isMember(sessionId) ? { sessionId, clientNetwork } : { clientNetwork };
    this.#budget.spend(caller, { now: this.#options.monotonicNow() });
  }

  /** Forgets the budgets that are full. To be called every second. */
  sweep() {
    this.#budget.prune(this.#options.monotonicNow());
  }

  /** Whether there is a live or absent session with this id. */
  isMember(sessionId: string | undefined): sessionId is string {
    return sessionId !== undefined && this.#options.isMember(sessionId);
  }
}
