import { isDeepStrictEqual } from 'node:util';
import type { RoomSettings } from '@mailroom/shared';
import { ChatRoom, type Joined, type Outcome, type Prepared, type RenameResult } from '../chat/chat-room.ts';
import type {
  ClaimCommand,
  Command,
  InviteCommand,
  JoinCommand,
  LeaveCommand,
  ModerationCommand,
  MutationCommand,
  RenameCommand,
} from '../chat/command.ts';
import { durableSettings, type DurableSettings } from '../chat/durable-settings.ts';
import type { RoomEnvironment } from '../chat/environment.ts';
import { withRenewedEpoch } from '../chat/ledger/ledger.ts';
import { RefusalError } from '../chat/limits/refusal-error.ts';
import { withoutInvitations } from '../chat/moderation/roles.ts';
import type { Cursor, Listener } from '../chat/mailbox/cursor.ts';
import type { ClaimResult, InviteResult } from '../chat/moderation/moderation.ts';
import type { MutationResult } from '../chat/mutations.ts';
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
} from '../chat/requests.ts';
import type { RoomState } from '../chat/room-state.ts';
import { JOURNAL_VERSION, NotKeptError, type Entry, type Follower, type Journal, type State } from './journal.ts';
import { KeyedQueue } from './keyed-queue.ts';
import { RoomClock } from './room-clock.ts';

export interface JournaledRoomOptions {
  readonly settings: RoomSettings;
  readonly environment: RoomEnvironment;
  readonly journal: Journal;
  /** A new random id of this run of the process. */
  readonly runId: string;
  /** Receives errors that no client should be able to cause. */
  readonly onUnexpectedError: (error: unknown) => void;
}

/** The `retryAfterMs` of a command that the journal did not keep. A full disk rarely has space again sooner. */
const RETRY_AFTER_MS = 2_000;
/** Room time in ms after which the room no longer recognizes the copies of entries of a run that appended nothing since. */
const MARK_MS = 3_600_000;

/**
 * A chat room that changes only by the entries of a journal. A call that changes the room returns after the journal kept its entry and the
 * room followed it; until then nobody sees the change. Reads and waits are answered at once, as `ChatRoom` answers them.
 *
 * Methods that change the room throw the same refusals as those of `ChatRoom` that prepare the command, and `not-kept`.
 */
export class JournaledRoom implements Follower {
  readonly #settings: RoomSettings;
  /** The environment of the process, except that the clocks stand still while a command is executed. */
  readonly #environment: RoomEnvironment;
  readonly #journal: Journal;
  readonly #runId: string;
  readonly #onUnexpectedError: (error: unknown) => void;
  readonly #clock: RoomClock;
  readonly #queue = new KeyedQueue();
  #room: ChatRoom;
  /** The number and room time of the last entry of each run. */
  #marks = new Map<string, readonly [n: number, t: number]>();
  /** The number of the last entry that this process appended. */
  #appended = 0;
  /** The entries of this process that are being appended, by their number: each with a function that returns its outcome, or throws it. */
  readonly #pending = new Map<number, () => Joined | Outcome>();
  #isFollowing = false;
  #deferredDelivery: (() => void) | undefined;
  /** The number of the entry of the latest sweep. */
  #latestSweep = 0;

  constructor({ settings, environment, journal, runId, onUnexpectedError }: JournaledRoomOptions) {
    this.#settings = settings;
    this.#journal = journal;
    this.#runId = runId;
    this.#onUnexpectedError = onUnexpectedError;
    this.#clock = new RoomClock(environment);
    this.#environment = {
      now: () => this.#clock.now(),
      monotonicNow: () => this.#clock.monotonicNow(),
      newId: () => environment.newId(),
      digest: (text) => environment.digest(text),
      // The letters of a batch of entries are delivered together.
      scheduleDelivery: (deliver) => {
        if (this.#isFollowing) this.#deferredDelivery = deliver;
        else environment.scheduleDelivery(deliver);
      },
    };
    this.#room = new ChatRoom(settings, this.#environment);
  }

  /**
   * Replays the journal into the room, and appends the settings of this process if they differ. Call it once, before any call of a client.
   *
   * @returns the settings that differ from those of the journal
   * @throws {Error} with a sentence for the operator
   */
  async open(): Promise<readonly SettingChange[]> {
    await this.#journal.open(this);
    const settings = durableSettings(this.#settings);
    const changes = settingChanges(this.#room.state().settings, settings);
    if (changes.length > 0) await this.#append({ type: 'settings', settings });
    // The journal does not record activity, so no member counts as idle for the time before the start.
    this.#room.recordActivityOfAll();
    return changes;
  }

  /** See `ChatRoom.prepareJoin`. */
  join(request: JoinRequest): Promise<Joined> {
    const { clientNetwork } = request;
    return this.#run<Joined, JoinCommand>({
      caller: { clientNetwork },
      prepare: () => this.#room.prepareJoin(request),
      append: (command) => this.#append(command),
    });
  }

