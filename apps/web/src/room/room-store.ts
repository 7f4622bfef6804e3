import type { Letter, Visit, WaitAnswer } from '@mailroom/shared';
import type { Question } from '../room-api.ts';
import { follow, type News } from './follow.ts';
import type { Outbox } from './outbox.ts';
import { enter, fold, reenter, type RoomView } from './room-view.ts';

export interface RoomStoreOptions {
  readonly visit: Visit;
  readonly ask: (question: Question, signal: AbortSignal) => Promise<WaitAnswer>;
  /** Whether the room turned us away from a question. */
  readonly isExpelled: (error: unknown) => boolean;
  /** Whether trying a call again is in vain. */
  readonly isFinal: (error: unknown) => boolean;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Takes a new snapshot as the same member, when numbers no longer mean what they did. */
  readonly rejoin: () => Promise<Visit>;
  readonly outbox: Outbox;
  readonly tab: string;
}

/** The room as one page sees it: a view that changes as news comes in, for as long as someone keeps it running. */
export class RoomStore {
  readonly #options: RoomStoreOptions;
  readonly #listeners = new Set<() => void>();
  #view: RoomView;

  constructor(options: RoomStoreOptions) {
    this.#options = options;
    this.#view = enter(options.visit);
    this.#settleOwn(options.visit.letters);
  }

  readonly view = () => this.#view;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Follows the room from where the view stands; the returned function stops it. */
  run(): () => void {
    const running = new AbortController();
    void this.#keepUp(running.signal);
    return () => running.abort();
  }

  async #keepUp(signal: AbortSignal) {
    const { ask, isExpelled, pause, tab } = this.#options;
    while (!signal.aborted && this.#view.connection.state !== 'ended') {
      const { epoch, next, limits } = this.#view;
      const from = { epoch, since: next };
      const news = follow({ ask, isExpelled, pause, from, tab, holdMs: limits.holdMs, signal });
      for await (const piece of news) this.#take(piece);
      if (!signal.aborted && this.#view.connection.state === 'resyncing') await this.#resync(signal);
    }
  }

  #take(news: News) {
    this.#change(fold(this.#view, news));
    if (news.type === 'mail') this.#settleOwn(news.letters);
  }

  /** One's own lines leave the outbox when they stand in the transcript, or when the transcript is past them. */
  #settleOwn(letters: readonly Letter[]) {
    const { outbox } = this.#options;
    for (const { event } of letters) if (event.type === 'said') outbox.discard(event.clientMsgId);
    outbox.settle(this.#view.next);
  }

  async #resync(signal: AbortSignal) {
    const { rejoin, isFinal, pause } = this.#options;
    // Should numbers never fit, asking again must not become a flood.
    await pause(1_000, signal);
    try {
      const visit = await rejoin();
      // What arrived in a ledger that is gone comes back in no mail.
      if (visit.epoch !== this.#view.epoch) this.#options.outbox.settle(Infinity);
      this.#change(reenter(this.#view, visit));
      this.#settleOwn(visit.letters);
    } catch (error) {
      if (isFinal(error)) this.#take({ type: 'expelled' });
    }
  }

  #change(view: RoomView) {
    const isBack = view.connection.state === 'live' && this.#view.connection.state !== 'live';
    this.#view = view;
    if (isBack) this.#options.outbox.hurry();
    for (const listener of this.#listeners) listener();
  }
}
