import type { Entry, Follower, Journal, State } from '../journal.ts';

/** What a journal holds: its first state, and the entries after it. As JSON, as in a file. */
interface Content {
  readonly state: string;
  readonly entries: string[];
}

/** A journal in memory that can be opened again, from its latest state or from its first one. */
export class ReplayableJournal implements Journal {
  readonly isKept = true;
  readonly isShared = false;
  readonly isInTouch = true;
  #follower: Follower | undefined;
  #all: Content | undefined;
  #latest: Content | undefined;

  /** @param previous a journal whose content this one continues */
  constructor(previous?: ReplayableJournal) {
    this.#all = previous?.all;
    this.#latest = previous?.latest;
  }

  /** Everything that was ever appended, after the first state. */
  get all() {
    return this.#all;
  }

  /** The latest state that was kept, and the entries after it. */
  get latest() {
    return this.#latest;
  }

  open(follower: Follower): Promise<void> {
    this.#follower = follower;
    this.#all ??= { state: JSON.stringify(follower.state()), entries: [] };
    if (this.#latest) replay(this.#latest, follower);
    this.#latest ??= this.#all;
    return Promise.resolve();
  }

  append(entry: Entry): Promise<void> {
    const text = JSON.stringify(entry);
    this.#all?.entries.push(text);
    if (this.#latest !== this.#all) this.#latest?.entries.push(text);
    this.#follower?.follow([entryIn(text)]);
    return Promise.resolve();
  }

  /** Keeps the state in place of the entries before it. */
  keepState() {
    if (this.#follower) this.#latest = { state: JSON.stringify(this.#follower.state()), entries: [] };
  }

  abreast(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.keepState();
    this.#follower = undefined;
    return Promise.resolve();
  }
}

/** Brings a follower to the end of what a journal holds. */
export const replay = ({ state, entries }: Content, follower: Follower) => {
  follower.adopt(stateIn(state));
  for (const entry of entries) follower.follow([entryIn(entry)]);
};

const entryIn = (text: string): Entry => JSON.parse(text);
const stateIn = (text: string): State => JSON.parse(text);