  /** See `ChatRoom.prepareSend`. */
  send(sessionId: string, message: SendRequest): Promise<MutationResult> {
    return this.#mutate(sessionId, () => this.#room.prepareSend(sessionId, message));
  }

  /** See `ChatRoom.prepareEdit`. */
  edit(sessionId: string, edit: EditRequest): Promise<MutationResult> {
    return this.#mutate(sessionId, () => this.#room.prepareEdit(sessionId, edit));
  }

  /** See `ChatRoom.prepareDelete`. */
  delete(sessionId: string, deletion: DeleteRequest): Promise<MutationResult> {
    return this.#mutate(sessionId, () => this.#room.prepareDelete(sessionId, deletion));
  }

  /** See `ChatRoom.prepareReact`. */
  react(sessionId: string, reaction: ReactRequest): Promise<MutationResult> {
    return this.#mutate(sessionId, () => this.#room.prepareReact(sessionId, reaction));
  }

  /** See `ChatRoom.prepareRename`. */
  rename(sessionId: string, renaming: RenameRequest): Promise<RenameResult> {
    return this.#run<RenameResult, RenameCommand>({
      caller: { sessionId },
      prepare: () => this.#room.prepareRename(sessionId, renaming),
      append: (command) => this.#append(command),
    });
  }

  /** See `ChatRoom.prepareLeave`. */
  leave(sessionId: string, request: LeaveRequest): Promise<undefined> {
    return this.#run<undefined, LeaveCommand>({
      caller: { sessionId },
      prepare: () => this.#room.prepareLeave(sessionId, request),
      append: (command) => this.#append(command),
    });
  }

  /** See `ChatRoom.prepareInvite`. */
  invite(sessionId: string, request: InviteRequest): Promise<InviteResult> {
    return this.#run<InviteResult, InviteCommand>({
      caller: { sessionId },
      prepare: () => this.#room.prepareInvite(sessionId, request),
      append: (command) => this.#append(command),
    });
  }

  /** Invites somebody to be the owner, in the name of the operator. See `ChatRoom.prepareInvite`. */
  inviteOwner(tokenDigest: string): Promise<InviteResult> {
    return this.#run<InviteResult, InviteCommand>({
      caller: OPERATOR,
      prepare: () => this.#room.prepareInvite(undefined, { role: 'owner', tokenDigest }),
      append: (command) => this.#append(command),
    });
  }

  /** See `ChatRoom.prepareClaim`. */
  claim(request: ClaimRequest): Promise<ClaimResult> {
    const { clientNetwork } = request;
    return this.#run<ClaimResult, ClaimCommand>({
      caller: { clientNetwork },
      prepare: () => this.#room.prepareClaim(request),
      append: (command) => this.#append(command),
    });
  }

  /** See `ChatRoom.prepareRevoke`. */
  revoke(sessionId: string, id: string): Promise<undefined> {
    return this.#run<undefined, ModerationCommand>({
      caller: { sessionId },
      prepare: () => this.#room.prepareRevoke(sessionId, id),
      append: (command) => this.#appendWithoutResult(command),
    });
  }

  /** See `ChatRoom.prepareResign`. */
  resign(request: ResignRequest): Promise<undefined> {
    const { clientNetwork } = request;
    return this.#run<undefined, ModerationCommand>({
      caller: { clientNetwork },
      prepare: () => this.#room.prepareResign(request),
      append: (command) => this.#appendWithoutResult(command),
    });
  }

  /** Ends all roles and invitations, in the name of the operator. */
  revokeAll(): Promise<undefined> {
    return this.#appendWithoutResult({ type: 'revoke-all' });
  }

  /** See `ChatRoom.hasOwner`. */
  hasOwner() {
    return this.#room.hasOwner();
  }

  /** See `ChatRoom.isGrant`. */
  isGrant(tokenDigest: string) {
    return this.#room.isGrant(tokenDigest);
  }

  /** See `ChatRoom.grants`. */
  grants(sessionId: string) {
    return this.#room.grants(sessionId);
  }

  /** Ends idle sessions and closed pages, and updates the presence. Call it every second. */
  sweep() {
    void this.#sweepIfDue();
    this.#room.refreshPresence();
  }

  /** See `ChatRoom.members`. */
  members(sessionId: string) {
    return this.#room.members(sessionId);
  }

  /** See `ChatRoom.preview`. */
  preview(clientNetwork: string) {
    return this.#room.preview(clientNetwork);
  }

  /** See `ChatRoom.cursor`. */
  cursor(sessionId: string) {
    return this.#room.cursor(sessionId);
  }

  /** See `ChatRoom.history`. */
  history(sessionId: string, request: HistoryRequest) {
    return this.#room.history(sessionId, request);
  }

  /** See `ChatRoom.position`. */
  position() {
    return this.#room.position();
  }

  /** See `ChatRoom.memberIdOf`. */
  memberIdOf(sessionId: string) {
    return this.#room.memberIdOf(sessionId);
  }

  /** See `ChatRoom.read`. */
  read(sessionId: string, cursor: Cursor) {
    return this.#room.read(sessionId, cursor);
  }

  /** See `ChatRoom.wait`. */
  wait(sessionId: string, cursor: Cursor, listener: Listener) {
    return this.#room.wait(sessionId, cursor, listener);
  }

  /** See `ChatRoom.setTyping`. */
  setTyping(sessionId: string, options?: { stopped?: boolean | undefined }) {
    this.#room.setTyping(sessionId, options);
  }

  /** Answers every wait, see `ChatRoom.close`. The journal stays open, so that calls in flight are still answered. */
  close() {
    this.#room.close({ continues: this.#journal.isDurable });
  }

  /** Writes the state and releases the journal. Call it after the last call has returned. */
  async closeJournal() {
    // The time of this entry tells the next process the room time.
    await this.#append({ type: 'sweep', ends: [] }).catch((error: unknown) => {
      if (!(error instanceof RefusalError)) throw error;
    });
    await this.#journal.close();
  }

  follow(entries: readonly Entry[]) {
    this.#isFollowing = true;
    for (const entry of entries) if (!this.#isCopy(entry)) this.#followOne(entry);
    this.#isFollowing = false;
    const deliver = this.#deferredDelivery;
    this.#deferredDelivery = undefined;
    if (deliver) this.#environment.scheduleDelivery(deliver);
  }

  adopt({ t, marks, room }: State) {
    this.#clock.startAt(t);
    this.#marks = new Map(Object.entries(marks));
    this.#replaceRoom(room);
  }

  renewEpoch() {
    const room = this.#room.state();
    const ledger = withRenewedEpoch(room.ledger, this.#environment.newId());
    this.#replaceRoom({ ...room, ledger, ...(room.roles && { roles: withoutInvitations(room.roles) }) });
  }

  state(): State {
    const room = this.#room.state();
    return { v: JOURNAL_VERSION, t: this.#clock.lastExecuted, marks: Object.fromEntries(this.#marks), room };
  }

  #mutate(sessionId: string, prepare: () => Prepared<MutationResult, MutationCommand>): Promise<MutationResult> {
    return this.#run<MutationResult, MutationCommand>({
      caller: { sessionId },
      prepare,
      append: (command) => this.#append(command),
    });
  }

  /**
   * Answers a call at once, or appends the command that it needs. Calls that could use up the same limit are queued: each is checked after the
   * room has followed the call before it. Otherwise all calls that arrive together would pass the check, and only `execute` would refuse some.
   */
  #run<Result, Needed extends Command>({ caller, prepare, append }: Call<Result, Needed>): Promise<Result> {
    return this.#queue.run(this.#room.limitKeyOf(caller), async () => {
      let prepared: Prepared<Result, Needed>;
      try {
        prepared = prepare();
      } catch (error) {
        // An entry in flight may have changed that.
        if (this.#pending.size === 0 && !this.#journal.isShared) throw error;
        await this.#journal.caughtUp();
        prepared = prepare();
      }
      return 'result' in prepared ? prepared.result : append(prepared.command);
    });
  }

  #append(command: JoinCommand): Promise<Joined>;
  #append(command: RenameCommand): Promise<RenameResult>;
  #append(command: MutationCommand): Promise<MutationResult>;
  #append(command: InviteCommand): Promise<InviteResult>;
  #append(command: ClaimCommand): Promise<ClaimResult>;
  #append(command: LeaveCommand): Promise<undefined>;
  #append(command: Command): Promise<Joined | Outcome>;
  async #append(command: Command): Promise<Joined | Outcome> {
    const n = ++this.#appended;
    const times = { at: this.#clock.now(), t: this.#clock.monotonicNow() };
    this.#pending.set(n, NOT_FOLLOWED);
    try {
      await this.#journal.append({ v: JOURNAL_VERSION, by: this.#runId, n, ...times, command });
      return (this.#pending.get(n) ?? NOT_FOLLOWED)();
    } catch (error) {
      if (!(error instanceof NotKeptError)) throw error;
      throw new RefusalError({ refusal: 'not-kept', retryAfterMs: RETRY_AFTER_MS });
    } finally {
      this.#pending.delete(n);
    }
  }

  /** Appends a command without a result. */
  async #appendWithoutResult(command: Command): Promise<undefined> {
    await this.#append(command);
    return undefined;
  }

  async #sweepIfDue() {
    const isPending = this.#pending.get(this.#latestSweep) === NOT_FOLLOWED;
    const sweep = isPending ? undefined : this.#room.dueSweep();
    if (!sweep) return;
    this.#latestSweep = this.#appended + 1;
    try {
      await this.#append(sweep);
    } catch (error) {
      // The journal did not keep the sweep: the next call repeats it.
      if (!(error instanceof RefusalError)) this.#onUnexpectedError(error);
    }
  }

  #followOne({ by, n, at, t, command }: Entry) {
    const isAwaited = by === this.#runId && this.#pending.has(n);
    this.#clock.execute({ at, t }, () => {
      this.#mark(by, n);
      const outcome = this.#outcomeOf(() => this.#execute(command, { isAwaited }));
      if (isAwaited) this.#pending.set(n, outcome);
    });
  }

  /** Returns a function that returns what `execute` returned, or throws what it threw. */
  #outcomeOf(execute: () => Joined | Outcome): () => Joined | Outcome {
    try {
      const outcome = execute();
      return () => outcome;
    } catch (error) {
      if (!(error instanceof RefusalError)) this.#onUnexpectedError(error);
      return () => {
        throw error;
      };
    }
  }

  #execute(command: Command, { isAwaited }: { isAwaited: boolean }): Joined | Outcome {
    if (command.type === 'settings') {
      this.#replaceRoom({ ...this.#room.state(), settings: command.settings });
      return undefined;
    }
    const outcome = this.#room.execute(command);
    // Later entries of the same batch must not be in the list and the history.
    return isAwaited && command.type === 'join' && typeof outcome === 'string' ? this.#room.joined(outcome) : outcome;
  }

  #isCopy({ by, n }: Entry): boolean {
    const [last = 0] = this.#marks.get(by) ?? [];
    return n <= last;
  }

  #mark(by: string, n: number) {
    const t = this.#clock.monotonicNow();
    if (!this.#marks.has(by)) {
      for (const [run, [, markedAt]] of this.#marks) if (t - markedAt > MARK_MS) this.#marks.delete(run);
    }
    this.#marks.set(by, [n, t]);
  }

  /** Waits that are parked in the former room would get no answer, so there must be none yet. */
  #replaceRoom(state: RoomState) {
    const settings = { ...this.#settings, ...UNSET, ...state.settings };
    this.#room = new ChatRoom(settings, this.#environment, state);
  }
}

