import type { Refusal } from '@mailroom/shared';
import { backoff } from '../backoff.ts';

/** A line on its way: waiting or under way, arrived but not yet back in the transcript, or turned down. */
export interface OutgoingLine {
  readonly clientMsgId: string;
  readonly text: string;
  readonly state: 'pending' | 'sent' | 'failed';
  /** The number of its letter, once it arrived. */
  readonly id?: number;
  /** Why it was turned down, if the room said why. */
  readonly refusal?: Refusal | undefined;
}

export interface OutboxOptions {
  /** Tries once to bring a line to the room. */
  readonly deliver: (line: { text: string; clientMsgId: string }, signal: AbortSignal) => Promise<{ id: number }>;
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
  #isHeld = false;
  readonly #stopped = new AbortController();
  #rest = new AbortController();
  #resends = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Sends on what was on its way when a page closed, before what was written since. */
  takeOver(lines: readonly { clientMsgId: string; text: string }[]) {
    const known = new Set(this.#lines.map(({ clientMsgId }) => clientMsgId));
    const taken = lines.filter(({ clientMsgId }) => !known.has(clientMsgId));
    this.#change([...taken.map(pending), ...this.#lines]);
    void this.#work();
  }

  /** Sends what arrived once more, under its own ids: where it arrived is gone. */
  resend() {
    this.#resends++;
    this.#change(this.#lines.map((line) => (line.state === 'sent' ? pending(line) : line)));
    void this.#work();
  }

  /** Breaks off what is under way and starts nothing until it is hurried: it may be that something else must go before. */
  hold() {
    this.#isHeld = true;
    this.#interrupt();
  }

  /** Tries at once what waits for its next try, and anew what is under way: the connection is there again, and may be another one. */
  hurry() {
    this.#isHeld = false;
    this.#interrupt();
    void this.#work();
  }

  /** The lines in the order in which they were written; a new array after each change. */
  readonly lines = () => this.#lines;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  post(text: string) {
    this.#change([...this.#lines, pending({ clientMsgId: this.#options.newId(), text })]);
    void this.#work();
  }

  /** Sends a line that was turned down once more, after those that were written since: under its own id, unless that is what was refused. */
  retry(clientMsgId: string) {
    const line = this.discard(clientMsgId);
    if (!line) return;
    const id = line.refusal?.refusal === 'id-reused' ? this.#options.newId() : clientMsgId;
    this.#change([...this.#lines, pending({ clientMsgId: id, text: line.text })]);
    void this.#work();
  }

  /** Takes a line out, because it stands in the transcript now or is not wanted any more. */
  discard(clientMsgId: string): OutgoingLine | undefined {
    const line = this.#lines.find((each) => each.clientMsgId === clientMsgId);
    if (line) this.#change(this.#lines.filter((each) => each !== line));
    return line;
  }

  /** Lets go of lines that arrived: the transcript is past them, up to letter `next`. */
  settle(next: number) {
    const rest = this.#lines.filter(({ state, id = next }) => state !== 'sent' || id >= next);
    if (rest.length < this.#lines.length) this.#change(rest);
  }

  /** Sends nothing more, and gives back the texts that did not arrive. */
  stop(): string[] {
    this.#stopped.abort();
    const unsent = this.#lines.filter(({ state }) => state !== 'sent').map(({ text }) => text);
    this.#change([]);
    return unsent;
  }

  #interrupt() {
    this.#rest.abort();
    this.#rest = new AbortController();
  }

  async #work() {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let line = this.#nextToGo(); line; line = this.#nextToGo()) await this.#bring(line);
    this.#isBusy = false;
  }

  async #bring({ clientMsgId, text }: OutgoingLine) {
    const { deliver, refusalIn, isFinal, pause } = this.#options;
    // A line that comes to stand before this one goes first.
    for (let failures = 0; this.#nextToGo()?.clientMsgId === clientMsgId; failures++) {
      const resends = this.#resends;
      const hurried = AbortSignal.any([this.#stopped.signal, this.#rest.signal]);
      try {
        const { id } = await deliver({ clientMsgId, text }, hurried);
        // An answer from where it is gone by now says nothing.
        if (resends === this.#resends) this.#update(clientMsgId, { state: 'sent', id });
      } catch (error) {
        const refusal = refusalIn(error);
        // Who lost their session comes in again with their lines, or is shown out with them.
        if (isFinal(error) && refusal?.refusal !== 'no-session')
          this.#update(clientMsgId, { state: 'failed', refusal });
        else if (refusal?.refusal === 'too-fast') await pause(refusal.retryAfterMs, this.#stopped.signal);
        else await pause(backoff(failures), hurried);
      }
    }
  }

  #nextToGo() {
    return this.#isHeld ? undefined : this.#lines.find(({ state }) => state === 'pending');
  }

  #update(clientMsgId: string, change: Partial<OutgoingLine>) {
    this.#change(this.#lines.map((line) => (line.clientMsgId === clientMsgId ? { ...line, ...change } : line)));
  }

  #change(lines: readonly OutgoingLine[]) {
    this.#lines = lines;
    for (const listener of this.#listeners) listener();
  }
}

const pending = ({ clientMsgId, text }: { clientMsgId: string; text: string }): OutgoingLine => ({
  clientMsgId,
  text,
  state: 'pending',
});
