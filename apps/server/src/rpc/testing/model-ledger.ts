import type { History, Letter, Mail, Reaction, Reconnect, Reset, RoomEvent, RoomSettings } from '@mailroom/shared';

/** The ledger of the model: it keeps all letters, remembers which ones a real ledger no longer holds, and searches them for each answer. */
export class ModelLedger {
  readonly epoch: string;
  readonly #settings: RoomSettings;
  readonly #letters: Letter[] = [];
  /** The letters that a real ledger no longer holds. */
  readonly #dropped = new Map<number, 'message' | 'superseded change' | 'membership'>();
  /** The edits and reactions that a later letter made unnecessary while the ledger held them, in that order. */
  readonly #superseded = new Set<number>();

  constructor(settings: RoomSettings, epoch: string) {
    this.#settings = settings;
    this.epoch = epoch;
  }

  get next() {
    return this.#letters.length;
  }

  get oldest() {
    return this.#heldFrom(0)[0]?.id ?? this.next;
  }

  get reconnect(): Reconnect {
    return { type: 'reconnect', epoch: this.epoch, next: this.next };
  }

  append(event: RoomEvent, at: number): Letter {
    const letter = { id: this.next, at, event };
    for (const { id, event: older } of this.#heldFrom(0)) {
      if (!('letterId' in older && 'letterId' in event && older.letterId === event.letterId)) continue;
      const isReplaced = event.type === 'deleted' || (older.type === 'reacted') === (event.type === 'reacted');
      if (isReplaced) this.#superseded.add(id);
    }
    this.#letters.push(letter);
    this.#dropLetters();
    return letter;
  }

  /** Returns the latest message that the ledger holds with this mutation id, unless it was deleted. */
  findMessage(mutationId: string): Letter | undefined {
    const sent = this.#heldFrom(0).findLast(({ event }) => event.type === 'said' && event.mutationId === mutationId);
    return sent?.event.type === 'said' && sent.event.text !== '' ? sent : undefined;
  }

  /** Returns the reactions to a message. */
  reactionsTo(letterId: number): readonly Reaction[] {
    const last = this.#letters.findLast(({ event }) => event.type === 'reacted' && event.letterId === letterId);
    return last?.event.type === 'reacted' ? last.event.reactions : [];
  }

  /** Removes the text of a message from all its letters. */
  redactMessage(letterId: number) {
    for (const [index, { id, at, event }] of this.#letters.entries()) {
      const isOfMessage = id === letterId || (event.type === 'edited' && event.letterId === letterId);
      if (isOfMessage && 'text' in event) this.#letters[index] = { id, at, event: { ...event, text: '' } };
    }
  }

  /** Returns all letters with this id or a larger one, also those that a real ledger no longer holds. */
  allFrom(id: number): Letter[] {
    return this.#letters.slice(id);
  }

  /** Returns the history for a member who may read the letters from `firstLetterId` on. */
  historyFrom(firstLetterId: number): Letter[] {
    const { historyOnJoin } = this.#settings;
    if (historyOnJoin === 0) return [];
    const letters = this.#heldFrom(firstLetterId);
    const sent = letters.filter(({ event }) => event.type === 'said').slice(-historyOnJoin);
    const start = sent.length === historyOnJoin ? (sent[0]?.id ?? 0) : firstLetterId;
    const memberships = letters.filter((letter) => isMembership(letter) && letter.id >= start).slice(-historyOnJoin);
    return letters.filter((letter) => [...sent, ...memberships, ...this.#lastChanges(letters, sent)].includes(letter));
  }

  /** Returns the letters before letter `before`, back to `firstLetterId`. The model's histories are too short for a second part. */
  olderHistory(firstLetterId: number, before: number): History {
    const from = Math.min(firstLetterId, before);
    const letters = this.#heldFrom(from);
    const shown = letters.filter(({ id, event }) => id < before && !('letterId' in event));
    return {
      type: 'history',
      epoch: this.epoch,
      from,
      before,
      ...this.#missedBetween(from, before),
      hasOlder: false,
      letters: [...shown, ...this.#lastChanges(letters, shown)].toSorted((one, other) => one.id - other.id),
    };
  }

  mailFor({ firstLetterId, since }: { firstLetterId: number; since: number }): Mail | undefined {
    const start = Math.max(since, firstLetterId);
    const letters = this.#heldFrom(start);
    if (letters.length === 0) return undefined;
    const { epoch, next } = this;
    return { type: 'mail', epoch, from: since, next, ...this.#missedBetween(start, next), letters };
  }

  resetFor({ since, epoch = this.epoch }: { since: number; epoch: string | undefined }): Reset | undefined {
    const why = epoch === this.epoch ? 'future' : 'epoch';
    if (why === 'future' && since <= this.next) return undefined;
    return { type: 'reset', why, epoch: this.epoch, oldest: this.oldest, next: this.next };
  }

  /** Returns the letters with this id or a larger one that a real ledger holds. */
  #heldFrom(id: number): Letter[] {
    return this.#letters.slice(id).filter((letter) => !this.#dropped.has(letter.id));
  }

  /** Returns the letters that last changed one of these messages. */
  #lastChanges(letters: readonly Letter[], messages: readonly Letter[]): Letter[] {
    return letters.filter(
      ({ id, event }) =>
        'letterId' in event && messages.some((message) => message.id === event.letterId) && !this.#superseded.has(id),
    );
  }

  #dropLetters() {
    const { ledgerLetters, ledgerMemberships } = this.#settings;
    const held = this.#heldFrom(0);
    const memberships = held.filter(isMembership);
    for (const { id } of memberships.slice(0, -ledgerMemberships)) this.#dropped.set(id, 'membership');
    let tooMany = held.length - memberships.length - ledgerLetters;
    for (const id of this.#superseded) {
      if (tooMany <= 0 || this.#dropped.has(id)) continue;
      this.#dropped.set(id, 'superseded change');
      tooMany--;
    }
    for (const letter of held) {
      if (tooMany <= 0 || isMembership(letter) || this.#dropped.has(letter.id)) continue;
      this.#dropped.set(letter.id, 'message');
      tooMany--;
    }
  }

  #missedBetween(start: number, end: number) {
    const missed = [...this.#dropped].flatMap(([id, kind]) => (id >= start && id < end ? [kind] : []));
    const missedMemberships = missed.filter((kind) => kind === 'membership').length;
    const supersededChanges = missed.filter((kind) => kind === 'superseded change').length;
    return {
      missed: missed.length,
      ...(missedMemberships > 0 && { missedMemberships }),
      ...(supersededChanges > 0 && { supersededChanges }),
    };
  }
}

export const isMembership = ({ event: { type } }: Letter) =>
  type === 'joined' || type === 'left' || type === 'renamed' || type === 'role-changed';
