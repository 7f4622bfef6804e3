import type { WaitAnswer } from '@mailroom/shared';
import type { Question } from '../room-api.ts';
import type { Tabs, Word } from './tabs.ts';

type Ask = (question: Question, signal: AbortSignal) => Promise<WaitAnswer>;

export interface OnePollOptions {
  /** Asks the room itself. */
  readonly ask: Ask;
  /** The browser's other tabs; without them every tab asks for itself. */
  readonly tabs: Tabs | undefined;
  /** Told when the leader hears from the room again, or when this tab begins to lead: then asking again will work. */
  readonly onHeardAgain: () => void;
}

const PING_MS = 500;
/** So many pings in a row may stay unanswered before another tab leads. */
const PINGS_MISSED = 2;

/**
 * One parked wait for all tabs of a browser, which has only six connections to a server. The tab that leads asks the room and tells the
 * others what it heard. The others keep a cursor of their own: what fits it they take, and for anything else they ask the room
 * themselves, without a hold. So no tab has to trust that it was told everything.
 */
export const onePoll = (options: OnePollOptions): OnePoll => {
  const { ask, tabs } = options;
  return tabs ? new SharedPoll({ ...options, tabs }) : { ask, tell: () => {}, stop: () => {} };
};

export interface OnePoll {
  readonly ask: Ask;
  /** Tells the other tabs what this one knows without having asked. */
  readonly tell: (answer: WaitAnswer) => void;
  readonly stop: () => void;
}

class SharedPoll implements OnePoll {
  readonly #askRoom: Ask;
  readonly #tabs: Tabs;
  readonly #onHeardAgain: () => void;
  readonly #stopped = new AbortController();
  readonly #pinging: ReturnType<typeof setInterval>;
  readonly #undo: readonly (() => void)[];
  /** While this tab leads: aborts when another takes over. */
  #deposed: AbortSignal | undefined;
  #leaderHears = true;
  /** What the leader heard last. */
  #heard: WaitAnswer | undefined;
  #unanswered = 0;
  #changed = Promise.withResolvers<void>();

  constructor({ ask, tabs, onHeardAgain }: OnePollOptions & { tabs: Tabs }) {
    this.#askRoom = ask;
    this.#tabs = tabs;
    this.#onHeardAgain = onHeardAgain;
    this.#pinging = setInterval(() => this.#ping(), PING_MS);
    this.#undo = [
      tabs.listen((word) => this.#listen(word)),
      tabs.onShown(() => this.#deposed ?? this.#lead({ steal: true })),
    ];
    // Browsers slow down what nobody looks at, and freeze it in the end: who is looked at leads.
    this.#lead({ steal: tabs.isShown() });
  }

  readonly stop = () => {
    this.#stopped.abort();
    clearInterval(this.#pinging);
    for (const undo of this.#undo) undo();
    this.#tabs.close();
  };

  readonly tell = (answer: WaitAnswer) => this.#tabs.post({ type: 'heard', answer });

  readonly ask: Ask = async (question, signal) => {
    while (!this.#deposed) {
      const answer = this.#leaderHears ? this.#answerFromLeader(question) : undefined;
      if (answer === 'ask') return this.#askRoom({ ...question, hold: false }, signal);
      if (answer) return answer;
      if (!this.#leaderHears && question.hold) throw new Error('the tab that leads hears nothing');
      await this.#nextChange(signal);
    }
    return this.#askForAll(question, signal, this.#deposed);
  };

  /** What the leader told already, if it goes on from the cursor; or that this tab has to ask the room itself; or nothing yet. */
  #answerFromLeader({ since, epoch, hold }: Question): WaitAnswer | 'ask' | undefined {
    const heard = this.#heard;
    if (!hold) return 'ask';
    switch (heard?.type) {
      case undefined:
      case 'superseded':
        return undefined;
      case 'closed':
      case 'reset':
        this.#heard = undefined;
        return heard;
      case 'reconnect':
        if (heard.epoch === epoch && heard.next < since) return undefined;
        this.#heard = undefined;
        return heard.epoch === epoch && heard.next === since ? heard : 'ask';
      case 'mail':
        if (heard.epoch !== epoch || heard.from > since) return 'ask';
        if (heard.next <= since) return undefined;
        if (heard.from === since) return heard;
        if (heard.missed > 0) return 'ask';
        return { ...heard, from: since, letters: heard.letters.filter(({ id }) => id >= since) };
    }
  }

  async #askForAll(question: Question, signal: AbortSignal, deposed: AbortSignal): Promise<WaitAnswer> {
    try {
      const answer = await this.#askRoom(question, AbortSignal.any([signal, deposed]));
      this.tell(answer);
      return answer;
    } catch (error) {
      if (deposed.aborted && !signal.aborted) return this.ask(question, signal);
      // Stopped or woken, this tab asks again at once; any other end of a question is a connection that failed.
      const isTimeout = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
      if (!signal.aborted || isTimeout) this.#tabs.post({ type: 'lost' });
      throw error;
    }
  }

  #listen(word: Word) {
    if (word.type === 'ping') {
      if (this.#deposed) this.#tabs.post({ type: 'alive' });
      return;
    }
    this.#unanswered = 0;
    if (word.type === 'alive' || this.#deposed) return;
    const heardBefore = this.#leaderHears;
    this.#leaderHears = word.type === 'heard' && !(word.answer.type === 'closed' && word.answer.why === 'restarting');
    if (word.type === 'heard') this.#heard = word.answer;
    this.#change();
    if (this.#leaderHears && !heardBefore) this.#onHeardAgain();
  }

  #ping() {
    if (this.#deposed) return;
    if (this.#unanswered++ < PINGS_MISSED) this.#tabs.post({ type: 'ping' });
    else this.#lead({ steal: true });
  }

  #lead({ steal }: { steal: boolean }) {
    this.#unanswered = 0;
    this.#tabs.lead({
      steal,
      signal: this.#stopped.signal,
      led: (deposed) => {
        const heardBefore = this.#leaderHears;
        this.#deposed = deposed;
        this.#leaderHears = true;
        this.#tabs.post({ type: 'alive' });
        deposed.addEventListener('abort', () => this.#deposed === deposed && this.#follow(), { once: true });
        this.#change();
        if (!heardBefore) this.#onHeardAgain();
      },
    });
  }

  #follow() {
    this.#deposed = undefined;
    this.#heard = undefined;
    this.#lead({ steal: false });
  }

  #change() {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  /** Settles at the leader's next word, or when this tab begins to lead. */
  async #nextChange(signal: AbortSignal) {
    const aborted = Promise.withResolvers<never>();
    const onAbort = () => aborted.reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      signal.throwIfAborted();
      await Promise.race([this.#changed.promise, aborted.promise]);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }
}
