import type { Stay } from './room-session.ts';

/** Those who fell silent: their nicknames stay theirs for `ms`, of at most `most` of them (0: any number). */
export class Absentees {
  readonly #ms: number;
  readonly #most: number;
  readonly #bySession = new Map<string, { stay: Stay; since: number }>();
  readonly #byNickname = new Map<string, Stay>();

  constructor({ ms, most }: { ms: number; most: number }) {
    this.#ms = ms;
    this.#most = most || Infinity;
  }

  add(stay: Stay, elapsed: number) {
    this.#bySession.set(stay.session, { stay, since: elapsed });
    for (const key of stay.nicknameKeys) this.#byNickname.set(key, stay);
  }

  remove(stay: Stay) {
    this.#bySession.delete(stay.session);
    for (const key of stay.nicknameKeys) this.#byNickname.delete(key);
  }

  of(session: string): Stay | undefined {
    return this.#bySession.get(session)?.stay;
  }

  named(key: string): Stay | undefined {
    return this.#byNickname.get(key);
  }

  /** Lets go of those whose time is over at `elapsed`, or who are too many: the longest absent first. */
  forget(elapsed: number) {
    for (const { stay, since } of this.#bySession.values()) {
      if (this.#bySession.size <= this.#most && elapsed - since < this.#ms) return;
      this.remove(stay);
    }
  }
}
