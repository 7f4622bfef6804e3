import { fixedLimits, type WaitAnswer } from '@mailroom/shared';
import type { Ledger } from './ledger/ledger.ts';
import type { Budget, Caller } from './limits/budget.ts';
import { RefusalError } from './limits/refusal-error.ts';
import type { PresenceTracker } from './mailbox/presence.ts';
import type { RoomSession } from './session/room-session.ts';

export interface ReadCostsOptions {
  readonly budget: Budget;
  readonly ledger: Ledger;
  readonly presence: PresenceTracker;
  readonly monotonicNow: () => number;
}

/** Charges what members read to the budget of reads. All methods throw the refusal `too-fast` if the budget does not cover the cost. */
export class ReadCosts {
  readonly #options: ReadCostsOptions;

  constructor(options: ReadCostsOptions) {
    this.#options = options;
  }

  /** The number of letters and presence versions that the room has had. */
  get updateCount() {
    const { ledger, presence } = this.#options;
    return ledger.next + presence.version;
  }

  /** Charges a call that is answered at once with no more than a mail. */
  chargeCall(caller: Caller) {
    this.#options.budget.charge(caller, { now: this.#options.monotonicNow() });
  }

  /** Charges a list of members. */
  chargeList(session: RoomSession, members: number) {
    const cost = 1 + Math.floor(members / fixedLimits.membersPerRead);
    this.#options.budget.charge(session, { cost, now: this.#options.monotonicNow() });
  }

  /** Charges an immediate answer, unless the session's allowance covers it. The notice that the mailbox is closed is free. */
  chargeAnswer(session: RoomSession, answer: WaitAnswer) {
    if (answer.type === 'closed') return;
    const amount =
      answer.type === 'mail' ? answer.letters.length : answer.type === 'reconnect' && answer.presence ? 1 : Infinity;
    if (!session.readAllowance.tryTake(amount, this.updateCount)) this.chargeCall(session);
  }

  /**
   * Charges a wait that is to be parked: nothing, unless it supersedes another one. It is refused only if the session itself has used up its
   * budget: what others in its network do never keeps letters from a member.
   */
  chargeParking(session: RoomSession, { supersedes }: { supersedes: boolean }) {
    const { budget, monotonicNow } = this.#options;
    if (!supersedes && !budget.isInUseBy(session.sessionId)) return;
    const now = monotonicNow();
    const shortage = budget.sessionShortage(session.sessionId, { now });
    if (shortage) throw new RefusalError(shortage);
    if (supersedes) budget.spend(session, { now });
  }

  /** Charges a parked wait that ended without an answer of the room: its hold is over, or the client disconnected. Never throws. */
  chargeUnanswered(session: RoomSession) {
    this.#options.budget.spend(session, { now: this.#options.monotonicNow() });
  }
}
