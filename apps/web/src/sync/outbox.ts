import type { Refusal } from '@mailroom/shared';
import { backoff, withJitter } from './backoff.ts';
import type { RoomMutation } from './mutation.ts';
import {
  groupEntries,
  hasSameTarget,
  mutationOf,
  pendingEntry,
  replyToOf,
  transition as transitionEntry,
  unsentTextOf,
  type EntryEvent,
  type OutboxEntry,
  type OutboxGroups,
  type UnsentText,
} from './outbox-entry.ts';
import { createStore } from './store.ts';

export interface OutboxOptions {
  /** Sends the mutation to the room once. Resolves with the id of the letter that announces it. */
  readonly deliver: (mutation: RoomMutation, signal: AbortSignal) => Promise<{ id: number }>;
  /** The refusal, if `deliver` failed with one. */
  readonly refusalOf: (error: unknown) => Refusal | undefined;
  /** Whether the same request would fail again. */
  readonly isPermanentError: (error: unknown) => boolean;
  /** Resolves after `ms`, when the signal aborts, or earlier when a retry is likely to succeed. Never rejects. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** A new idempotency key: a UUID. */
  readonly newId: () => string;
}

/**
 * What the outbox does with its pending entries.
 *
 * | state    | meaning                                              | leaves on                                       |
 * | -------- | ---------------------------------------------------- | ----------------------------------------------- |
 * | idle     | nothing is pending                                   | work → draining, pause → paused                 |
 * | draining | the first pending entry is being delivered           | drained → idle, pause → pausing                 |
 * | pausing  | an interrupted delivery is ending; nothing starts    | drained → paused, resume → draining             |
 * | paused   | nothing is delivered, even if entries are pending    | resume → idle                                   |
 * | stopped  | the outbox is closed for good                        | none                                            |
 *
 * `stop` leads to `stopped` from every state.
 */
export type DrainState = 'idle' | 'draining' | 'pausing' | 'paused' | 'stopped';

export type DrainEvent = 'work' | 'drained' | 'pause' | 'resume' | 'stop';

const DRAIN_TRANSITIONS: Record<DrainState, Partial<Record<DrainEvent, DrainState>>> = {
  idle: { work: 'draining', pause: 'paused', stop: 'stopped' },
  draining: { drained: 'idle', pause: 'pausing', stop: 'stopped' },
  pausing: { drained: 'paused', resume: 'draining', stop: 'stopped' },
  paused: { resume: 'idle', stop: 'stopped' },
  stopped: {},
};

/** The state after `event`; the same state where the event does not apply. */
export const transition = (state: DrainState, event: DrainEvent): DrainState =>
  DRAIN_TRANSITIONS[state][event] ?? state;

