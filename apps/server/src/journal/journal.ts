import type { Command } from '../chat/command.ts';
import type { RoomState } from '../chat/room-state.ts';

/**
 * The version of entries and states that this release writes. It reads all versions up to that one. A new kind of command raises it.
 * - 2: `react`, and `replyTo` of `send`.
 * - 3: roles.
 */
export const JOURNAL_VERSION = 3;

/** A command, and when and by whom it was appended. Plain JSON data. */
export interface Entry {
  /** 1 to `JOURNAL_VERSION`. */
  readonly v: number;
  /** The run of the process that appended the entry: a new random id at each start. */
  readonly by: string;
  /** The number of the entry in that run: 1, 2, 3, … A copy has the same. */
  readonly n: number;
  /** Wall-clock time in ms since 1970. */
  readonly at: number;
  /** Room time in whole ms. Never decreases, and stands still while no process runs. */
  readonly t: number;
  readonly command: Command;
}

/** The state of a room after an entry: plain JSON data that never changes. So it may be written in parts, see `RoomState`. */
export interface State {
  /** 1 to `JOURNAL_VERSION`. */
  readonly v: number;
  /** Room time in whole ms. */
  readonly t: number;
  /** The number and room time of the last entry of each run, to recognize copies. Runs without an entry for an hour are left out. */
  readonly marks: Readonly<Record<string, readonly [n: number, t: number]>>;
  readonly room: RoomState;
}

/** Maintains a room from the entries of a journal. */
export interface Follower {
  /** Executes entries in order, and skips copies. Never throws: a refusal is an outcome, and an unexpected error is reported. */
  follow(entries: readonly Entry[]): void;
  /** Replaces the whole room. Called only by `Journal.open`, before any call of `follow`. */
  adopt(state: State): void;
  /**
   * Begins a new epoch, because entries were lost whose letters clients may have seen. Everything else stays. Called only by
   * `Journal.open`, after `adopt` and `follow`. The journal then keeps the new state before it accepts an entry.
   */
  renewEpoch(): void;
  /** Returns the state after the entries that were followed so far. */
  state(): State;
}

/**
 * An ordered log of the commands that change a room. Every follower gets the same entries in the same order. It gets an entry only after the
 * journal has kept it, so that the entry is never undone.
 */
export interface Journal {
  /** Whether a later process continues the room. */
  readonly isDurable: boolean;
  /** Whether other processes append to this journal, too. */
  readonly isShared: boolean;
  /**
   * Replays the journal: calls `adopt` with the last state, if there is one, and `follow` with the entries after it. An empty journal keeps
   * `follower.state()` as its first state. Call it once, before any other method.
   *
   * @throws {Error} with a sentence for the operator, if the journal cannot be used
   */
  open(follower: Follower): Promise<void>;
  /**
   * Appends an entry. Resolves when the journal has kept the entry, and the follower has followed it. An engine may follow the entry before
   * this returns.
   *
   * @throws {NotKeptError} if the entry is not in the journal, or may not be
   */
  append(entry: Entry): Promise<void>;
  /** Resolves when the follower has followed all entries that are in the journal, or are being appended, at the time of the call. */
  caughtUp(): Promise<void>;
  /** Whether the journal answered within the last 2.5 s. Always true if it is not shared. */
  readonly isInTouch: boolean;
  /** Keeps the state and releases the journal. Waits for entries that are being appended. */
  close(): Promise<void>;
}

/** The journal did not keep an entry. */
export class NotKeptError extends Error {
  override readonly name = 'NotKeptError';
  /** Whether the entry may be in the journal nevertheless. If false, it certainly is not. */
  readonly isUncertain: boolean;

  constructor(message: string, options: ErrorOptions & { isUncertain: boolean }) {
    super(message, options);
    this.isUncertain = options.isUncertain;
  }
}
