import type { Refusal } from '@mailroom/shared';
import { backoff } from '../backoff.ts';

/** A line on its way: waiting or under way, arrived but not yet back in the transcript, or turned down. */
export interface OutgoingLine {
  readonly clientMsgId: string;
  readonly text: string;
  readonly state: 'pending' | 'sent' | 'failed';
  /** Why it was turned down, if the room said why. */
  readonly refusal?: Refusal | undefined;
}

export interface OutboxOptions {
  /** Tries once to bring a line to the room. */
  readonly deliver: (line: { text: string; clientMsgId: string }) => Promise<unknown>;
  /** What the room refused, if that is why a try failed. */
  readonly refusalIn: (error: unknown) => Refusal | undefined;
  /** Whether trying again is in vain. */
  readonly isFinal: (error: unknown) => boolean;
  /** Settles after `ms`, or sooner when there is a reason to believe that trying again will work. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly newId: () => string;
}

/**
 * One's own lines on their way to the room: strictly first in first out, one at a time, each tried under the same id until it arrives
 * or is turned down. What is turned down stays, and the rest goes on.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #listeners = new Set<() => void>();
  #lines: readonly OutgoingLine[] = [];
  #isBusy = false;
  readonly #stopped = new AbortController();

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** The lines in the order in which they were written; a new array after each change. */
  readonly lines = () => this.#lines;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  post(text: string) {
    this.#change([...this.#lines, { clientMsgId: this.#options.newId(), text, state: 'pending' }]);
    void this.#work();
  }

  /** Sends a line that was turned down once more, after those that were written since, and as another: it may be its id that was refused. */
  retry(clientMsgId: string) {
    const line = this.discard(clientMsgId);
    if (line) this.post(line.text);
  }

  /** Takes a line out, because it stands in the transcript now or is not wanted any more. */
  discard(clientMsgId: string): OutgoingLine | undefined {
    const line = this.#lines.find((each) => each.clientMsgId === clientMsgId);
    if (line) this.#change(this.#lines.filter((each) => each !== line));
    return line;
  }

  /** Sends nothing more, and gives back the texts that did not arrive. */
  stop(): string[] {
    this.#stopped.abort();
    const unsent = this.#lines.filter(({ state }) => state !== 'sent').map(({ text }) => text);
    this.#change([]);
    return unsent;
  }

  async #work() {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let line = this.#nextPending(); line; line = this.#nextPending()) await this.#bring(line);
    this.#isBusy = false;
  }

  async #bring({ clientMsgId, text }: OutgoingLine) {
    const { deliver, refusalIn, isFinal, pause } = this.#options;
    for (let failures = 0; this.#isPending(clientMsgId); failures++) {
      try {
        await deliver({ clientMsgId, text });
        this.#update(clientMsgId, { state: 'sent' });
      } catch (error) {
        const refusal = refusalIn(error);
        if (isFinal(error)) this.#update(clientMsgId, { state: 'failed', refusal });
        else
          await pause(refusal?.refusal === 'too-fast' ? refusal.retryAfterMs : backoff(failures), this.#stopped.signal);
      }
    }
  }

  #isPending(clientMsgId: string) {
    return this.#lines.some((line) => line.clientMsgId === clientMsgId && line.state === 'pending');
  }

  #nextPending() {
    return this.#lines.find(({ state }) => state === 'pending');
  }

  #update(clientMsgId: string, change: Partial<OutgoingLine>) {
    this.#change(this.#lines.map((line) => (line.clientMsgId === clientMsgId ? { ...line, ...change } : line)));
  }

  #change(lines: readonly OutgoingLine[]) {
    this.#lines = lines;
    for (const listener of this.#listeners) listener();
  }
}
