import { NotKeptError, type Entry, type Follower, type Journal } from './journal.ts';

/** A journal that keeps nothing: each start begins with an empty room. */
export class MemoryJournal implements Journal {
  readonly isDurable = false;
  readonly isShared = false;
  readonly isInTouch = true;
  #follower: Follower | undefined;

  open(follower: Follower): Promise<void> {
    this.#follower = follower;
    return Promise.resolve();
  }

  append(entry: Entry): Promise<void> {
    if (!this.#follower) return Promise.reject(new NotKeptError('the journal is not open', { isUncertain: false }));
    this.#follower.follow([entry]);
    return Promise.resolve();
  }

  caughtUp(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#follower = undefined;
    return Promise.resolve();
  }
}
