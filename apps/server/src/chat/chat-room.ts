import type {
  GrantList,
  HistoryAnswer,
  JoinResult,
  Member,
  RoomPreview,
  RoomSettings,
  Snapshot,
  WaitAnswer,
} from '@mailroom/shared';
import type {
  ClaimCommand,
  InviteCommand,
  JoinCommand,
  LeaveCommand,
  ModerationCommand,
  MutationCommand,
  RenameCommand,
  RevokeCommand,
  RoomCommand,
  SweepCommand,
} from './command.ts';
import type { RoomEnvironment } from './environment.ts';
import { RoomJoins } from './joins.ts';
import { networkAndPrefix } from './limits/network-prefix.ts';
import type { Cursor, Listener } from './mailbox/cursor.ts';
import { RoomModeration, type ClaimResult, type InviteResult } from './moderation/moderation.ts';
import { RoomMutations, type MutationResult } from './mutations.ts';
import { RoomReads } from './reads.ts';
import type {
  ClaimRequest,
  DeleteRequest,
  EditRequest,
  HistoryRequest,
  InviteRequest,
  JoinRequest,
  LeaveRequest,
  ReactRequest,
  RenameRequest,
  ResignRequest,
  SendRequest,
} from './requests.ts';
import { createRoomParts, roomStateOf, type RoomParts } from './room-parts.ts';
import type { RoomState } from './room-state.ts';
import { SessionLifecycle } from './session-lifecycle.ts';
import { isAway, recordActivity, recordCommand, touch, type RoomSession } from './session/room-session.ts';
import { RoomSweeps } from './sweeps.ts';

/** The time in ms after which a client may ask the next process. */
const RESTART_MS = 1_000;

/** Calls of one network that may be prepared concurrently, before earlier ones were executed. */
const CALLS_AT_ONCE = 100;

/** What the room answers to a call at once, or the command that does what the call asks for. */
export type Prepared<Result, Command> = { readonly result: Result } | { readonly command: Command };

/** The result of a join: the id of the session, and what the client gets. */
export interface Joined {
  readonly sessionId: string;
  readonly result: JoinResult;
}

/** The result of a rename, with the member under the new nickname. */
export interface RenameResult extends MutationResult {
  readonly you: Member;
}

/**
 * The chat room: its sessions and everything that a session can do. Synchronous and deterministic: the same calls with the
 * same clocks and ids lead to the same room. SPEC.md lists the rules.
 *
 * A call that changes the durable state of the room takes two steps. A `prepare` method checks the call and returns the
 * result, if nothing has to change for it, or a command. `execute` executes the command, now or, after it was kept in a
 * journal, a little later; and once more in each room that is made from the journal. It depends on nothing but the state,
 * the command, and the time while it is executed. So it repeats all checks except the read budget.
 *
 * Methods that a member calls take the `sessionId` that a join returned. They throw a `RefusalError` with one of the codes
 * that their `@throws` names; any other error is a bug.
 */
export class ChatRoom {
  readonly #parts: RoomParts;
  readonly #joins: RoomJoins;
  readonly #moderation: RoomModeration;
  readonly #mutations: RoomMutations;
  readonly #reads: RoomReads;
  readonly #sweeps: RoomSweeps;
  readonly #lifecycle: SessionLifecycle;

  /** @param state what `state` returned for the room that this one continues, perhaps under other settings */
  constructor(settings: RoomSettings, environment: RoomEnvironment, state?: RoomState) {
    this.#parts = createRoomParts(settings, environment, state);
    this.#lifecycle = new SessionLifecycle(this.#parts);
    this.#moderation = new RoomModeration(this.#parts);
    this.#joins = new RoomJoins(this.#parts, this.#lifecycle, this.#moderation);
    this.#mutations = new RoomMutations(this.#parts);
    this.#reads = new RoomReads(this.#parts);
    this.#sweeps = new RoomSweeps(this.#parts, this.#lifecycle);
  }

