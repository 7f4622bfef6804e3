import { fixedLimits, type Member, type Presence, type Reconnect } from '@mailroom/shared';
import type { Ledger } from '../ledger/ledger.ts';
import type { Cursor } from './cursor.ts';

/** The members of the room, as far as presence depends on them. */
export interface RoomMembers {
  readonly memberCount: number;
  /** Lists the ids of the members that are away. Called only if the room is small enough to show presence. */
  readonly listAwayIds: () => Member['id'][];
}

/**
 * Tracks who is away and who is typing. Presence is never in the ledger; it has a version. `refresh` creates at most one
 * new version, so the number of updates does not depend on what the members do in between.
 */
export class PresenceTracker {
  readonly #ledger: Ledger;
  readonly #typingUntil = new Map<Member['id'], number>();
  #presence: Presence;
  /** The update for the current presence and position of the ledger, shared by all clients that get it. */
  #update: Reconnect | undefined;

  constructor(ledger: Ledger, version = 0) {
    this.#ledger = ledger;
    this.#presence = { version, away: [], typing: [] };
  }

  /** The version of the presence. Each change increments it. */
  get version() {
    return this.#presence.version;
  }

  /** Marks a member as typing for `typingMs` from `monotonicNow` on. Shown from the next refresh on. */
  startTyping(id: Member['id'], monotonicNow: number) {
    this.#typingUntil.set(id, monotonicNow + fixedLimits.typingMs);
  }

  /** Marks a member as not typing. Shown from the next refresh on. */
  stopTyping(id: Member['id']) {
    this.#typingUntil.delete(id);
  }

  /**
   * Removes a member from the typing members at once, because of a message. The version stays the same: clients that read
   * the letter apply the same change.
   */
  clearTyping(id: Member['id']) {
    this.#typingUntil.delete(id);
    const { typing, ...presence } = this.#presence;
    if (typing.includes(id)) this.#set({ ...presence, typing: typing.filter((each) => each !== id) });
  }

  /** Removes a member who left, at once and under the same version, as `clearTyping` does. */
  removeMember(id: Member['id']) {
    this.clearTyping(id);
    const { away, ...presence } = this.#presence;
    if (away.includes(id)) this.#set({ ...presence, away: away.filter((each) => each !== id) });
  }

  /**
   * Updates the presence to `monotonicNow`. It is empty in a room with more than `presenceMaxMembers` members.
   *
   * @returns whether there is a new version
   */
  refresh({ memberCount, listAwayIds }: RoomMembers, monotonicNow: number): boolean {
    for (const [id, until] of this.#typingUntil) if (until <= monotonicNow) this.#typingUntil.delete(id);
    const isShown = memberCount <= fixedLimits.presenceMaxMembers;
    const away = isShown ? listAwayIds() : [];
    const typing = isShown ? [...this.#typingUntil.keys()] : [];
    const { version, ...previous } = this.#presence;
    if (hasSameIds(away, previous.away) && hasSameIds(typing, previous.typing)) return false;
    this.#set({ version: version + 1, away, typing });
    return true;
  }

  /**
   * Returns the presence for a client that has another version, or `undefined` if it has this one or asks for none.
   * Clients at the same letter get the same object.
   */
  updateFor({ presence: knownVersion }: Cursor): Reconnect | undefined {
    if (knownVersion === undefined || knownVersion === this.#presence.version) return undefined;
    const { epoch, next } = this.#ledger;
    if (this.#update?.next !== next) this.#update = { type: 'reconnect', epoch, next, presence: this.#presence };
    return this.#update;
  }

  #set(presence: Presence) {
    this.#presence = presence;
    this.#update = undefined;
  }
}

/** Whether two lists hold the same ids, in any order. */
const hasSameIds = (ids: readonly string[], others: readonly string[]) =>
  ids.length === others.length && ids.every((id) => others.includes(id));