/** A setting whose value differs from the one in the journal. `undefined`: its default depends on other settings. */
export interface SettingChange {
  readonly name: keyof DurableSettings;
  readonly before: DurableSettings[keyof DurableSettings];
  readonly now: DurableSettings[keyof DurableSettings];
}

/** A call that may need a command. */
interface Call<Result, Needed extends Command> {
  /** The session or network whose limits the call counts for. */
  readonly caller: Parameters<ChatRoom['limitKeyOf']>[0];
  readonly prepare: () => Prepared<Result, Needed>;
  readonly append: (command: Needed) => Promise<Result>;
}

/** The durable settings that may be undefined. They have no place in JSON. */
const UNSET: Partial<DurableSettings> = { joinsPerNetwork: undefined, messagesPerNetwork: undefined };

/** The operator’s calls are queued behind each other. */
const OPERATOR = { clientNetwork: 'operator' };

const NOT_FOLLOWED = () => {
  throw new Error('The journal did not follow an entry that it has kept.');
};

const settingChanges = (before: DurableSettings, now: DurableSettings): SettingChange[] => {
  const names = Object.keys(now).filter((name): name is keyof DurableSettings => name in now);
  const changes = names.map((name) => ({ name, before: before[name], now: now[name] }));
  return changes.filter((change) => !isDeepStrictEqual(change.before, change.now));
};
