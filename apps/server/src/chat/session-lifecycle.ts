import type { LeaveCause } from '@mailroom/shared';
import type { RoomParts } from './room-parts.ts';
import { recordCommand, type RoomSession } from './session/room-session.ts';

/** Begins, renews and ends sessions, and announces what the members have to know of that. */
export class SessionLifecycle {
  readonly #parts: RoomParts;

  constructor(parts: RoomParts) {
    this.#parts = parts;
  }

  /** Announces a session and opens its mailbox. `firstLetterId` is given for a resumed session. */
  add(
    session: Omit<RoomSession, 'mailbox' | 'lastSeenAt' | 'lastCommandAt' | 'closing' | 'unusedSince'>,
    firstLetterId?: number,
  ): RoomSession {
    const { postOffice, environment, sessions } = this.#parts;
    postOffice.broadcast({ type: 'joined', member: session.member }, environment.now());
    const address = session.sessionId;
    const mailbox = postOffice.open({ address, firstLetterId: firstLetterId ?? this.#historyStart(address) });
    const monotonicNow = environment.monotonicNow();
    const times = { lastSeenAt: monotonicNow, lastCommandAt: monotonicNow };
    const added = { ...session, mailbox, ...times, closing: undefined, unusedSince: monotonicNow };
    sessions.add(added);
    return added;
  }

  /** Replaces an expired session by one with another id. All else stays, so that no message is lost or doubled. */
  renew(expired: RoomSession, sessionId: string): RoomSession {
    const { sessions, formerSessionIds, postOffice, environment } = this.#parts;
    const monotonicNow = environment.monotonicNow();
    sessions.remove(expired);
    formerSessionIds.set(expired.sessionId, true, monotonicNow);
    const renewed = { ...expired, sessionId, startedAt: monotonicNow, isExpired: false };
    const { firstLetterId } = expired.mailbox;
    renewed.mailbox = postOffice.open({ address: sessionId, firstLetterId });
    sessions.add(recordCommand(renewed, monotonicNow));
    return renewed;
  }

  /** Ends the validity of the session id. The member stays in the room, and `renew` continues the session. */
  expire(session: RoomSession) {
    session.isExpired = true;
    this.#parts.postOffice.close(session.sessionId, { type: 'closed', why: 'expired' });
  }

  /** Whether the session id has reached `sessionMaxMs`. */
  isTooOld({ startedAt }: RoomSession): boolean {
    const { sessionMaxMs } = this.#parts.settings;
    return sessionMaxMs > 0 && this.#parts.environment.monotonicNow() - startedAt >= sessionMaxMs;
  }

  /** Ends a session without a successor, which its rate limiter waits for. */
  end(session: RoomSession, cause: { why: LeaveCause; reason?: string }) {
    this.remove(session, cause);
    const { retiredRateLimiters, environment } = this.#parts;
    retiredRateLimiters.add(session.clientNetwork, session.rateLimiter, environment.monotonicNow());
  }

  /** Removes a session and announces that its member left. `reason` is the member's own text. Empty: none. */
  remove(session: RoomSession, { why, reason = '' }: { why: LeaveCause; reason?: string }) {
    const { sessions, postOffice, environment } = this.#parts;
    sessions.remove(session);
    postOffice.close(session.sessionId, { type: 'closed', why: why === 'timeout' ? why : 'left' });
    postOffice.presence.removeMember(session.member.id);
    const left = { type: 'left', member: session.member, why } as const;
    postOffice.broadcast(reason === '' ? left : { ...left, reason }, environment.now());
  }

  /** Returns the id of the first letter of the history for a new session. */
  #historyStart(address: string): number {
    const { ledger, settings } = this.#parts;
    const [first] = ledger.history({ address, firstLetterId: 0 }, settings.historyOnJoin);
    return first?.id ?? ledger.next;
  }
}