  /** Returns the durable state. */
  state(): RoomState {
    return roomStateOf(this.#parts);
  }

  /**
   * Prepares a join, which adds a member, or returns the session of one who is in the room or absent. A repeated `attemptId`
   * returns the session of the first join, under the member's current nickname. A live session that joins under another
   * nickname leaves first. With `resume`, no member is added.
   *
   * @throws {RefusalError} `nickname-invalid`; `nickname-taken`; `room-full`; `too-many-from-host`; `too-fast`; `no-session`
   *   if the session that the attempt returned has ended, or there is none to resume; `id-reused` if its member never had this nickname
   */
  prepareJoin({ nickname: input, resume, presentedDigest, ...request }: JoinRequest): Prepared<Joined, JoinCommand> {
    const { policy, roles, environment } = this.#parts;
    const nickname = policy.parseNickname(input);
    const grantId = roles.grantOf(presentedDigest, environment.now())?.id;
    const grant = grantId === undefined ? {} : { grantId };
    const join = { type: 'join', nickname, nicknameKeys: policy.keysOf(nickname), ...request, ...grant } as const;
    const isKnown = request.sessionId !== undefined && this.memberIdOf(request.sessionId) !== undefined;
    const found = isKnown ? join : { ...join, sessionId: this.#joins.lostSessionId(join) ?? request.sessionId };
    const live = this.#joins.check(found, { resume });
    if (live) return { result: this.joined(live.sessionId) };
    return { command: { ...found, newSessionId: environment.newId(), newMemberId: environment.newId() } };
  }

  /**
   * Prepares a message to everyone, once per `clientMsgId`. `replyTo` is the mutation id of the message that it replies to.
   *
   * @throws {RefusalError} `no-session`; `text-invalid`; `too-fast`; `id-reused` if the id belongs to another mutation;
   *   `message-unknown` if the ledger does not hold the message that it replies to, or that was deleted
   */
  prepareSend(sessionId: string, message: SendRequest) {
    const session = this.#touchSession(sessionId);
    const text = this.#parts.policy.parseText(message.text);
    const { replyTo } = message;
    const mutationId = this.#mutationId(message);
    return this.#prepared(session, { type: 'send', sessionId, text, ...(replyTo && { replyTo }), mutationId });
  }

  /**
   * Prepares an edit, which replaces the text of a message. `targetMutationId` is the mutation id of its `said` letter.
   *
   * @throws {RefusalError} `no-session`; `text-invalid`; `too-fast`; `id-reused`; `message-unknown` if this member did not
   *   send the message or deleted it; `too-late` if it is older than `editableMs`
   */
  prepareEdit(sessionId: string, edit: EditRequest) {
    const session = this.#touchSession(sessionId);
    const { targetMutationId } = edit;
    const text = this.#parts.policy.parseText(edit.text);
    const mutationId = this.#mutationId(edit);
    return this.#prepared(session, { type: 'edit', sessionId, targetMutationId, text, mutationId });
  }

  /**
   * Prepares a deletion, which redacts the text of a message in all letters, and announces that. `targetMutationId` as in
   * `prepareEdit`.
   *
   * @throws {RefusalError} `no-session`; `too-fast`; `id-reused`; `message-unknown`; `too-late`
   */
  prepareDelete(sessionId: string, deletion: DeleteRequest) {
    const session = this.#touchSession(sessionId);
    const { targetMutationId } = deletion;
    const mutationId = this.#mutationId(deletion);
    return this.#prepared(session, { type: 'delete', sessionId, targetMutationId, mutationId });
  }

  /**
   * Prepares a reaction to a message of any member. It replaces an earlier one of this member, or withdraws that if it has no `emoji`. A
   * reaction that changes nothing is a `duplicate` without a letter: its `id` is that of the newest letter. `targetMutationId` as in
   * `prepareEdit`.
   *
   * @throws {RefusalError} `no-session`; `emoji-invalid`; `too-fast`; `id-reused`; `message-unknown` if the ledger does not
   *   hold the message, or it was deleted; `too-many-reactions`
   */
  prepareReact(sessionId: string, reaction: ReactRequest) {
    const session = this.#touchSession(sessionId);
    const { targetMutationId } = reaction;
    const emoji = reaction.emoji === undefined ? undefined : this.#parts.policy.parseEmoji(reaction.emoji);
    const mutationId = this.#mutationId(reaction);
    return this.#prepared(session, { type: 'react', sessionId, targetMutationId, ...(emoji && { emoji }), mutationId });
  }

  /**
   * Prepares a change of the nickname of the member, who stays the same member. The result has the member under the new
   * nickname. The current nickname is a `duplicate` without a letter: its `id` is that of the newest letter.
   *
   * @throws {RefusalError} `no-session`; `nickname-invalid`; `nickname-taken`; `too-fast`; `id-reused`
   */
  prepareRename(sessionId: string, renaming: RenameRequest): Prepared<RenameResult, RenameCommand> {
    const { policy } = this.#parts;
    const session = this.#touchSession(sessionId);
    const nickname = policy.parseNickname(renaming.nickname);
    const mutationId = this.#mutationId(renaming);
    const nicknameKeys = policy.keysOf(nickname);
    const command = { type: 'rename', sessionId, nickname, nicknameKeys, mutationId } as const;
    const result = this.#mutations.check(session, command);
    return result ? { result: renameResult(session, command, result) } : { command };
  }

  /**
   * Prepares the end of a session, or frees the nickname of an absentee. With `closing`, no command is needed: the session
   * ends after `closeGraceMs` without activity. Leaving is never refused for a limit, and changes nothing for an unknown
   * session, so that it can be repeated.
   *
   * @throws {RefusalError} `reason-invalid`
   */
  prepareLeave(
    sessionId: string,
    { reason: input = '', closing = false }: LeaveRequest,
  ): Prepared<undefined, LeaveCommand> {
    const { policy, sessions, absentees, environment } = this.#parts;
    const reason = policy.parseReason(input);
    const monotonicNow = environment.monotonicNow();
    const session = sessions.bySessionId(sessionId);
    if (closing && session) touch(session, monotonicNow).closing = { at: monotonicNow, pollsAnswered: 0 };
    const isKnown = session !== undefined || absentees.bySessionId(sessionId, monotonicNow) !== undefined;
    return isKnown && !closing ? { command: { type: 'leave', sessionId, reason } } : { result: undefined };
  }

  /**
   * Prepares an invitation to a role, which works once.
   *
   * @param sessionId the session of an owner, whose invitation expires after `invitationMs`; undefined: the operator invites, in place of earlier
   *   invitations of the operator to this role, and the invitation does not expire
   * @throws {RefusalError} `no-session`; `not-permitted`; `too-many-invitations`; `too-fast`; `id-reused` if an earlier invitation with this token
   *   is over
   */
  prepareInvite(sessionId: string | undefined, request: InviteRequest): Prepared<InviteResult, InviteCommand> {
    const session = sessionId === undefined ? undefined : this.#touchSession(sessionId);
    const invite = { type: 'invite', ...(sessionId !== undefined && { sessionId }), ...request } as const;
    const result = this.#moderation.checkInvite(invite);
    if (session) this.#parts.readCosts.chargeCall(session);
    return result ? { result } : { command: { ...invite, invitationId: this.#parts.environment.newId() } };
  }

  /**
   * Prepares a claim, which turns an invitation into a grant. A session in the room gets the role at once; a later join that presents the grant
   * gets it, too. It takes the place of the grants that the browser has, if those have a lower role. Otherwise the claim changes nothing.
   *
   * @throws {RefusalError} `invitation-invalid`; `too-many-grants`; `too-fast`
   */
  prepareClaim({ presentedDigest, clientNetwork, ...request }: ClaimRequest): Prepared<ClaimResult, ClaimCommand> {
    const formerGrantId = this.#parts.roles.grantOf(presentedDigest, this.#parts.environment.now())?.id;
    const claim = { type: 'claim', ...request, ...(formerGrantId !== undefined && { formerGrantId }) } as const;
    const result = this.#moderation.checkClaim(claim);
    this.#parts.readCosts.chargeCall({ clientNetwork });
    return result ? { result } : { command: { ...claim, grantId: this.#parts.environment.newId() } };
  }

  /**
   * Prepares the end of a grant or an open invitation. Does nothing if there is none with this id.
   *
   * @throws {RefusalError} `no-session`; `not-permitted`; `outranked`; `too-fast`
   */
  prepareRevoke(sessionId: string, id: string): Prepared<undefined, RevokeCommand> {
    const session = this.#touchSession(sessionId);
    const command = { type: 'revoke', sessionId, id } as const;
    const isNeeded = this.#moderation.checkRevoke(command);
    this.#parts.readCosts.chargeCall(session);
    return isNeeded ? { command } : { result: undefined };
  }

  /**
   * Prepares the end of the caller's own grants. Does nothing if there is none.
   *
   * @throws {RefusalError} `too-fast`
   */
  prepareResign({ presentedDigest, sessionId, clientNetwork }: ResignRequest): Prepared<undefined, ModerationCommand> {
    const { roles, sessions, readCosts, environment } = this.#parts;
    readCosts.chargeCall({ clientNetwork });
    const ofSession = sessionId === undefined ? undefined : sessions.current(sessionId)?.grantId;
    const grants = [roles.grantOf(presentedDigest, environment.now()), roles.grant(ofSession)];
    const grantIds = [...new Set(grants.flatMap((grant) => grant?.id ?? []))];
    return grantIds.length > 0 ? { command: { type: 'resign', grantIds } } : { result: undefined };
  }

  /** Whether there is an owner, in the room or not. */
  hasOwner(): boolean {
    return this.#parts.roles.isGranted('owner', this.#parts.environment.now());
  }

  /** Whether a token with this digest presents a grant. */
  isGrant(tokenDigest: string): boolean {
    return this.#parts.roles.grantOf(tokenDigest, this.#parts.environment.now()) !== undefined;
  }

  /**
   * Returns the key by which calls are serialized because they share a limit: for a join, its network or IPv6 /48; for a mutation, its session,
   * or the key of a join while its network's budget of messages or joins has fewer than `CALLS_AT_ONCE` calls left.
   */
  limitKeyOf(call: { clientNetwork: string } | { sessionId: string }): string {
    if ('clientNetwork' in call) return networkAndPrefix(call.clientNetwork).at(-1) ?? call.clientNetwork;
    const { sessions, budgets, environment } = this.#parts;
    const session = sessions.bySessionId(call.sessionId);
    if (!session) return call.sessionId;
    const cost = { cost: CALLS_AT_ONCE, now: environment.monotonicNow() };
    const isLow = [budgets.messages, budgets.joins].some((each) => each.networkShortage(session.clientNetwork, cost));
    return isLow ? this.limitKeyOf(session) : call.sessionId;
  }

  /** Returns the sweep that is due, which ends idle sessions and closed pages, or `undefined`. To be called every second. */
  dueSweep(): SweepCommand | undefined {
    return this.#sweeps.due();
  }

  /**
   * Executes a command.
   *
   * @throws {RefusalError} as the method does that prepares the command, but not for the read budget
   */
  execute(command: JoinCommand): string;
  execute(command: RenameCommand): RenameResult;
  execute(command: MutationCommand): MutationResult;
  execute(command: InviteCommand): InviteResult;
  execute(command: ClaimCommand): ClaimResult;
  execute(command: LeaveCommand | SweepCommand): undefined;
  execute(command: RoomCommand): Outcome;
  execute(command: RoomCommand): Outcome {
    this.#sweeps.prune();
    switch (command.type) {
      case 'join':
        return this.#joins.execute(command).sessionId;
      case 'leave':
        this.#leave(command);
        return undefined;
      case 'sweep':
        this.#sweeps.execute(command);
        return undefined;
      case 'rename': {
        const session = this.#recordCommand(command);
        return renameResult(session, command, this.#mutations.execute(session, command));
      }
      case 'send':
      case 'edit':
      case 'delete':
      case 'react':
        return this.#mutations.execute(this.#recordCommand(command), command);
      case 'invite':
      case 'claim':
      case 'revoke':
        this.#recordCommandOf(command.sessionId);
        return this.#moderation.execute(command);
      case 'resign':
      case 'revoke-all':
        return this.#moderation.execute(command);
    }
  }

  /** Returns what a client gets that has joined with this live session. */
  joined(sessionId: string): Joined {
    return { sessionId, result: this.#joins.resultFor(this.#parts.sessions.require(sessionId)) };
  }

  /**
   * Returns the members, with the position at which the list is true.
   *
   * @throws {RefusalError} `no-session`, `too-fast`
   */
  members(sessionId: string): Snapshot {
    return this.#reads.members(sessionId);
  }

  /**
   * Returns who has a role, and who is invited to one.
   *
   * @throws {RefusalError} `no-session`, `not-permitted`, `too-fast`
   */
  grants(sessionId: string): GrantList {
    this.#touchSession(sessionId);
    return this.#moderation.grants(sessionId);
  }

  /**
   * Returns what someone may know before joining: name, topic and the number of members.
   *
   * @throws {RefusalError} `too-fast`
   */
  preview(clientNetwork: string): RoomPreview {
    return this.#reads.preview(clientNetwork);
  }

  /**
   * Returns the position of the ledger and the id of the oldest letter that it holds.
   *
   * @throws {RefusalError} `no-session`, `too-fast`
   */
  cursor(sessionId: string): { epoch: string; next: number; oldest: number } {
    return this.#reads.cursor(sessionId);
  }

  /**
   * Returns the letters before another one, as far back as one answer goes, or a `reset` if the ledger has no such letter. Unlike a mailbox,
   * the history goes back to before the join, unless `historyOnJoin` is 0.
   *
   * @throws {RefusalError} `no-session`, `too-fast`
   */
  history(sessionId: string, request: HistoryRequest): HistoryAnswer {
    return this.#reads.history(sessionId, request);
  }

  /** Returns the epoch of the ledger and the id that its next letter will get. */
  position(): { epoch: string; next: number } {
    return this.#reads.position();
  }

  /** Returns the public id of the member of a live or absent session. */
  memberIdOf(sessionId: string): Member['id'] | undefined {
    const { sessions, absentees, environment } = this.#parts;
    const session = sessions.bySessionId(sessionId) ?? absentees.bySessionId(sessionId, environment.monotonicNow());
    return session?.member.id;
  }

  /**
   * Returns at once what there is for a client at `cursor`: mail, new presence or `reconnect`. Parks nothing.
   *
   * @throws {RefusalError} `too-fast`; `no-session`, unless the session is absent or expired (`closed`) or the cursor has
   *   another epoch (`reset`)
   */
  read(sessionId: string, cursor: Cursor): WaitAnswer {
    return this.#reads.read(sessionId, cursor);
  }

  /**
   * Answers `listener` once, as soon as there is something for a client at `cursor`; perhaps before this returns. Until
   * then the wait is parked, and the session does not become idle.
   *
   * @returns a function that ends the wait and returns what `read` would; call it when the hold time is over or the client
   *   has disconnected
   * @throws {RefusalError} as `read` does
   */
  wait(sessionId: string, cursor: Cursor, listener: Listener): () => WaitAnswer {
    return this.#reads.wait(sessionId, cursor, listener);
  }

  /**
   * Marks the member as typing for `typingMs`, or as not typing if `stopped`. The next sweep shows it.
   *
   * @throws {RefusalError} `no-session`, `too-fast`
   */
  setTyping(sessionId: string, options: { stopped?: boolean | undefined } = {}) {
    this.#mutations.setTyping(this.#parts.sessions.require(sessionId), options);
  }

  /**
   * Updates the presence and answers the waits that ask for it, and forgets what reading and typing have cost. Changes nothing durable. To
   * be called every second.
   */
  refreshPresence() {
    const { sessions, budgets, postOffice, environment } = this.#parts;
    const monotonicNow = environment.monotonicNow();
    for (const budget of [budgets.reads, budgets.typing]) budget.prune(monotonicNow);
    const listAwayIds = () => {
      const away = [...sessions.all()].filter((session) => isAway(session, monotonicNow));
      return away.map(({ member }) => member.id);
    };
    postOffice.refreshPresence({ memberCount: sessions.size, listAwayIds }, monotonicNow);
  }

  /** Counts the present moment as activity of all members, after a time in which the room could not hear of any. */
  recordActivityOfAll() {
    const { sessions, environment } = this.#parts;
    for (const session of sessions.all()) recordActivity(session, environment.monotonicNow());
  }

  /**
   * Delivers pending letters and answers every parked and later wait, before the process exits: with `restarting`; or, if another process
   * `continues` the room, with its mail or the time after which to ask that one.
   */
  close({ continues = false }: { continues?: boolean } = {}) {
    const { postOffice } = this.#parts;
    if (continues) postOffice.endWaits(RESTART_MS);
    else postOffice.closeAll({ type: 'closed', why: 'restarting', retryAfterMs: RESTART_MS });
  }

  #leave({ sessionId, reason }: LeaveCommand) {
    const { sessions, absentees, environment } = this.#parts;
    const session = sessions.bySessionId(sessionId);
    const absentee = absentees.bySessionId(sessionId, environment.monotonicNow());
    if (session) this.#lifecycle.end(session, { why: 'left', reason });
    else if (absentee) absentees.remove(absentee);
  }

  #prepared<Command extends MutationCommand>(
    session: RoomSession,
    command: Command,
  ): Prepared<MutationResult, Command> {
    const result = this.#mutations.check(session, command);
    return result ? { result } : { command };
  }

  #mutationId({ clientMsgId }: { clientMsgId: string }): string {
    return this.#parts.environment.digest(clientMsgId);
  }

  #touchSession(sessionId: string): RoomSession {
    return touch(this.#parts.sessions.require(sessionId), this.#parts.environment.monotonicNow());
  }

  /** Records a command of a session that may have ended. */
  #recordCommandOf(sessionId: string | undefined) {
    const session = sessionId === undefined ? undefined : this.#parts.sessions.current(sessionId);
    if (session) recordCommand(session, this.#parts.environment.monotonicNow());
  }

  #recordCommand({ sessionId }: MutationCommand): RoomSession {
    return recordCommand(this.#parts.sessions.require(sessionId), this.#parts.environment.monotonicNow());
  }
}

/** What the execution of a command returns: the id of a session that was joined, the result of a mutation, or nothing. */
export type Outcome = string | MutationResult | InviteResult | ClaimResult | undefined;

const renameResult = ({ member }: RoomSession, { nickname }: RenameCommand, result: MutationResult): RenameResult => ({
  you: { ...member, nickname },
  ...result,
});
