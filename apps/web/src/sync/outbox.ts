import type { Refusal } from '@mailroom/shared';
import { backoff } from './backoff.ts';
import { RoomMutation, textsOf } from './mutation.ts';
import { hasSameTarget, groupEntries, type OutboxEntry, type OutboxGroups } from './outbox-entry.ts';

export interface OutboxOptions {
  /** Tries once to ask it of the room. */
  readonly deliver: (errand: RoomMutation, signal: AbortSignal) => Promise<{ id: number }>;
  /** What the room refused, if that is why a try failed. */
  readonly refusalOf: (error: unknown) => Refusal | undefined;
  /** Whether trying again is in vain. */
  readonly isPermanentError: (error: unknown) => boolean;
  /** Settles after `ms`, or sooner when there is a reason to believe that trying again will work. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly newId: () => string;
}

/**
 * What one asks of the room, on its way there: lines, changes of lines, and what one is called, strictly first in first out, one at a
 * time, each tried under the same id until it arrives or is turned down. What is turned down stays, and the rest goes on.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #listeners = new Set<() => void>();
  #all: readonly OutboxEntry[] = [];
  #sorted: OutboxGroups = groupEntries([]);
  /** What the room may have heard of. */
  readonly #tried = new Set<string>();
  #isBusy = false;
  #isHeld = false;
  readonly #stopped = new AbortController();
  #rest = new AbortController();
  #resends = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Sends on what was on its way when a page closed, before what was written since. */
  adopt(errands: readonly RoomMutation[]) {
    const known = new Set(this.#all.map(({ clientMsgId }) => clientMsgId));
    const taken = errands.filter(({ clientMsgId }) => !known.has(clientMsgId));
    for (const { clientMsgId } of taken) this.#tried.add(clientMsgId);
    this.#change([...taken.map(pending), ...this.#all]);
    void this.#work();
  }

  /** Sends what arrived once more, under its own ids: where it arrived is gone. */
  resend() {
    this.#resends++;
    this.#change(this.#all.map((each) => (each.state === 'sent' ? pending(RoomMutation.parse(each)) : each)));
    void this.#work();
  }

  /** Breaks off what is under way and starts nothing until it is hurried: it may be that something else must go before. */
  pause() {
    this.#isHeld = true;
    this.#interrupt();
  }

  /** Tries at once what waits for its next try, and anew what is under way: the connection is there again, and may be another one. */
  retryNow() {
    this.#isHeld = false;
    this.#interrupt();
    void this.#work();
  }

  /** All of it, in the order in which it goes; a new array after each change. */
  readonly entries = () => this.#all;

  /** The same by what it is about; new after each change. */
  readonly groups = () => this.#sorted;

  readonly messages = () => this.#sorted.messages;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  send(text: string) {
    this.#add({ type: 'line', clientMsgId: this.#options.newId(), text });
  }

  /** Gives the line that was said under the id `line` another text: here, if the room has not heard of it; otherwise there, in its turn. */
  edit(line: string, text: string) {
    const unheard = this.#unheard(line);
    if (!unheard) return this.#add({ type: 'edit', clientMsgId: this.#options.newId(), line, text });
    this.#update(line, { text });
    if (unheard.state === 'failed') this.retry(line);
  }

