import type { Snapshot } from '@mailroom/shared';
import { Roster } from './roster.ts';
import { call, type Stay } from './room-session.ts';

/** Who is here: one set of stays, found by session, by nickname key and by host. Nothing here searches or counts anew. */
export class Stays {
  readonly #bySession = new Map<string, Stay>();
  readonly #byNickname = new Map<string, Stay>();
  readonly #countByHost = new Map<string, number>();
  readonly #roster = new Roster();

  get size() {
    return this.#roster.size;
  }

  add(stay: Stay) {
    this.#bySession.set(stay.session, stay);
    for (const key of stay.nicknameKeys) this.#byNickname.set(key, stay);
    this.#countByHost.set(stay.host, this.countFrom(stay.host) + 1);
    this.#roster.add(stay.member);
  }

  remove(stay: Stay) {
    this.#bySession.delete(stay.session);
    for (const key of stay.nicknameKeys) this.#byNickname.delete(key);
    const left = this.countFrom(stay.host) - 1;
    if (left > 0) this.#countByHost.set(stay.host, left);
    else this.#countByHost.delete(stay.host);
    this.#roster.remove(stay.member.id);
  }

  /** Gives someone who is here another nickname; the former one is free. */
  rename(stay: Stay, { nickname, keys }: { nickname: string; keys: readonly string[] }) {
    for (const key of stay.nicknameKeys) this.#byNickname.delete(key);
    for (const key of keys) this.#byNickname.set(key, stay);
    call(stay, { nickname, keys });
    this.#roster.rename(stay.member);
  }

  of(session: string): Stay | undefined {
    return this.#bySession.get(session);
  }

  named(key: string): Stay | undefined {
    return this.#byNickname.get(key);
  }

  countFrom(host: string): number {
    return this.#countByHost.get(host) ?? 0;
  }

  all(): IterableIterator<Stay> {
    return this.#bySession.values();
  }

  /**
   * Everyone at this moment, in no order that means anything; later comings and goings do not touch the list. It is put together when it is
   * read: who joins a large room does not pay for it, who sends it does.
   */
  snapshot(standing: { epoch: string; next: number }): Snapshot {
    const members = this.#roster.snapshot();
    return {
      ...standing,
      get members() {
        return members();
      },
    };
  }
}
