import { NotKeptError, type Entry, type Follower, type Journal } from '../journal.ts';

/** A journal whose entries are kept when a test says so, all together, as those of one tick are. */
export class HeldJournal implements Journal {
  readonly isKept = true;
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

  /** Keeps what is being appended, until nothing is appended any more because of that. */
  async flush() {
    await afterCallbacks();
    while (this.#held.length > 0) {
      const held = this.#held.splice(0);
      this.#follow(held.map(({ entry }) => entry));
      for (const { resolve } of held) resolve();
      await afterCallbacks();
    }
  }

  /** Refuses what is being appended. With `isUncertain`, it is in the journal all the same. */
  async refuse({ isUncertain }: { isUncertain: boolean }) {
    await afterCallbacks();
    const held = this.#held.splice(0);
    for (const { reject } of held) reject(new NotKeptError('the disk is full', { isUncertain }));
    await afterCallbacks();
    if (isUncertain) this.#follow(held.map(({ entry }) => entry));
  }

  abreast(): Promise<void> {
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

/** Resolves when everything that was waiting for a promise has gone on. */
const afterCallbacks = () => new Promise<void>((resolve) => setImmediate(resolve));
