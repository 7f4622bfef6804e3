import type { HistoryAnswer, RoomPreview, Snapshot, WaitAnswer } from '@mailroom/shared';
import { RefusalError } from './limits/refusal-error.ts';
import type { Cursor, Listener } from './mailbox/cursor.ts';
import type { HistoryRequest } from './requests.ts';
import type { RoomParts } from './room-parts.ts';
import { recordActivity, recordPollAnswered, recordUse, touch, type RoomSession } from './session/room-session.ts';

/** Everything that a session reads: letters, presence, members. Needs no command, because it changes nothing durable. */
export class RoomReads {
  readonly #parts: RoomParts;

  constructor(parts: RoomParts) {
    this.#parts = parts;
  }

  /** See `ChatRoom.members`. */
  members(sessionId: string): Snapshot {
    const { readCosts, sessions } = this.#parts;
    readCosts.chargeList(this.#touchSession(sessionId), sessions.size);
    return sessions.snapshot(this.position());
  }

  /** See `ChatRoom.preview`. */
  preview(clientNetwork: string): RoomPreview {
    const { policy, readCosts, sessions } = this.#parts;
    readCosts.chargeCall({ clientNetwork });
    return { ...policy.info, memberCount: sessions.size };
  }

  /** See `ChatRoom.cursor`. */
  cursor(sessionId: string): { epoch: string; next: number; oldest: number } {
    this.#parts.readCosts.chargeCall(this.#touchSession(sessionId));
    return { ...this.position(), oldest: this.#parts.ledger.oldest };
  }

  /** See `ChatRoom.history`. */
  history(sessionId: string, { before, epoch }: HistoryRequest): HistoryAnswer {
    const { readCosts, ledger, settings } = this.#parts;
    const session = this.#touchSession(sessionId);
    readCosts.chargeCall(session);
    const firstLetterId = settings.historyOnJoin === 0 ? session.mailbox.firstLetterId : 0;
    return (
      ledger.resetFor({ since: before, epoch }) ?? ledger.historyBefore({ address: sessionId, firstLetterId }, before)
    );
  }

  /** See `ChatRoom.position`. */
  position(): { epoch: string; next: number } {
    const { ledger } = this.#parts;
    return { epoch: ledger.epoch, next: ledger.next };
  }

  /** See `ChatRoom.read`. */
  read(sessionId: string, cursor: Cursor): WaitAnswer {
    const session = this.#parts.sessions.current(sessionId);
    if (!session) return this.#answerWithoutSession(sessionId, cursor);
    // Also a read that is refused.
    recordUse(session);
    const answer = session.mailbox.answer(cursor);
    this.#parts.readCosts.chargeAnswer(session, answer);
    recordPollAnswered(session, this.#parts.environment.monotonicNow());
    return answer;
  }

  /** See `ChatRoom.wait`. */
  wait(sessionId: string, cursor: Cursor, listener: Listener): () => WaitAnswer {
    const session = this.#parts.sessions.current(sessionId);
    if (!session) {
      const answer = this.#answerWithoutSession(sessionId, cursor);
      listener(answer);
      return () => answer;
    }
    recordUse(session);
    const { mailbox } = session;
    const immediate = mailbox.immediateAnswer(cursor);
    if (immediate) this.#parts.readCosts.chargeAnswer(session, immediate);
    else this.#parts.readCosts.chargeParking(session, { supersedes: mailbox.supersedes(cursor) });
    let isOver = false;
    const onAnswer = (answer: WaitAnswer) => {
      isOver = true;
      if (answer.type !== 'superseded') recordPollAnswered(session, this.#parts.environment.monotonicNow());
      listener(answer);
    };
    const stop = mailbox.respond(cursor, onAnswer, immediate);
    return () => {
      stop();
      if (!isOver) this.#parts.readCosts.chargeUnanswered(session);
      isOver = true;
      // The idle timeout starts when the wait ends.
      recordActivity(session, this.#parts.environment.monotonicNow());
      return session.mailbox.answer(cursor);
    };
  }

  /** After a restart no session may be known: a client with another epoch gets a `reset`, so that its page can join again. */
  #answerWithoutSession(sessionId: string, cursor: Cursor): WaitAnswer {
    const { sessions, formerSessionIds, absentees, ledger, environment } = this.#parts;
    const monotonicNow = environment.monotonicNow();
    if (sessions.bySessionId(sessionId) ?? formerSessionIds.get(sessionId, monotonicNow)) {
      return { type: 'closed', why: 'expired' };
    }
    if (absentees.bySessionId(sessionId, monotonicNow)) return { type: 'closed', why: 'timeout' };
    const reset = ledger.resetFor(cursor);
    if (reset?.why === 'epoch') return reset;
    throw new RefusalError({ refusal: 'no-session' });
  }

  #touchSession(sessionId: string): RoomSession {
    return touch(this.#parts.sessions.require(sessionId), this.#parts.environment.monotonicNow());
  }
}