  /** Takes that line back: here, or there, and once. */
  delete(line: string) {
    if (this.#unheard(line)) return void this.discard(line);
    const isGoing = this.#all.some((each) => each.type === 'deletion' && each.targetClientMsgId === line && each.state !== 'failed');
    if (!isGoing) this.#add({ type: 'deletion', clientMsgId: this.#options.newId(), targetClientMsgId });
  }

  rename(nickname: string) {
    this.#add({ type: 'renaming', clientMsgId: this.#options.newId(), nickname });
  }

  /** Sends what was turned down once more, after what was written since: under its own id, unless that is what was refused. */
  retry(clientMsgId: string) {
    const one = this.discard(clientMsgId);
    if (!one) return;
    const id = one.refusal?.refusal === 'id-reused' ? this.#options.newId() : clientMsgId;
    this.#add({ ...RoomMutation.parse(one), clientMsgId: id });
  }

  /** Takes it out, because it is done, and heard of, or is not wanted any more. */
  discard(clientMsgId: string): OutboxEntry | undefined {
    const one = this.#all.find((each) => each.clientMsgId === clientMsgId);
    if (one) this.#letGoOf([one]);
    return one;
  }

  /** Lets go of what arrived: the transcript is past it, up to letter `next`. */
  acknowledgeUpTo(next: number) {
    const settled = this.#all.filter(({ state, id = next }) => state === 'sent' && id < next);
    if (settled.length > 0) this.#letGoOf(settled);
  }

  /** Sends nothing more, and gives back the texts that did not arrive. */
  stop(): string[] {
    this.#stopped.abort();
    const unsent = this.#all.filter(({ state }) => state !== 'sent').flatMap(textsOf);
    this.#change([]);
    return unsent;
  }

  /** What was turned down before, and is asked for again in other words, need not be shown any more. */
  #add(errand: RoomMutation) {
    const rest = this.#all.filter((each) => each.state !== 'failed' || !hasSameTarget(each, errand));
    this.#change([...rest, pending(errand)]);
    void this.#work();
  }

  /** The line, if the room does not have it for certain: it was not tried yet, or turned down. */
  #unheard(line: string): OutboxEntry | undefined {
    return this.#all.find(
      ({ type, clientMsgId, state }) =>
        type === 'line' && clientMsgId === line && (state === 'failed' || !this.#tried.has(clientMsgId)),
    );
  }

  #interrupt() {
    this.#rest.abort();
    this.#rest = new AbortController();
  }

  async #work() {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let next = this.#nextToGo(); next; next = this.#nextToGo()) await this.#bring(next);
    this.#isBusy = false;
  }

  async #bring(outgoing: OutboxEntry) {
    const errand = RoomMutation.parse(outgoing);
    const { clientMsgId } = errand;
    this.#tried.add(clientMsgId);
    const { deliver, refusalOf, isPermanentError, pause } = this.#options;
    // What comes to stand before this goes first.
    for (let failures = 0; this.#nextToGo()?.clientMsgId === clientMsgId; failures++) {
      const resends = this.#resends;
      const hurried = AbortSignal.any([this.#stopped.signal, this.#rest.signal]);
      try {
        const { id } = await deliver(errand, hurried);
        // An answer from where it is gone by now says nothing.
        if (resends === this.#resends) this.#update(clientMsgId, { state: 'sent', id, refusal: undefined });
      } catch (error) {
        const refusal = refusalOf(error);
        // Who lost their session comes in again with their lines, or is shown out with them.
        if (isPermanentError(error) && refusal?.refusal !== 'no-session')
          this.#update(clientMsgId, { state: 'failed', refusal });
        else if (refusal?.refusal === 'too-fast') {
          this.#update(clientMsgId, { refusal });
          await pause(refusal.retryAfterMs, this.#stopped.signal);
        } else await pause(backoff(failures), hurried);
      }
    }
  }

  #nextToGo() {
    return this.#isHeld ? undefined : this.#all.find(({ state }) => state === 'pending');
  }

  #letGoOf(some: readonly OutboxEntry[]) {
    for (const { clientMsgId } of some) this.#tried.delete(clientMsgId);
    this.#change(this.#all.filter((each) => !some.includes(each)));
  }

  #update(clientMsgId: string, change: Partial<Pick<OutboxEntry, 'state' | 'id' | 'refusal'>> & { text?: string }) {
    this.#change(this.#all.map((each) => (each.clientMsgId === clientMsgId ? { ...each, ...change } : each)));
  }

  #change(all: readonly OutboxEntry[]) {
    this.#all = all;
    this.#sorted = groupEntries(all);
    for (const listener of this.#listeners) listener();
  }
}

const pending = (errand: RoomMutation): OutboxEntry => ({ ...errand, state: 'pending' });
