/** The clocks of the process, as in `RoomEnvironment`. */
interface Clocks {
  now(): number;
  monotonicNow(): number;
}

/** When a command was appended: wall-clock time in ms since 1970, and room time in whole ms. */
interface Times {
  readonly at: number;
  readonly t: number;
}

/**
 * The clocks of a room that follows a journal. While a command is executed, both stand still at the times of that command. So they show the
 * same in every room that is replayed from the journal.
 *
 * Room time counts whole ms. It continues from the latest executed command, so it stands still while no process runs.
 */
export class RoomClock {
  readonly #clocks: Clocks;
  /** The times of the command that is being executed. */
  #executing: Times | undefined;
  #lastExecuted = 0;
  /** Room time and the monotonic time of the process at the same moment. */
  #base = { roomTime: 0, processTime: 0 };

  constructor(clocks: Clocks) {
    this.#clocks = clocks;
    this.startAt(0);
  }

  /** Room time of the latest command that was executed. */
  get lastExecuted() {
    return this.#lastExecuted;
  }

  /** Sets room time to `roomTime`, which may be earlier than it is. */
  startAt(roomTime: number) {
    this.#lastExecuted = roomTime;
    this.#base = { roomTime, processTime: this.#clocks.monotonicNow() };
  }

  now(): number {
    return this.#executing?.at ?? this.#clocks.now();
  }

  /** Room time. */
  monotonicNow(): number {
    if (this.#executing) return this.#executing.t;
    const { roomTime, processTime } = this.#base;
    return roomTime + Math.floor(this.#clocks.monotonicNow() - processTime);
  }

  /** Calls `execute` while the clocks show the times of a command. A command older than its predecessor gets the room time of that one. */
  execute({ at, t }: Times, execute: () => void) {
    const roomTime = Math.max(t, this.#lastExecuted);
    if (roomTime > this.monotonicNow()) this.startAt(roomTime);
    this.#lastExecuted = roomTime;
    this.#executing = { at, t: roomTime };
    try {
      execute();
    } finally {
      this.#executing = undefined;
    }
  }
}
