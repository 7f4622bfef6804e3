import type { Snapshot } from '@mailroom/shared';
import { RefusalError } from '../limits/refusal-error.ts';
import type { Absentees } from './absentees.ts';
import { setNickname, type RoomSession } from './room-session.ts';
import { Roster } from './roster.ts';
import { SessionsByNetwork } from './sessions-by-network.ts';

/** The live sessions, indexed by session id, nickname key and network. The cost of a call does not grow with their number. */
export class SessionRegistry {
  readonly #bySessionId = new Map<string, RoomSession>();
  readonly #byNicknameKey = new Map<string, RoomSession>();
  readonly #byNetwork = new SessionsByNetwork();
  readonly #roster = new Roster();

  get size() {
    return this.#roster.size;
  }

  add(session: RoomSession) {
    this.#bySessionId.set(session.sessionId, session);
    for (const key of session.nicknameKeys) this.#byNicknameKey.set(key, session);
    this.#byNetwork.add(session);
    this.#roster.add(session.member);
  }

  remove(session: RoomSession) {
    this.#bySessionId.delete(session.sessionId);
    for (const key of session.nicknameKeys) this.#byNicknameKey.delete(key);
    this.#byNetwork.remove(session);
    this.#roster.remove(session.member.id);
  }

  /** Changes the nickname of a live session and frees the former one. */
  rename(session: RoomSession, { nickname, keys }: { nickname: string; keys: readonly string[] }) {
    for (const key of session.nicknameKeys) this.#byNicknameKey.delete(key);
    for (const key of keys) this.#byNicknameKey.set(key, session);
    setNickname(session, { nickname, keys });
    this.#roster.replace(session.member);
  }

  /** Makes a change of `session.member` visible. Its nickname must be the same. */
  updateMember(session: RoomSession) {
    this.#roster.replace(session.member);
  }

  /**
   * Checks that no other member has, and no absentee reserves, a nickname with one of these keys.
   *
   * @param requester the session that asks for the nickname; its own nickname does not count
   * @throws {RefusalError} `nickname-taken`
   */
  assertNicknameFree(
    keys: readonly string[],
    { requester, absentees, now }: { requester: RoomSession | undefined; absentees: Absentees; now: number },
  ) {
    const holders = keys.flatMap((key) => this.byNicknameKey(key) ?? absentees.byNicknameKey(key, now) ?? []);
    if (holders.some((holder) => holder !== requester)) throw new RefusalError({ refusal: 'nickname-taken' });
  }

  bySessionId(sessionId: string): RoomSession | undefined {
    return this.#bySessionId.get(sessionId);
  }

  /** Returns the live session with this id, unless the id has expired. */
  current(sessionId: string): RoomSession | undefined {
    const session = this.#bySessionId.get(sessionId);
    return session?.isExpired ? undefined : session;
  }

  /**
   * Returns the live session with this id.
   *
   * @throws {RefusalError} `no-session` if there is none, or the id has expired
   */
  require(sessionId: string): RoomSession {
    const session = this.current(sessionId);
    if (!session) throw new RefusalError({ refusal: 'no-session' });
    return session;
  }

  /** Whether a live session belongs to the member with this id. */
  hasMember(id: string): boolean {
    return this.#roster.has(id);
  }

  byNicknameKey(key: string): RoomSession | undefined {
    return this.#byNicknameKey.get(key);
  }

  /** Returns the number of sessions from a network, or from an IPv6 /48. */
  countFrom(networkOrPrefix: string): number {
    return this.#byNetwork.count(networkOrPrefix);
  }

  all(): IterableIterator<RoomSession> {
    return this.#bySessionId.values();
  }

  /**
   * Returns the members of this moment, in no particular order. Later changes do not affect the list. The list is built
   * when `members` is read, so that a join into a large room does not pay for it; serializing the answer does.
   */
  snapshot(position: { epoch: string; next: number }): Snapshot {
    const members = this.#roster.snapshot();
    return {
      ...position,
      get members() {
        return members();
      },
    };
  }
}
