import { fixedLimits, type Letter, type Member, type RoomEvent, type RoomSettings } from '@mailroom/shared';
import type { Absentees } from './absentees.ts';
import type { Budget, RoomBudgets } from './budget.ts';
import type { RoomEnvironment } from './environment.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { PostOffice } from './post-office.ts';
import type { ReadCosts } from './read-costs.ts';
import { RefusalError } from './refusal-error.ts';
import type { RoomPolicy } from './room-policy.ts';
import type { RoomSession } from './room-session.ts';
import type { SessionRegistry } from './session-registry.ts';

/** The result of a mutation. A repeated mutation has the result of the first one, with `duplicate: true`. */
export interface MutationResult {
  /** The id of the letter that announced the mutation. */
  readonly id: number;
  /** When the letter was appended, in ms since 1970. */
  readonly at: number;
  readonly duplicate: boolean;
}

/**
 * The mutations of a member: sending, editing and deleting messages, and renaming. Each is executed once per
 * `clientMsgId`. They share one set of ids and one rate limit.
 */
export class RoomMutations {
  readonly #options: RoomMutationsOptions;

  constructor(options: RoomMutationsOptions) {
    this.#options = options;
  }

  /** See `ChatRoom.send`. */
  send(session: RoomSession, { text: input, clientMsgId }: { text: string; clientMsgId: string }): MutationResult {
    const { policy, budgets } = this.#options;
    const text = policy.parseText(input);
    return this.#runIdempotent(session, { clientMsgId, request: ['send', text] }, (mutationId) => {
      this.#charge(session, budgets.messages);
      const letter = this.#broadcast({ type: 'said', member: session.member, text, mutationId });
      this.#options.postOffice.presence.clearTyping(session.member.id);
      return letter;
    });
  }

  /** See `ChatRoom.setTyping`. */
  setTyping(session: RoomSession, { stopped = false }: { stopped?: boolean | undefined }) {
    const { postOffice, budgets, environment } = this.#options;
    const { presence } = postOffice;
    // Not `touch`: the request may have been in flight when the page closed, and must not cancel that.
    session.lastSeenAt = environment.monotonicNow();
    budgets.typing.charge(session, { now: session.lastSeenAt });
    if (stopped) presence.stopTyping(session.member.id);
    else presence.startTyping(session.member.id, session.lastSeenAt);
  }

  /** See `ChatRoom.edit`. */
  edit(
    session: RoomSession,
    { targetMutationId, text: input, clientMsgId }: { targetMutationId: string; text: string; clientMsgId: string },
  ): MutationResult {
    const { policy, budgets } = this.#options;
    const text = policy.parseText(input);
    return this.#runIdempotent(session, { clientMsgId, request: ['edit', targetMutationId, text] }, (mutationId) => {
      const letterId = this.#editableLetterId(session, targetMutationId);
      this.#charge(session, budgets.messages);
      return this.#broadcast({ type: 'edited', member: session.member, letterId, text, mutationId });
    });
  }

  /** See `ChatRoom.delete`. */
  delete(
    session: RoomSession,
    { targetMutationId, clientMsgId }: { targetMutationId: string; clientMsgId: string },
  ): MutationResult {
    return this.#runIdempotent(session, { clientMsgId, request: ['delete', targetMutationId] }, (mutationId) => {
      const letterId = this.#editableLetterId(session, targetMutationId);
      this.#charge(session, this.#options.budgets.messages);
      session.completedMutations.markDeleted(targetMutationId);
      this.#options.ledger.redactMessage(letterId);
      return this.#broadcast({ type: 'deleted', member: session.member, letterId, mutationId });
    });
  }

  /** See `ChatRoom.rename`. */
  rename(
    session: RoomSession,
    { nickname: input, clientMsgId }: { nickname: string; clientMsgId: string },
  ): MutationResult & { you: Member } {
    const { policy, sessions, absentees, ledger, environment, budgets } = this.#options;
    const nickname = policy.parseNickname(input);
    const { nickname: formerNickname } = session.member;
    const isRepeated = session.completedMutations.get(environment.digest(clientMsgId)) !== undefined;
    const you: Member = { ...session.member, nickname };
    if (!isRepeated && nickname === formerNickname) {
      this.#options.readCosts.chargeCall(session);
      return { you, id: ledger.next - 1, at: environment.now(), duplicate: true };
    }
    const result = this.#runIdempotent(session, { clientMsgId, request: ['rename', nickname] }, (mutationId) => {
      const keys = policy.keysOf(nickname);
      sessions.assertNicknameFree(keys, session, absentees);
      this.#charge(session, budgets.joins);
      sessions.rename(session, { nickname, keys });
      return this.#broadcast({ type: 'renamed', member: session.member, formerNickname, mutationId });
    });
    return { you, ...result };
  }

  /**
   * Executes a mutation, or returns the result of the first one with this `clientMsgId`. A mutation that throws is not
   * recorded.
   *
   * @throws {RefusalError} `id-reused` if the id belongs to a mutation with another `request`
   */
  #runIdempotent(
    session: RoomSession,
    { clientMsgId, request }: { clientMsgId: string; request: readonly string[] },
    execute: (mutationId: string) => Letter,
  ): MutationResult {
    const { environment } = this.#options;
    const mutationId = environment.digest(clientMsgId);
    const requestDigest = environment.digest(JSON.stringify(request));
    const completed = session.completedMutations.get(mutationId);
    if (completed && completed.requestDigest !== requestDigest) throw new RefusalError({ refusal: 'id-reused' });
    if (completed) {
      this.#options.readCosts.chargeCall(session);
      return { id: completed.letterId, at: completed.at, duplicate: true };
    }
    const { id, at } = execute(mutationId);
    const isMessage = request[0] === 'send';
    session.completedMutations.add(
      mutationId,
      { requestDigest, letterId: id, at, isMessage },
      environment.monotonicNow(),
    );
    return { id, at, duplicate: false };
  }

  /**
   * Returns the id of the letter that sent a message which this member may change now.
   *
   * @throws {RefusalError} `message-unknown`, `too-late`
   */
  #editableLetterId(session: RoomSession, mutationId: string): number {
    const message = session.completedMutations.get(mutationId);
    if (!message?.isMessage) throw new RefusalError({ refusal: 'message-unknown' });
    const { editableMs: limit } = fixedLimits;
    const ageMs = this.#options.environment.monotonicNow() - message.completedAt;
    if (ageMs > limit) throw new RefusalError({ refusal: 'too-late', limit });
    return message.letterId;
  }

  /**
   * Counts a mutation for the member's rate limit and charges it to the network, or does neither.
   *
   * @throws {RefusalError} `too-fast`
   */
  #charge({ rateLimiter, clientNetwork }: RoomSession, budget: Budget) {
    const now = this.#options.environment.monotonicNow();
    const retryAfterMs = rateLimiter.retryAfterMs(now);
    const { messagesPerWindow: limit } = this.#options.settings;
    const rateLimit = retryAfterMs > 0 ? ({ refusal: 'too-fast', retryAfterMs, limit } as const) : undefined;
    budget.chargeNetwork(clientNetwork, { now, rateLimit });
    rateLimiter.acquire(now);
  }

  #broadcast(event: RoomEvent): Letter {
    return this.#options.postOffice.broadcast(event, this.#options.environment.now());
  }
}

interface RoomMutationsOptions {
  readonly settings: RoomSettings;
  readonly environment: RoomEnvironment;
  readonly policy: RoomPolicy;
  readonly ledger: Ledger;
  readonly postOffice: PostOffice;
  readonly sessions: SessionRegistry;
  readonly absentees: Absentees;
  readonly budgets: RoomBudgets;
  readonly readCosts: ReadCosts;
}