/**
 * The mutations of this page that the room has not confirmed yet.
 *
 * Delivery is first in, first out and one at a time. An entry is retried under the same idempotency key until the room accepts or refuses
 * it, so no network failure sends it twice. A refused entry stays, and the entries after it continue.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #store = createStore<{ readonly entries: readonly OutboxEntry[]; readonly groups: OutboxGroups }>({
    entries: [],
    groups: groupEntries([]),
  });
  /** The keys of the entries that the room may have received. */
  readonly #attempted = new Set<string>();
  #drainState: DrainState = 'idle';
  readonly #stopAbort = new AbortController();
  /** Interrupts the delivery, or the pause before its next attempt. */
  #retryAbort = new AbortController();
  /** Grows when the room has lost letters. An answer to a request of an earlier generation does not count. */
  #generation = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** All entries, in the order of their delivery. A new array after each change. */
  readonly entries = () => this.#store.getState().entries;

  /** The same entries by what they concern. A new object after each change. */
  readonly groups = () => this.#store.getState().groups;

  readonly messages = () => this.groups().messages;

  /** The texts that the room has not accepted: messages and edits, also those that it refused. */
  readonly unsentTexts = (): UnsentText[] =>
    this.entries().flatMap((entry) => (entry.state === 'sent' ? [] : (unsentTextOf(entry) ?? [])));

  readonly subscribe = this.#store.subscribe;

  /**
   * Adds a message and starts its delivery.
   *
   * The outbox does not validate `text`: the room refuses an empty or too long one (`text-invalid`) and the entry becomes `failed`. When the
   * room limits the rate (`too-fast`), the entry stays `pending` with that refusal and is retried after `retryAfterMs`.
   *
   * @param replyTo the mutation id of the message that it replies to. The room refuses one that it does not have (`message-unknown`)
   */
  send(text: string, replyTo?: string) {
    this.#add({ type: 'send', clientMsgId: this.#options.newId(), text, ...(replyTo !== undefined && { replyTo }) });
  }

  /**
   * Gives a message another text.
   *
   * Changes the entry itself if the room certainly does not have the message: it was never attempted, or it was refused. Otherwise adds an
   * edit, which the room can refuse: `too-late` after the time for changes, `message-unknown` if it does not have the message.
   *
   * @param targetMutationId the mutation id of the message
   */
  edit(targetMutationId: string, text: string) {
    const unsent = this.#unsentMessage(targetMutationId);
    if (!unsent) return this.#add({ type: 'edit', clientMsgId: this.#options.newId(), targetMutationId, text });
    this.#update(unsent.clientMsgId, (entry) => ({ ...entry, text, replyTo: replyToOf(entry) }));
    if (unsent.state === 'failed') this.retry(unsent.clientMsgId);
  }

  /**
   * Deletes a message: removes the entry if the room certainly does not have it, otherwise adds a deletion, unless one is pending. The
   * room refuses it as it refuses an edit.
   */
  delete(targetMutationId: string) {
    const unsent = this.#unsentMessage(targetMutationId);
    if (unsent) return void this.discard(unsent.clientMsgId);
    const isPending = this.entries().some(
      (entry) => entry.type === 'delete' && entry.targetMutationId === targetMutationId && entry.state !== 'failed',
    );
    if (!isPending) this.#add({ type: 'delete', clientMsgId: this.#options.newId(), targetMutationId });
  }

  /**
   * Reacts to a message, or withdraws the reaction if `emoji` is undefined. Takes the place of an earlier reaction to it that the room certainly does
   * not have. The room can refuse it: `message-unknown`, `too-many-reactions`.
   */
  readonly react = (targetMutationId: string, emoji: string | undefined) => {
    const reaction = { type: 'react', clientMsgId: this.#options.newId(), targetMutationId } as const;
    const unsent = this.entries().filter(
      (entry) => hasSameTarget(entry, reaction) && !this.#attempted.has(entry.clientMsgId),
    );
    if (unsent.length > 0) this.#remove(unsent);
    this.#add({ ...reaction, ...(emoji !== undefined && { emoji }) });
  };

  /** Asks for another nickname. The room refuses one that is invalid (`nickname-invalid`) or in use (`nickname-taken`). */
  rename(nickname: string) {
    this.#add({ type: 'rename', clientMsgId: this.#options.newId(), nickname });
  }

  /**
   * Delivers a refused entry again, after all others. It keeps its `clientMsgId` unless the room refused the key itself (`id-reused`). Does
   * nothing if there is no such entry.
   */
  retry(clientMsgId: string) {
    const entry = this.discard(clientMsgId);
    if (!entry) return;
    const id = entry.refusal?.refusal === 'id-reused' ? this.#options.newId() : clientMsgId;
    this.#add({ ...mutationOf(entry), clientMsgId: id });
  }

  /** Removes an entry that is no longer wanted. Returns it, if there was one. */
  discard(clientMsgId: string): OutboxEntry | undefined {
    const entry = this.entries().find((each) => each.clientMsgId === clientMsgId);
    if (entry) this.#remove([entry]);
    return entry;
  }

  /** Removes the entries whose letters arrived, by the mutation ids of those letters. */
  acknowledge(mutationIds: ReadonlySet<string>) {
    const acknowledged = this.entries().filter(({ mutationId }) => mutationIds.has(mutationId));
    if (acknowledged.length > 0) this.#remove(acknowledged);
  }

  /** Removes the accepted entries with a letter id below `next`: the transcript is past them. */
  acknowledgeUpTo(next: number) {
    const acknowledged = this.entries().filter(({ state, id = next }) => state === 'sent' && id < next);
    if (acknowledged.length > 0) this.#remove(acknowledged);
  }

  /** Delivers what a closed page left behind, before what was added here. Skips entries that are here already. */
  adopt(mutations: readonly RoomMutation[]) {
    const present = new Set(this.entries().map(({ clientMsgId }) => clientMsgId));
    const adopted = mutations.filter(({ clientMsgId }) => !present.has(clientMsgId));
    for (const { clientMsgId } of adopted) this.#attempted.add(clientMsgId);
    this.#change([...adopted.map(pendingEntry), ...this.entries()]);
    this.#startDraining();
  }

  /** Delivers accepted entries again, under their keys: the room has lost the letters from `firstLost` on. */
  resend(firstLost: number) {
    this.#generation++;
    this.#change(this.entries().map((entry) => transitionEntry(entry, { type: 'letters-lost', firstLost })));
    this.#startDraining();
  }

  /** Interrupts the delivery. Starts none until `retryNow`, because something else may have to go first. */
  pause() {
    this.#drainState = transition(this.#drainState, 'pause');
    this.#interrupt();
  }

  /** Attempts the first pending entry at once, and repeats an attempt in flight: the connection is back, and may be another one. */
  retryNow() {
    this.#drainState = transition(this.#drainState, 'resume');
    this.#interrupt();
    this.#startDraining();
  }

  /** Closes the outbox for good. Returns the texts that the room has not accepted. */
  stop(): UnsentText[] {
    this.#drainState = transition(this.#drainState, 'stop');
    this.#stopAbort.abort();
    const unsent = this.unsentTexts();
    this.#change([]);
    return unsent;
  }

  /** Adds an entry. Replaces a refused one with the same target. */
  #add(mutation: RoomMutation) {
    const rest = this.entries().filter((entry) => entry.state !== 'failed' || !hasSameTarget(entry, mutation));
    this.#change([...rest, pendingEntry(mutation)]);
    this.#startDraining();
  }

  /** The message, if the room certainly does not have it. */
  #unsentMessage(mutationId: string): OutboxEntry | undefined {
    return this.entries().find(
      (entry) =>
        entry.type === 'send' &&
        (entry.state === 'failed' || !this.#attempted.has(entry.clientMsgId)) &&
        entry.mutationId === mutationId,
    );
  }

  #interrupt() {
    this.#retryAbort.abort();
    this.#retryAbort = new AbortController();
  }

  #startDraining() {
    if (this.#drainState !== 'idle') return;
    this.#drainState = transition(this.#drainState, 'work');
    void this.#drain();
  }

  async #drain() {
    for (let next = this.#nextToDeliver(); next; next = this.#nextToDeliver()) await this.#deliver(next);
    this.#drainState = transition(this.#drainState, 'drained');
  }

  #nextToDeliver() {
    return this.#drainState === 'draining' ? this.entries().find(({ state }) => state === 'pending') : undefined;
  }

  async #deliver(entry: OutboxEntry) {
    const mutation = mutationOf(entry);
    const { clientMsgId } = mutation;
    this.#attempted.add(clientMsgId);
    const { deliver, refusalOf, isPermanentError, pause } = this.#options;
    // An entry that was meanwhile inserted before this one goes first.
    for (let failures = 0; this.#nextToDeliver()?.clientMsgId === clientMsgId; failures++) {
      const generation = this.#generation;
      const interrupted = AbortSignal.any([this.#stopAbort.signal, this.#retryAbort.signal]);
      try {
        const { id } = await deliver(mutation, interrupted);
        if (generation === this.#generation) this.#apply(clientMsgId, { type: 'accepted', id });
      } catch (error) {
        const refusal = refusalOf(error);
        // A lost session refuses nothing: the member rejoins and keeps the entry, or leaves with it.
        if (isPermanentError(error) && refusal?.refusal !== 'no-session')
          this.#apply(clientMsgId, { type: 'refused', refusal });
        else if (refusal?.refusal === 'too-fast' || refusal?.refusal === 'not-kept') {
          this.#apply(clientMsgId, { type: 'deferred', refusal });
          // Several pages were told the same time: those of a network, or all. If all came back then, few would succeed.
          const isForSeveral = refusal.refusal === 'not-kept' || refusal.scope === 'network';
          const { retryAfterMs } = refusal;
          await pause(isForSeveral ? withJitter(retryAfterMs) : retryAfterMs, this.#stopAbort.signal);
        } else {
          if (refusal) this.#apply(clientMsgId, { type: 'deferred', refusal });
          await pause(backoff(failures), interrupted);
        }
      }
    }
  }

  #apply(clientMsgId: string, event: EntryEvent) {
    this.#update(clientMsgId, (entry) => transitionEntry(entry, event));
  }

  #update(clientMsgId: string, update: (entry: OutboxEntry) => OutboxEntry) {
    this.#change(this.entries().map((entry) => (entry.clientMsgId === clientMsgId ? update(entry) : entry)));
  }

  #remove(removed: readonly OutboxEntry[]) {
    for (const { clientMsgId } of removed) this.#attempted.delete(clientMsgId);
    this.#change(this.entries().filter((entry) => !removed.includes(entry)));
  }

  #change(entries: readonly OutboxEntry[]) {
    this.#store.setState({ entries, groups: groupEntries(entries) });
  }
}
