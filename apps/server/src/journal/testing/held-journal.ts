import { NotKeptError, type Entry, type Follower, type Journal } from '../journal.ts';

/** A journal that keeps its entries when a test asks it to: all together, as the entries of one tick. */
export class HeldJournal implements Journal {
  readonly isDurable = true;
  readonly isShared = false;
  readonly isInTouch = true;
  /** All entries that were followed. */
  readonly entries: Entry[] = [];
  #follower: Follower | undefined;
  #held: { entry: Entry; resolve: () => void; reject: (error: NotKeptError) => void }[] = [];
  #flushed = Promise.withResolvers<undefined>();

  /** The number of entries that are being appended. */
  get heldCount() {
    return this.#held.length;
  }

  open(follower: Follower): Promise<void> {
    this.#follower = follower;
    return Promise.resolve();
  }

  append(entry: Entry): Promise<void> {
    return new Promise((resolve, reject) => this.#held.push({ entry, resolve, reject }));
  }

  /** Keeps the entries that are being appended, and those that are appended in consequence. */
  async flush() {
    await afterCallbacks();
    while (this.#held.length > 0) {
      const held = this.#held.splice(0);
      this.#follow(held.map(({ entry }) => entry));
      for (const { resolve } of held) resolve();
      await afterCallbacks();
    }
  }

  /** Refuses the entries that are being appended. With `isUncertain`, they are in the journal nevertheless. */
  async refuse({ isUncertain }: { isUncertain: boolean }) {
    await afterCallbacks();
    const held = this.#held.splice(0);
    for (const { reject } of held) reject(new NotKeptError('the disk is full', { isUncertain }));
    await afterCallbacks();
    if (isUncertain) this.#follow(held.map(({ entry }) => entry));
  }

  caughtUp(): Promise<void> {
    return this.#held.length === 0 ? Promise.resolve() : this.#flushed.promise;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #follow(entries: readonly Entry[]) {
    this.entries.push(...entries);
    this.#follower?.follow(entries);
    this.#flushed.resolve(undefined);
    this.#flushed = Promise.withResolvers();
  }
}

/** Resolves after the callbacks of all promises that are resolved now. */
const afterCallbacks = () => new Promise<void>((resolve) => setImmediate(resolve));
