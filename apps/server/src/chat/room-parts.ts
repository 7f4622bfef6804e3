import { fixedLimits, type RoomSettings } from '@mailroom/shared';
import { durableSettings } from './durable-settings.ts';
import type { RoomEnvironment } from './environment.ts';
import { ExpiringMap } from './expiring-map.ts';
import { Ledger } from './ledger/ledger.ts';
import { createRoomBudgets, type RoomBudgets } from './limits/budget.ts';
import { RateLimiter } from './limits/rate-limiter.ts';
import { ReadAllowance } from './limits/read-allowance.ts';
import { RetiredRateLimiters } from './limits/retired-rate-limiters.ts';
import { PostOffice } from './mailbox/post-office.ts';
import { Roles } from './moderation/roles.ts';
import { ReadCosts } from './read-costs.ts';
import { RoomPolicy } from './room-policy.ts';
import type { RoomState } from './room-state.ts';
import { Absentees } from './session/absentees.ts';
import { createJoinAttempts, type JoinAttempts } from './session/join-attempts.ts';
import { createCompletedMutations, type RoomSession, type SessionState } from './session/room-session.ts';
import { SessionRegistry } from './session/session-registry.ts';

/** The state and collaborators that the classes of a room share. */
export interface RoomParts {
  readonly settings: RoomSettings;
  readonly environment: RoomEnvironment;
  readonly policy: RoomPolicy;
  readonly ledger: Ledger;
  readonly postOffice: PostOffice;
  readonly sessions: SessionRegistry;
  readonly absentees: Absentees;
  readonly budgets: RoomBudgets;
  readonly readCosts: ReadCosts;
  readonly joinAttempts: JoinAttempts;
  readonly roles: Roles;
  readonly retiredRateLimiters: RetiredRateLimiters;
  /** The ids of sessions that were renewed: a request of another tab may be in flight with one. */
  readonly formerSessionIds: ExpiringMap<true>;
  /** Room time of the last pruning, in ms. Named as in the stored state. */
  forgottenAt: number;
}

/** Creates the parts of a new room, or, with a `state`, of one that continues from there. */
export const createRoomParts = (
  settings: RoomSettings,
  environment: RoomEnvironment,
  state: RoomState | undefined,
): RoomParts => {
  const { idempotencyMs, maxRememberedAttempts, maxTrackedBudgets, maxWaitsPerSession, nicknameReservedMs } =
    fixedLimits;
  const ledger = new Ledger(
    {
      epoch: state?.ledger.epoch ?? environment.newId(),
      messages: { letters: settings.ledgerLetters, bytes: settings.ledgerBytes },
      memberships: { letters: settings.ledgerMemberships, bytes: settings.ledgerMembershipBytes },
    },
    state?.ledger,
  );
  const postOffice = new PostOffice({
    ledger,
    maxWaitsPerMailbox: maxWaitsPerSession,
    maxParkedWaits: settings.parkedWaits,
    // The presence is not kept. By the wall clock, its version is larger than any that a client can have: there is at most one a second.
    presenceVersion: state ? environment.now() : 0,
    scheduleDelivery: (deliver) => environment.scheduleDelivery(deliver),
  });
  const budgets = createRoomBudgets(settings, state?.budgets);
  const rateLimiters = (state?.rateLimiters ?? []).map((acquiredAt) => createRateLimiter(settings, acquiredAt));
  const rateLimiterAt = (index: number) => rateLimiters[index] ?? createRateLimiter(settings);
  const parts: RoomParts = {
    settings,
    environment,
    policy: new RoomPolicy(settings),
    ledger,
    postOffice,
    sessions: new SessionRegistry(),
    absentees: new Absentees({ ttlMs: nicknameReservedMs, maxSize: settings.members }),
    budgets,
    readCosts: new ReadCosts({
      budget: budgets.reads,
      ledger,
      presence: postOffice.presence,
      monotonicNow: () => environment.monotonicNow(),
    }),
    joinAttempts: createJoinAttempts(settings, state?.joinAttempts),
    roles: new Roles(state?.roles),
    retiredRateLimiters: new RetiredRateLimiters(
      { maxPerNetwork: settings.membersPerNetwork || maxTrackedBudgets, maxNetworks: maxTrackedBudgets },
      (state?.retiredRateLimiters ?? []).map(([network, indexes]) => [network, indexes.map(rateLimiterAt)]),
    ),
    formerSessionIds: new ExpiringMap<true>({ ttlMs: idempotencyMs, maxSize: maxRememberedAttempts }),
    forgottenAt: state?.forgottenAt ?? environment.monotonicNow(),
  };
  for (const [sessionId, renewedAt] of state?.formerSessionIds ?? []) {
    parts.formerSessionIds.set(sessionId, true, renewedAt);
  }
  const restoreSession = ({ firstLetterId, ...session }: SessionState): RoomSession => ({
    ...session,
    joinAttemptId: session.joinAttemptId,
    grantId: session.grantId,
    rateLimiter: rateLimiterAt(session.rateLimiter),
    readAllowance: new ReadAllowance(parts.readCosts.updateCount),
    completedMutations: createCompletedMutations(settings, session.completedMutations),
    mailbox: postOffice.open({ address: session.sessionId, firstLetterId }),
    lastSeenAt: session.lastCommandAt,
    closing: undefined,
    unusedSince: undefined,
  });
  for (const session of state?.sessions ?? []) {
    parts.sessions.add(restoreSession(session));
    if (session.isExpired) postOffice.close(session.sessionId, { type: 'closed', why: 'expired' });
  }
  for (const { absentSince, ...session } of state?.absentees ?? []) {
    parts.absentees.add(restoreSession(session), absentSince);
    postOffice.close(session.sessionId, { type: 'closed', why: 'timeout' });
  }
  return parts;
};

