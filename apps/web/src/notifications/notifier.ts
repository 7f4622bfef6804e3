/** Identifies a message: its letter's id in the ledger of this epoch. */
export interface MessageRef {
  readonly epoch: string;
  readonly id: number;
}

/** The state of notifications for one ledger, shared by all tabs of a browser. */
export interface NotifiedTally {
  /** The id of the first message that is neither seen nor notified. */
  readonly next: number;
  /** The number of messages notified since the room was last seen. */
  readonly notifiedCount: number;
}

export interface NotifierOptions {
  /** Updates the tally of a ledger in one atomic step across tabs. Starts from zero. Resolves with the previous tally. Never rejects. */
  readonly updateTally: (epoch: string, update: (tally: NotifiedTally) => NotifiedTally) => Promise<NotifiedTally>;
  readonly isPageVisible: () => boolean;
  /** Shows a notification for these messages. `count`: the number notified since the room was last seen, including these. */
  readonly notify: (messages: readonly MessageRef[], count: number) => void;
}

/** How long a hidden tab waits, so that a visible one can mark the messages as seen first. */
const VISIBLE_TAB_GRACE_MS = 1_000;
/** The minimum time between two notifications. */
const MIN_INTERVAL_MS = 5_000;

/**
 * Notifies of messages that arrive while no tab of the browser is visible. Every tab receives every message. A visible tab marks it as
 * seen at once. Hidden tabs wait, and the first one that then claims the message in the shared tally notifies of it. A claim is atomic, so
 * no message is notified twice.
 */
export class Notifier {
  readonly #options: NotifierOptions;
  #pending: MessageRef[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: NotifierOptions) {
    this.#options = options;
  }

  /** Handles new messages, oldest first. */
  onMessages(messages: readonly MessageRef[]) {
    const newest = messages.at(-1);
    if (!newest) return;
    if (this.#options.isPageVisible()) return this.markSeen(newest.epoch, newest.id + 1);
    this.#pending.push(...messages);
    this.#timer ??= setTimeout(() => void this.#notifyPending(), VISIBLE_TAB_GRACE_MS);
  }

  /** Marks all messages before `next` as seen, and drops pending notifications. */
  markSeen(epoch: string, next: number) {
    this.stop();
    void this.#options.updateTally(epoch, (tally) => ({ next: Math.max(tally.next, next), notifiedCount: 0 }));
  }

  /** Drops pending notifications. */
  readonly stop = () => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending = [];
  };

  async #notifyPending() {
    const timer = this.#timer;
    const pending = Map.groupBy(this.#pending.splice(0), ({ epoch }) => epoch);
    const claims = await Promise.all([...pending].map(([epoch, messages]) => this.#claim(epoch, messages)));
    // The messages were marked as seen, or the notifier stopped, during the claim.
    if (this.#timer !== timer) return;
    for (const { messages, count } of claims) if (messages.length > 0) this.#options.notify(messages, count);
    this.#timer = setTimeout(() => this.#onIntervalEnd(), MIN_INTERVAL_MS);
  }

  #onIntervalEnd() {
    if (this.#pending.length > 0) void this.#notifyPending();
    else this.#timer = undefined;
  }

  /** Claims the messages that no other tab has claimed or seen. */
  async #claim(epoch: string, messages: readonly MessageRef[]) {
    const isUnclaimed =
      ({ next }: NotifiedTally) =>
      ({ id }: MessageRef) =>
        id >= next;
    const before = await this.#options.updateTally(epoch, (tally) => {
      const claimed = messages.filter(isUnclaimed(tally));
      return {
        next: Math.max(tally.next, (claimed.at(-1)?.id ?? -1) + 1),
        notifiedCount: tally.notifiedCount + claimed.length,
      };
    });
    const claimed = messages.filter(isUnclaimed(before));
    return { messages: claimed, count: before.notifiedCount + claimed.length };
  }
}
