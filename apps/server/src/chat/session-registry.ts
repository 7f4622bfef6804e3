import type { Snapshot } from '@mailroom/shared';
import { Roster } from './roster.ts';
import { setNickname, type RoomSession } from './room-session.ts';

/** Who is here: one set of stays, found by session, by nickname key and by host. Nothing here searches or counts anew. */
export class SessionRegistry {
  readonly #bySession = new Map<string, RoomSession>();
  readonly #byNickname = new Map<string, RoomSession>();
  readonly #countByHost = new Map<string, number>();
  readonly #roster = new Roster();

  get size() {
    return this.#roster.size;
  }

  add(stay: RoomSession) {
    this.#bySession.set(stay.sessionId, stay);
    for (const key of stay.nicknameKeys) this.#byNickname.set(key, stay);
    this.#countByHost.set(stay.clientNetwork, this.countFromNetwork(stay.clientNetwork) + 1);
    this.#roster.add(stay.member);
  }

  remove(stay: RoomSession) {
    this.#bySession.delete(stay.sessionId);
    for (const key of stay.nicknameKeys) this.#byNickname.delete(key);
    const left = this.countFromNetwork(stay.clientNetwork) - 1;
    if (left > 0) this.#countByHost.set(stay.clientNetwork, left);
    else this.#countByHost.delete(stay.clientNetwork);
    this.#roster.remove(stay.member.id);
  }

  /** Gives someone who is here another nickname; the former one is free. */
  rename(stay: RoomSession, { nickname, keys }: { nickname: string; keys: readonly string[] }) {
    for (const key of stay.nicknameKeys) this.#byNickname.delete(key);
    for (const key of keys) this.#byNickname.set(key, stay);
    setNickname(stay, { nickname, keys });
    this.#roster.rename(stay.member);
  }

  bySessionId(session: string): RoomSession | undefined {
    return this.#bySession.get(session);
  }

  byNicknameKey(key: string): RoomSession | undefined {
    return this.#byNickname.get(key);
  }

  countFromNetwork(host: string): number {
    return this.#countByHost.get(host) ?? 0;
  }

  all(): IterableIterator<RoomSession> {
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
