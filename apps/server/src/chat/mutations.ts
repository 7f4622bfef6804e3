import { fixedLimits, type Letter, type Member, type Reaction } from '@mailroom/shared';
import type { MutationCommand, ReactCommand } from './command.ts';
import type { Budget } from './limits/budget.ts';
import { RefusalError } from './limits/refusal-error.ts';
import type { RoomParts } from './room-parts.ts';
import { recordActivity, type RoomSession } from './session/room-session.ts';

/** The result of a mutation. A repeated mutation has the result of the first one, with `duplicate: true`. */
export interface MutationResult {
  /** The id of the letter that announced the mutation. */
  readonly id: number;
  /** When the letter was appended, in ms since 1970. */
  readonly at: number;
  readonly duplicate: boolean;
}

/**
 * The mutations of a member: sending, editing and deleting messages, reacting to them, and renaming. Each is executed once per mutation id.
 * They share one set of ids and one rate limit.
 */
export class RoomMutations {
  readonly #parts: RoomParts;

  constructor(parts: RoomParts) {
    this.#parts = parts;
  }

  /**
   * Checks whether `execute` would accept a mutation now, and charges nothing for it. One that changes nothing costs a read.
   *
   * @returns the result of a mutation that changes nothing: it was executed before, renames to the current nickname, or repeats a reaction
   * @throws {RefusalError} as the method of `ChatRoom` does that prepares the command
   */
  check(session: RoomSession, command: MutationCommand): MutationResult | undefined {
    const result = this.#resultWithoutChange(session, command);
    if (result) this.#parts.readCosts.chargeCall(session);
    return result;
  }

  /** @throws {RefusalError} as `check` does, except that nothing is charged for a mutation that changes nothing */
  execute(session: RoomSession, command: MutationCommand): MutationResult {
    return this.#resultWithoutChange(session, command) ?? this.#commit(session, command);
  }

  /** See `ChatRoom.setTyping`. */
  setTyping(session: RoomSession, { stopped = false }: { stopped?: boolean | undefined }) {
    const { postOffice, budgets, environment } = this.#parts;
    const { presence } = postOffice;
    const now = environment.monotonicNow();
    // Not `touch`: the request may have been in flight when the page closed, and must not cancel that.
    recordActivity(session, now);
    budgets.typing.charge(session, { now });
    if (stopped) presence.stopTyping(session.member.id);
    else presence.startTyping(session.member.id, now);
  }

  /** @throws {RefusalError} if the mutation would change something, but may not */
  #resultWithoutChange(session: RoomSession, command: MutationCommand): MutationResult | undefined {
    const { environment, ledger, sessions, absentees } = this.#parts;
    const now = environment.monotonicNow();
    const completed = session.completedMutations.get(command.mutationId, now);
    if (completed && completed.requestDigest !== this.#requestDigest(command)) {
      throw new RefusalError({ refusal: 'id-reused' });
    }
    if (completed) return { id: completed.letterId, at: completed.at, duplicate: true };
    if (this.#changesNothing(session, command)) return { id: ledger.next - 1, at: environment.now(), duplicate: true };
    if (command.type === 'edit' || command.type === 'delete') this.#editableLetterId(session, command.targetMutationId);
    if (command.type === 'send' && command.replyTo !== undefined) this.#messageLetterId(command.replyTo);
    if (command.type === 'react') this.#reactionsAfter(session, command);
    if (command.type === 'rename') {
      sessions.assertNicknameFree(command.nicknameKeys, { requester: session, absentees, now });
    }
    this.#assertRate(session, this.#budgetOf(command));
    return undefined;
  }

