import type { Member } from '@mailroom/shared';

/** How many members share a shelf: what a coming or going copies at most, twice. */
const SHELF = 64;

/**
 * Who is here, in no order that means anything. A snapshot costs nothing to take and is never touched by later comings and goings: the
 * list stands on shelves that are replaced, not changed.
 */
export class Roster {
  #shelves: readonly (readonly Member[])[] = [];
  #size = 0;
  readonly #seats = new Map<Member['id'], number>();

  get size() {
    return this.#size;
  }

  add(member: Member) {
    this.#seats.set(member.id, this.#size);
    this.#put(this.#size, member);
    this.#size++;
  }

  /** The last one in the list takes the free seat, so that nobody else has to move. */
  remove(id: Member['id']) {
    const seat = this.#seats.get(id);
    const last = this.#shelves.at(-1)?.at(-1);
    if (seat === undefined || last === undefined) return;
    this.#seats.delete(id);
    this.#size--;
    this.#dropLast();
    if (last.id === id) return;
    this.#seats.set(last.id, seat);
    this.#put(seat, last);
  }

  /** The same one under another nickname, at the same place. */
  rename(member: Member) {
    const seat = this.#seats.get(member.id);
    if (seat !== undefined) this.#put(seat, member);
  }

  /** The members at this moment, put into one list when it is first needed. */
  snapshot(): () => Member[] {
    const shelves = this.#shelves;
    let list: Member[] | undefined;
    return () => (list ??= shelves.flat());
  }

  #put(seat: number, member: Member) {
    const index = Math.floor(seat / SHELF);
    const shelf = (this.#shelves[index] ?? []).slice();
    shelf[seat % SHELF] = member;
    const shelves = this.#shelves.slice();
    shelves[index] = shelf;
    this.#shelves = shelves;
  }

  #dropLast() {
    const shelf = this.#shelves.at(-1)?.slice(0, -1) ?? [];
    const others = this.#shelves.slice(0, -1);
    this.#shelves = shelf.length > 0 ? [...others, shelf] : others;
  }
}
