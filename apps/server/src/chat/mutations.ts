import { fixedLimits, type Letter, type Member, type RoomEvent, type Settings } from '@mailroom/shared';
import type { Absentees } from './absentees.ts';
import type { RoomPolicy } from './room-policy.ts';
import type { Ledger } from './ledger.ts';
import { nicknameKeys } from './nickname-key.ts';
import type { PostOffice } from './post-office.ts';
import { refuseTaken } from './assert-nickname-free.ts';
import { RefusalError } from './refusal-error.ts';
import type { EditableMessage, RoomSession } from './room-session.ts';
import type { SessionRegistry } from './session-registry.ts';
import type { RoomEnvironment } from './environment.ts';

/** What became of something that was asked for under an id: the letter that tells of it, and whether it had been done before. */
export interface MutationResult {
  readonly id: number;
  readonly at: number;
  readonly duplicate: boolean;
}

/** What one who is here may say, and change: their lines for a while, and what they are called. Each once for each `clientMsgId`. */
export class RoomMutations {
  readonly #options: RoomMutationsOptions;

  constructor(options: RoomMutationsOptions) {
    this.#options = options;
  }

  /** Says a line to everyone. Refuses bad text, too many lines, and an id used for anything else. */
  send(stay: RoomSession, { text: typed, clientMsgId }: { text: string; clientMsgId: string }): MutationResult {
    const text = this.#options.policy.parseText(typed);
    return this.#runIdempotent(stay, { clientMsgId, what: ['say', text] }, () => {
      this.#assertRateLimit(stay);
      const said = this.#broadcast({ type: 'said', member: stay.member, text, clientMsgId });
      const saidAt = this.#options.environment.monotonicNow();
      this.#options.postOffice.presence.clearTyping(stay.member.id);
      stay.editableMessages.set(clientMsgId, { letterIds: [said.id], sentAt }, saidAt);
      return said;
    });
  }

  /** Notes that they write, or stopped. It may have been on its way when their page closed, which it does not undo. */
  setTyping(stay: RoomSession, { stopped = false }: { stopped?: boolean | undefined }) {
    const { presence } = this.#options.postOffice;
    stay.lastSeenAt = this.#options.environment.monotonicNow();
    if (stopped) presence.stopTyping(stay.member.id);
    else presence.startTyping(stay.member.id, stay.lastSeenAt);
  }

  /** Gives a line of their own another text. Refuses as `say` does, and lines that are not theirs, are deleted, or were said too long ago. */
  edit(
    stay: RoomSession,
    { targetClientMsgId, text: typed, clientMsgId }: { targetClientMsgId: string; text: string; clientMsgId: string },
  ): MutationResult {
    const text = this.#options.policy.parseText(typed);
    return this.#runIdempotent(stay, { clientMsgId, what: ['edit', targetClientMsgId, text] }, () => {
      const { letterIds } = this.#editableMessage(stay, targetClientMsgId);
      this.#assertRateLimit(stay);
      const [letter] = letterIds;
      const edited = this.#broadcast({ type: 'edited', member: stay.member, letter, text, clientMsgId });
      letterIds.push(edited.id);
      return edited;
    });
  }

  /** Takes a line of their own back, so that nobody reads it any more who has not yet. Refuses as `edit` does. */
  delete(
    stay: RoomSession,
    { targetClientMsgId, clientMsgId }: { targetClientMsgId: string; clientMsgId: string },
  ): MutationResult {
    return this.#runIdempotent(stay, { clientMsgId, what: ['delete', targetClientMsgId] }, () => {
      const { letterIds } = this.#editableMessage(stay, targetClientMsgId);
      this.#assertRateLimit(stay);
      stay.editableMessages.delete(targetClientMsgId);
      this.#options.ledger.redact(letterIds);
      const [letter] = letterIds;
      return this.#broadcast({ type: 'deleted', member: stay.member, letter, clientMsgId });
    });
  }

  /** Calls them something else. Refuses a nickname that is invalid or somebody else's. */
  rename(stay: RoomSession, { nickname: typed, clientMsgId }: { nickname: string; clientMsgId: string }) {
    const { policy, sessions, absentees, ledger, environment } = this.#options;
    const nickname = policy.parseNickname(typed);
    const { nickname: before } = stay.member;
    const isKnown = stay.completedMutations.get(clientMsgId) !== undefined;
    const you: Member = { ...stay.member, nickname };
    if (!isKnown && nickname === before) return { you, id: ledger.next - 1, at: environment.now(), duplicate: true };
    const done = this.#runIdempotent(stay, { clientMsgId, what: ['rename', nickname] }, () => {
      const keys = nicknameKeys(nickname);
      refuseTaken(keys, stay, { here, absent });
      this.#assertRateLimit(stay);
      sessions.rename(stay, { nickname, keys });
      return this.#broadcast({ type: 'renamed', member: stay.member, before, clientMsgId });
    });
    return { you, ...done };
  }

  /** Does it, or answers as the first time. Whatever is refused is not remembered. */
  #runIdempotent(
    stay: RoomSession,
    asked: { clientMsgId: string; what: readonly string[] },
    act: () => Letter,
  ): MutationResult {
    const what = JSON.stringify(asked.what);
    const before = stay.completedMutations.get(asked.clientMsgId);
    if (before && before.fingerprint !== what) throw new RefusalError({ refusal: 'id-reused' });
    if (before) return { id: before.id, at: before.at, duplicate: true };
    const { id, at } = act();
    stay.completedMutations.set(asked.clientMsgId, { fingerprint, id, at }, this.#options.environment.monotonicNow());
    return { id, at, duplicate: false };
  }

  #editableMessage(stay: RoomSession, clientMsgId: string): EditableMessage {
    const line = stay.editableMessages.get(clientMsgId);
    if (!line) throw new RefusalError({ refusal: 'message-unknown' });
    const { editableMs: limit } = fixedLimits;
    if (this.#options.environment.monotonicNow() - line.sentAt > limit)
      throw new RefusalError({ refusal: 'too-late', limit });
    return line;
  }

  #assertRateLimit(stay: RoomSession) {
    const retryAfterMs = stay.rateLimiter.tryAcquire(this.#options.environment.monotonicNow());
    if (retryAfterMs === 0) return;
    throw new RefusalError({ refusal: 'too-fast', retryAfterMs, limit: this.#options.settings.messagesPerWindow });
  }

  #broadcast(event: RoomEvent): Letter {
    return this.#options.postOffice.broadcast(event, this.#options.environment.now());
  }
}

interface RoomMutationsOptions {
  readonly settings: Settings;
  readonly environment: RoomEnvironment;
  readonly policy: RoomPolicy;
  readonly ledger: Ledger;
  readonly postOffice: PostOffice;
  readonly sessions: SessionRegistry;
  readonly absentees: Absentees;
}
