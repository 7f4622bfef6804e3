import type { JoinResult } from '@mailroom/shared';
import type { JoinCommand } from './command.ts';
import { networkAndPrefix } from './limits/network-prefix.ts';
import type { RateLimiter } from './limits/rate-limiter.ts';
import { ReadAllowance } from './limits/read-allowance.ts';
import { RefusalError } from './limits/refusal-error.ts';
import type { JoinRequest } from './requests.ts';
import { createRateLimiter, type RoomParts } from './room-parts.ts';
import type { RoomModeration } from './moderation/moderation.ts';
import type { SessionLifecycle } from './session-lifecycle.ts';
import { createCompletedMutations, recordUse, touchByJoin, type RoomSession } from './session/room-session.ts';

type JoinWithoutIds = Omit<JoinCommand, 'newSessionId' | 'newMemberId'>;

/** What a join does: it returns a live session, perhaps under a new id, or adds one, perhaps in place of the one `before`. */
type JoinPlan =
  | { readonly live: RoomSession; readonly isNew: false }
  | {
      readonly live: RoomSession | undefined;
      readonly isNew: true;
      readonly before: RoomSession | undefined;
      readonly nickname: string;
      readonly nicknameKeys: readonly string[];
    };

/** Joins the room: adds members, resumes absent sessions and returns live ones. */
export class RoomJoins {
  readonly #parts: RoomParts;
  readonly #lifecycle: SessionLifecycle;
  readonly #moderation: RoomModeration;

  constructor(parts: RoomParts, lifecycle: SessionLifecycle, moderation: RoomModeration) {
    this.#parts = parts;
    this.#lifecycle = lifecycle;
    this.#moderation = moderation;
  }

  /**
   * Checks whether `execute` would accept a join now. Charges the caller for the list of members that a repeated join brings.
   *
   * @returns the live session that the join returns, if it changes nothing durable
   * @throws {RefusalError} as `ChatRoom.prepareJoin` does
   */
  check(command: JoinWithoutIds, { resume = false }: Pick<JoinRequest, 'resume'> = {}): RoomSession | undefined {
    const { readCosts, sessions, joinAttempts, environment } = this.#parts;
    const plan = this.#plan(command);
    if (resume && plan.isNew && plan.before?.member.nickname !== plan.nickname) {
      throw new RefusalError({ refusal: 'no-session' });
    }
    if (plan.isNew) return undefined;
    const { live } = plan;
    readCosts.chargeList(live, sessions.size);
    const now = environment.monotonicNow();
    touchByJoin(live, { monotonicNow: now, hasSessionId: command.sessionId === live.sessionId });
    const needsGrant = this.#moderation.needsGrant(live, command.grantId);
    return !live.isExpired && !needsGrant && joinAttempts.isRecordedFor(live, command.attemptId, now)
      ? live
      : undefined;
  }

  /**
   * Returns the session id for a client without one that the room knows: that of the member or absentee with this nickname, if the attempt is
   * that of its latest join and too old to be remembered as an attempt.
   */
  lostSessionId({ nickname, nicknameKeys, attemptId }: JoinWithoutIds): string | undefined {
    const { sessions, absentees, joinAttempts, environment } = this.#parts;
    const now = environment.monotonicNow();
    if (attemptId === undefined || joinAttempts.sessionIdFor(attemptId, { nickname, own: undefined, now }))
      return undefined;
    const holders = nicknameKeys.flatMap(
      (key) => sessions.byNicknameKey(key) ?? absentees.byNicknameKey(key, now) ?? [],
    );
    return holders.find(({ joinAttemptId }) => joinAttemptId === attemptId)?.sessionId;
  }

  /** @throws {RefusalError} as `ChatRoom.prepareJoin` does */
  execute(command: JoinCommand): RoomSession {
    const { joinAttempts, environment } = this.#parts;
    const session = this.#resolveSession(command);
    if (command.sessionId === session.sessionId) recordUse(session);
    joinAttempts.record(command.attemptId, session, environment.monotonicNow());
    this.#moderation.useGrant(session, command.grantId);
    return session;
  }

  resultFor({ member, mailbox }: RoomSession): JoinResult {
    const { sessions, ledger, settings, policy } = this.#parts;
    // Not a spread: that would read `members` and build the list.
    return Object.assign(sessions.snapshot({ epoch: ledger.epoch, next: ledger.next }), {
      you: member,
      letters: mailbox.history(settings.historyOnJoin),
      limits: policy.limits,
      room: policy.info,
    });
  }

