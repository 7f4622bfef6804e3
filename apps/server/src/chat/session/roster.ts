import type { Member } from '@mailroom/shared';

/** Members per chunk. Adding or removing a member copies at most two chunks. */
const CHUNK_SIZE = 64;

/**
 * The members of the room, in no particular order. Taking a snapshot costs nothing, and later changes do not affect it:
 * the list is stored in chunks that are replaced, never changed.
 */
export class Roster {
  #chunks: readonly (readonly Member[])[] = [];
  #size = 0;
  /** The position of each member, counted over all chunks. */
  readonly #slots = new Map<Member['id'], number>();

  get size() {
    return this.#size;
  }

  has(id: Member['id']): boolean {
    return this.#slots.has(id);
  }

  add(member: Member) {
    this.#slots.set(member.id, this.#size);
    this.#set(this.#size, member);
    this.#size++;
  }

  /** Removes a member and moves the last one into the free slot. */
  remove(id: Member['id']) {
    const slot = this.#slots.get(id);
    const last = this.#chunks.at(-1)?.at(-1);
    if (slot === undefined || last === undefined) return;
    this.#slots.delete(id);
    this.#size--;
    this.#removeLast();
    if (last.id === id) return;
    this.#slots.set(last.id, slot);
    this.#set(slot, last);
  }

  /** Replaces the member with this id, in the same slot. */
  replace(member: Member) {
    const slot = this.#slots.get(member.id);
    if (slot !== undefined) this.#set(slot, member);
  }

  /** Returns a function that lists the members of this moment. The list is built at the first call. */
  snapshot(): () => Member[] {
    const chunks = this.#chunks;
    let members: Member[] | undefined;
    // In contrast to `flat`, `concat` allocates no more than the list needs.
    const none: Member[] = [];
    return () => (members ??= none.concat(...chunks));
  }

  #set(slot: number, member: Member) {
    const index = Math.floor(slot / CHUNK_SIZE);
    const chunk = (this.#chunks[index] ?? []).slice();
    chunk[slot % CHUNK_SIZE] = member;
    const chunks = this.#chunks.slice();
    chunks[index] = chunk;
    this.#chunks = chunks;
  }

  #removeLast() {
    const chunk = this.#chunks.at(-1)?.slice(0, -1) ?? [];
    const others = this.#chunks.slice(0, -1);
    this.#chunks = chunk.length > 0 ? [...others, chunk] : others;
  }
}
