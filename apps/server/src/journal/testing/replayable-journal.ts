import type { Entry, Follower, Journal, State } from '../journal.ts';

/** The content of a journal: a state, and the entries after it. As JSON, so that it is read as from a file. */
interface Content {
  readonly state: string;
  readonly entries: string[];
}

/** A journal in memory that can be replayed, from its latest state or from its first one. */
export class ReplayableJournal implements Journal {
  readonly isDurable = true;
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

  /** The first state, and all entries that were ever appended. */
  get all() {
    return this.#all;
  }

  /** The latest state, and the entries after it. */
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

  /** Writes a state, which replaces the entries before it. */
  keepState() {
    if (this.#follower) this.#latest = { state: JSON.stringify(this.#follower.state()), entries: [] };
  }

  caughtUp(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.keepState();
    this.#follower = undefined;
    return Promise.resolve();
  }
}

/** Replays the content of a journal into a follower. */
export const replay = ({ state, entries }: Content, follower: Follower) => {
  follower.adopt(stateIn(state));
  for (const entry of entries) follower.follow([entryIn(entry)]);
};

const entryIn = (text: string): Entry => JSON.parse(text);
const stateIn = (text: string): State => JSON.parse(text);
