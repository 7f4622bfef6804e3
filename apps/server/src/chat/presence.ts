import { fixedLimits, type Member, type Reconnect, type Presence } from '@mailroom/shared';
import type { Ledger } from './ledger.ts';
import type { Cursor } from './mailbox.ts';
import { isAway } from './room-session.ts';
import type { SessionRegistry } from './session-registry.ts';

/** Who is away and who is writing, as everyone is told: in versions, of which there is a new one when the board is renewed at most. */
export class PresenceTracker {
  readonly #ledger: Ledger;
  readonly #writingUntil = new Map<Member['id'], number>();
  #signs: Presence = { version: 0, away: [], writing: [] };
  #answer: Reconnect | undefined;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** Someone writes. Passes by itself, unless it is said again. */
  startTyping(id: Member['id'], elapsed: number) {
    this.#writingUntil.set(id, elapsed + fixedLimits.typingMs);
  }

  /** Someone wrote, and will say nothing. */
  stopTyping(id: Member['id']) {
    this.#writingUntil.delete(id);
  }

  /** Someone said what they wrote. A letter tells of it, so the signs stay the same version: who reads the letter knows these as well. */
  clearTyping(id: Member['id']) {
    this.#writingUntil.delete(id);
    const { writing, ...presence } = this.#signs;
    if (writing.includes(id)) this.#show({ ...presence, writing: writing.filter((each) => each !== id) });
  }

  /** Someone went, of which a letter tells too. */
  removeMember(id: Member['id']) {
    this.clearTyping(id);
    const { away, ...presence } = this.#signs;
    if (away.includes(id)) this.#show({ ...presence, away: away.filter((each) => each !== id) });
  }

  /** Puts up what is true at `elapsed`; answers whether that is another version. */
  refresh(here: SessionRegistry, elapsed: number): boolean {
    for (const [id, until] of this.#writingUntil) if (until <= elapsed) this.#writingUntil.delete(id);
    const isTold = here.size <= fixedLimits.presenceMaxMembers;
    const away = isTold ? [...here.all()].filter((stay) => isAway(stay, elapsed)).map(({ member }) => member.id) : [];
    const writing = isTold ? [...this.#writingUntil.keys()] : [];
    const { version, ...before } = this.#signs;
    if (isSame(away, before.away) && isSame(writing, before.writing)) return false;
    this.#show({ version: version + 1, away, writing });
    return true;
  }

  /** The signs for a reader who knows others, in one answer for all who stand at the same letter. */
  updateFor({ presence }: Cursor): Reconnect | undefined {
    if (presence === undefined || presence === this.#signs.version) return undefined;
    const { epoch, next } = this.#ledger;
    if (this.#answer?.next !== next) this.#answer = { type: 'reconnect', epoch, next, presence: this.#signs };
    return this.#answer;
  }

  #show(signs: Presence) {
    this.#signs = signs;
    this.#answer = undefined;
  }
}

/** Whether they are the same people, in whatever order. */
const isSame = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((each) => others.includes(each));