/** Returns the durable state of a room. */
export const roomStateOf = (parts: RoomParts): RoomState => {
  const rateLimiters = new Map<RateLimiter, number>();
  const indexOf = (rateLimiter: RateLimiter) => {
    const index = rateLimiters.get(rateLimiter) ?? rateLimiters.size;
    rateLimiters.set(rateLimiter, index);
    return index;
  };
  const sessionState = (session: RoomSession): SessionState => ({
    sessionId: session.sessionId,
    startedAt: session.startedAt,
    isExpired: session.isExpired,
    member: session.member,
    nicknameHistory: session.nicknameHistory,
    nicknameKeys: session.nicknameKeys,
    clientNetwork: session.clientNetwork,
    ...(session.joinAttemptId !== undefined && { joinAttemptId: session.joinAttemptId }),
    ...(session.grantId !== undefined && { grantId: session.grantId }),
    firstLetterId: session.mailbox.firstLetterId,
    lastCommandAt: session.lastCommandAt,
    rateLimiter: indexOf(session.rateLimiter),
    completedMutations: session.completedMutations.state(),
  });
  const sessions = Array.from(parts.sessions.all(), sessionState);
  const absentees = Array.from(parts.absentees.all(), ({ session, absentSince }) =>
    Object.assign(sessionState(session), { absentSince }),
  );
  const retiredRateLimiters = Array.from(
    parts.retiredRateLimiters.entries(),
    ([network, retired]) => [network, retired.map(indexOf)] as const,
  );
  return {
    settings: durableSettings(parts.settings),
    forgottenAt: parts.forgottenAt,
    ledger: parts.ledger.state(),
    rateLimiters: Array.from(rateLimiters.keys(), (rateLimiter) => rateLimiter.state()),
    sessions,
    absentees,
    joinAttempts: parts.joinAttempts.state(),
    formerSessionIds: parts.formerSessionIds.entries().map(([id, , renewedAt]) => [id, renewedAt] as const),
    retiredRateLimiters,
    budgets: { joins: parts.budgets.joins.state(), messages: parts.budgets.messages.state() },
    roles: parts.roles.state(),
  };
};

/** @param acquiredAt the times of its last acquisitions, oldest first */
export const createRateLimiter = ({ messagesPerWindow, windowMs }: RoomSettings, acquiredAt?: readonly number[]) =>
  new RateLimiter(messagesPerWindow, windowMs, acquiredAt);
