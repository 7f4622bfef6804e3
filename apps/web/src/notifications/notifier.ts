/** Which line: that of this number in this ledger. */
export interface LinePlace {
  readonly epoch: string;
  readonly id: number;
}

/** What the tabs of one browser know together about the lines of one ledger. */
export interface Tally {
  /** The first line that nobody has told of or seen. */
  readonly next: number;
  /** How many were told of since the room was looked at. */
  readonly told: number;
}

export interface BellOptions {
  /** Changes the tally of a ledger while no other tab does, from zero if there is none, and brings it as it was before. */
  readonly changeTally: (epoch: string, change: (tally: Tally) => Tally) => Promise<Tally>;
  readonly isLookedAt: () => boolean;
  /** Tells of lines that came; `count` is how many were told of since the room was looked at, these among them. */
  readonly tell: (lines: readonly LinePlace[], count: number) => void;
}

/** So long a tab that is looked at may take to say that its lines are seen; and what comes within it is told in one. */
const GRACE_MS = 1_000;
/** No telling follows another sooner. */
const REST_MS = 5_000;

/**
 * Tells of lines that came while nobody looked. All tabs of a browser hear of each line. One that is looked at takes it at once and says
 * nothing; the others wait a little, and the first of them that still finds it untaken tells of it. Taking is one step in a tally that
 * all tabs share: no line is told of twice, whenever which tab hears of it.
 */
export class Bell {
  readonly #options: BellOptions;
  #waiting: LinePlace[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: BellOptions) {
    this.#options = options;
  }

  /** Hears of lines that just came, in order. */
  hear(lines: readonly LinePlace[]) {
    const newest = lines.at(-1);
    if (!newest) return;
    if (this.#options.isLookedAt()) return this.look(newest.epoch, newest.id + 1);
    this.#waiting.push(...lines);
    this.#timer ??= setTimeout(() => void this.#tellWaiting(), GRACE_MS);
  }

  /** The room is looked at in this tab: all before line `next` is seen. */
  look(epoch: string, next: number) {
    this.stop();
    void this.#change(epoch, (tally) => ({ next: Math.max(tally.next, next), told: 0 }));
  }

  /** Forgets what waits to be told of. */
  readonly stop = () => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
  };

  async #tellWaiting() {
    const timer = this.#timer;
    const waiting = Map.groupBy(this.#waiting.splice(0), ({ epoch }) => epoch);
    const taken = await Promise.all([...waiting].map(([epoch, lines]) => this.#take(epoch, lines)));
    // Looked at meanwhile, or stopped.
    if (this.#timer !== timer) return;
    for (const { lines, count } of taken) if (lines.length > 0) this.#options.tell(lines, count);
    this.#timer = setTimeout(() => this.#rested(), REST_MS);
  }

  #rested() {
    if (this.#waiting.length > 0) void this.#tellWaiting();
    else this.#timer = undefined;
  }

  /** Those of the lines that no other tab has taken, and how many were told of with them. */
  async #take(epoch: string, lines: readonly LinePlace[]) {
    const isLeft =
      ({ next }: Tally) =>
      ({ id }: LinePlace) =>
        id >= next;
    const before = await this.#change(epoch, (tally) => {
      const left = lines.filter(isLeft(tally));
      return { next: Math.max(tally.next, (left.at(-1)?.id ?? -1) + 1), told: tally.told + left.length };
    });
    const left = before ? lines.filter(isLeft(before)) : [];
    return { lines: left, count: (before?.told ?? 0) + left.length };
  }

  /** Where the browser keeps no tally nothing is told: once too few rather than once too often. */
  async #change(epoch: string, change: (tally: Tally) => Tally) {
    try {
      return await this.#options.changeTally(epoch, change);
    } catch {
      return undefined;
    }
  }
}