  /** @throws {RefusalError} as `ChatRoom.prepareJoin` does */
  #plan({ nickname: requested, nicknameKeys, clientNetwork, sessionId, attemptId }: JoinWithoutIds): JoinPlan {
    const { sessions, absentees, joinAttempts, budgets, environment } = this.#parts;
    const now = environment.monotonicNow();
    const find = (id: string | undefined) =>
      id === undefined ? undefined : (sessions.bySessionId(id) ?? absentees.bySessionId(id, now));
    const attempted = joinAttempts.sessionIdFor(attemptId, { nickname: requested, own: find(sessionId), now });
    const before = find(attempted ?? sessionId);
    // Without this check, a repeated request would bring back a member who has left.
    if (attempted && !before) throw new RefusalError({ refusal: 'no-session' });
    if (attempted && !before?.nicknameHistory.includes(requested)) throw new RefusalError({ refusal: 'id-reused' });

    const isRetry = attempted !== undefined && before !== undefined;
    const nickname = isRetry ? before.member.nickname : requested;
    const keys = isRetry ? before.nicknameKeys : nicknameKeys;
    const live = before && sessions.bySessionId(before.sessionId);
    if (live?.member.nickname === nickname) return { live, isNew: false };
    sessions.assertNicknameFree(keys, { requester: before, absentees, now });
    this.#assertCapacity(clientNetwork, live);
    budgets.joins.assertNetworkHasEnough(clientNetwork, { now });
    return { live, isNew: true, before, nickname, nicknameKeys: keys };
  }

  /** Returns the live session, resumes the absent one, or adds a new one. */
  #resolveSession(command: JoinCommand): RoomSession {
    const { absentees, budgets, retiredRateLimiters, readCosts, roles, settings, environment } = this.#parts;
    const now = environment.monotonicNow();
    const { clientNetwork, newSessionId } = command;
    const plan = this.#plan(command);
    if (!plan.isNew) {
      if (plan.live.isExpired) return this.#lifecycle.renew(plan.live, newSessionId);
      plan.live.lastCommandAt = now;
      return touchByJoin(plan.live, { monotonicNow: now, hasSessionId: command.sessionId === plan.live.sessionId });
    }
    const { live, before, nickname, nicknameKeys } = plan;
    budgets.joins.spend({ clientNetwork }, { now });

    // A browser is one member: under another nickname, the former member leaves.
    if (live) this.#lifecycle.remove(live, { why: 'left' });
    else if (before) absentees.remove(before);
    if (before) retiredRateLimiters.remove(before.clientNetwork, before.rateLimiter);
    this.#limitAbsentees(clientNetwork);
    const newId = { sessionId: newSessionId, startedAt: now, isExpired: false };
    if (before && !live && before.member.nickname === nickname) {
      const resumed = this.#lifecycle.isTooOld(before) ? { ...before, ...newId } : before;
      return this.#lifecycle.add({ ...resumed, clientNetwork }, before.mailbox.firstLetterId);
    }
    const grant = roles.grant(command.grantId ?? before?.grantId);
    return this.#lifecycle.add({
      ...newId,
      member: { id: command.newMemberId, nickname, ...(grant && { role: grant.role }) },
      nicknameHistory: [nickname],
      nicknameKeys,
      clientNetwork,
      joinAttemptId: undefined,
      grantId: grant?.id,
      rateLimiter: before?.rateLimiter ?? this.#rateLimiterFor(clientNetwork),
      readAllowance: new ReadAllowance(readCosts.updateCount),
      completedMutations: createCompletedMutations(settings),
    });
  }

  /** @throws {RefusalError} `room-full`, `too-many-from-host`; `live` is the session that the join replaces */
  #assertCapacity(clientNetwork: string, live: RoomSession | undefined) {
    const { policy, sessions } = this.#parts;
    policy.assertRoomCapacity(sessions.size - (live ? 1 : 0));
    const freed = live ? networkAndPrefix(live.clientNetwork) : [];
    for (const { networkOrPrefix, limit } of policy.networkCapacities(clientNetwork)) {
      const others = sessions.countFrom(networkOrPrefix) - (freed.includes(networkOrPrefix) ? 1 : 0);
      if (others >= limit) throw new RefusalError({ refusal: 'too-many-from-host', limit });
    }
  }

  /** Makes the longest absentees of the network give way to one more member: its members and absentees together are limited. */
  #limitAbsentees(clientNetwork: string) {
    const { policy, absentees, sessions } = this.#parts;
    for (const { networkOrPrefix, limit } of policy.networkCapacities(clientNetwork)) {
      absentees.pruneNetwork(networkOrPrefix, limit - sessions.countFrom(networkOrPrefix) - 1);
    }
  }

  /** Returns the rate limiter of a former member of the network, if one is still in use, so that nobody gets a fresh one by leaving. */
  #rateLimiterFor(clientNetwork: string): RateLimiter {
    const { settings, retiredRateLimiters, environment } = this.#parts;
    const retired = retiredRateLimiters.takeMostUsed(clientNetwork, environment.monotonicNow());
    return retired ?? createRateLimiter(settings);
  }
}
