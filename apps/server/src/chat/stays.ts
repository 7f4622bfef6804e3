import type { Member } from '@mailroom/shared';
import type { Stay } from './stay.ts';

/** Who is here: one set of stays, found by session, by nickname key and by host. Nothing here searches or counts anew. */
export class Stays {
  readonly #bySession = new Map<string, Stay>();
  readonly #byNickname = new Map<string, Stay>();
  readonly #countByHost = new Map<string, number>();
  readonly #members: Member[] = [];
  readonly #seats = new Map<Member['id'], number>();

  get size() {
    return this.#members.length;
  }

  add(stay: Stay) {
    this.#bySession.set(stay.session, stay);
    this.#byNickname.set(stay.nicknameKey, stay);
    this.#countByHost.set(stay.host, this.countFrom(stay.host) + 1);
    this.#seats.set(stay.member.id, this.#members.push(stay.member) - 1);
  }

  remove(stay: Stay) {
    this.#bySession.delete(stay.session);
    this.#byNickname.delete(stay.nicknameKey);
    const left = this.countFrom(stay.host) - 1;
    if (left > 0) this.#countByHost.set(stay.host, left);
    else this.#countByHost.delete(stay.host);
    this.#vacate(stay.member.id);
  }

  of(session: string): Stay | undefined {
    return this.#bySession.get(session);
  }

  named(nicknameKey: string): Stay | undefined {
    return this.#byNickname.get(nicknameKey);
  }

  countFrom(host: string): number {
    return this.#countByHost.get(host) ?? 0;
  }

  all(): IterableIterator<Stay> {
    return this.#bySession.values();
  }

  /** Everyone at this moment, in no order that means anything: a copy, which later joins and leaves do not touch. */
  members(): Member[] {
    return this.#members.slice();
  }

  /** The last one in the list takes the free seat, so that nobody else has to move. */
  #vacate(id: Member['id']) {
    const seat = this.#seats.get(id);
    const last = this.#members.pop();
    this.#seats.delete(id);
    if (seat === undefined || last === undefined || last.id === id) return;
    this.#members[seat] = last;
    this.#seats.set(last.id, seat);
  }
}