  #commit(session: RoomSession, command: MutationCommand): MutationResult {
    const { environment } = this.#parts;
    const now = environment.monotonicNow();
    const { clientNetwork, rateLimiter, completedMutations } = session;
    this.#budgetOf(command).spend({ clientNetwork }, { now });
    rateLimiter.acquire(now);
    const { id, at } = this.#apply(session, command);
    const requestDigest = this.#requestDigest(command);
    completedMutations.add(
      command.mutationId,
      { requestDigest, letterId: id, at, isMessage: command.type === 'send' },
      now,
    );
    return { id, at, duplicate: false };
  }

  /** Changes what the mutation changes, and announces it. */
  #apply(session: RoomSession, command: MutationCommand): Letter {
    const { environment, ledger, postOffice, sessions } = this.#parts;
    const { mutationId } = command;
    const { member } = session;
    const at = environment.now();
    switch (command.type) {
      case 'send': {
        const replyTo = command.replyTo === undefined ? undefined : this.#messageLetterId(command.replyTo);
        const reply = replyTo !== undefined && { replyTo };
        const letter = postOffice.broadcast({ type: 'said', member, text: command.text, ...reply, mutationId }, at);
        postOffice.presence.clearTyping(member.id);
        return letter;
      }
      case 'edit': {
        const letterId = this.#editableLetterId(session, command.targetMutationId);
        return postOffice.broadcast({ type: 'edited', member, letterId, text: command.text, mutationId }, at);
      }
      case 'delete': {
        const letterId = this.#editableLetterId(session, command.targetMutationId);
        session.completedMutations.markDeleted(command.targetMutationId);
        ledger.redactMessage(letterId);
        return postOffice.broadcast({ type: 'deleted', member, letterId, mutationId }, at);
      }
      case 'react': {
        const { letterId, reactions } = this.#reactionsAfter(session, command);
        return postOffice.broadcast({ type: 'reacted', member, letterId, reactions, mutationId }, at);
      }
      case 'rename': {
        sessions.rename(session, { nickname: command.nickname, keys: command.nicknameKeys });
        const formerNickname = member.nickname;
        return postOffice.broadcast({ type: 'renamed', member: session.member, formerNickname, mutationId }, at);
      }
    }
  }

  /** Whether the mutation would change nothing. */
  #changesNothing({ member }: RoomSession, command: MutationCommand): boolean {
    if (command.type === 'rename') return command.nickname === member.nickname;
    if (command.type !== 'react') return false;
    const letterId = this.#messageLetterId(command.targetMutationId);
    return this.#parts.ledger.reactionsTo(letterId).find(isBy(member))?.emoji === command.emoji;
  }

  /**
   * Returns the reactions that the message has after the command. The member's new reaction replaces an earlier one and comes last.
   *
   * @throws {RefusalError} `message-unknown`, `too-many-reactions`
   */
  #reactionsAfter({ member }: RoomSession, { targetMutationId, emoji }: ReactCommand) {
    const letterId = this.#messageLetterId(targetMutationId);
    const isByAnother = (reaction: Reaction) => !isBy(member)(reaction);
    const others = this.#parts.ledger.reactionsTo(letterId).filter(isByAnother);
    if (emoji === undefined) return { letterId, reactions: others };
    return { letterId, reactions: [...this.#withRoomForOne(others), { emoji, member }] };
  }

  /**
   * Returns `reactions`; if the limit is reached, without the oldest one whose author has left.
   *
   * @throws {RefusalError} `too-many-reactions`, if all are from members and absentees
   */
  #withRoomForOne(reactions: readonly Reaction[]): readonly Reaction[] {
    const { reactionsPerMessage: limit } = fixedLimits;
    if (reactions.length < limit) return reactions;
    const { sessions, absentees, environment } = this.#parts;
    const absentIds = absentees.memberIds(environment.monotonicNow());
    const oldest = reactions.findIndex(({ member: { id } }) => !sessions.hasMember(id) && !absentIds.has(id));
    if (oldest < 0) throw new RefusalError({ refusal: 'too-many-reactions', limit });
    return reactions.toSpliced(oldest, 1);
  }

  /**
   * Returns the id of the letter that sent a message of any member.
   *
   * @throws {RefusalError} `message-unknown`, if the ledger does not hold it, or it was deleted
   */
  #messageLetterId(mutationId: string): number {
    const letterId = this.#parts.ledger.messageLetterId(mutationId);
    if (letterId === undefined) throw new RefusalError({ refusal: 'message-unknown' });
    return letterId;
  }

  /**
   * Returns the id of the letter that sent a message which this member may change now.
   *
   * @throws {RefusalError} `message-unknown`, `too-late`
   */
  #editableLetterId(session: RoomSession, mutationId: string): number {
    const now = this.#parts.environment.monotonicNow();
    const message = session.completedMutations.get(mutationId, now);
    if (!message?.isMessage) throw new RefusalError({ refusal: 'message-unknown' });
    const { editableMs: limit } = fixedLimits;
    const ageMs = now - message.completedAt;
    if (ageMs > limit) throw new RefusalError({ refusal: 'too-late', limit });
    return message.letterId;
  }

  /**
   * Checks the member's rate limit and the budget of the network.
   *
   * @throws {RefusalError} `too-fast`
   */
  #assertRate({ rateLimiter, clientNetwork }: RoomSession, budget: Budget) {
    const now = this.#parts.environment.monotonicNow();
    const retryAfterMs = rateLimiter.retryAfterMs(now);
    const { messagesPerWindow: limit } = this.#parts.settings;
    const rateLimit = retryAfterMs > 0 ? ({ refusal: 'too-fast', retryAfterMs, limit } as const) : undefined;
    budget.assertNetworkHasEnough(clientNetwork, { now, rateLimit });
  }

  #budgetOf({ type }: MutationCommand): Budget {
    const { joins, messages } = this.#parts.budgets;
    return type === 'rename' ? joins : messages;
  }

  /** Returns the digest of what the member asked for. */
  #requestDigest(command: MutationCommand): string {
    return this.#parts.environment.digest(JSON.stringify(requestOf(command)));
  }
}

const isBy =
  ({ id }: Member) =>
  ({ member }: Reaction) =>
    member.id === id;

const requestOf = (command: MutationCommand): readonly string[] => {
  switch (command.type) {
    case 'send':
      return ['send', command.text, ...(command.replyTo === undefined ? [] : [command.replyTo])];
    case 'edit':
      return ['edit', command.targetMutationId, command.text];
    case 'delete':
      return ['delete', command.targetMutationId];
    case 'react':
      return ['react', command.targetMutationId, command.emoji ?? ''];
    case 'rename':
      return ['rename', command.nickname];
  }
};
