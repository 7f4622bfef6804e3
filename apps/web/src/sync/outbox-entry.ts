import { digest, type Refusal } from '@mailroom/shared';
import { RoomMutation, textOf } from './mutation.ts';

/**
 * One mutation in the outbox.
 *
 * | state   | meaning                                                        | leaves on                          |
 * | ------- | -------------------------------------------------------------- | ---------------------------------- |
 * | pending | waits for its turn, for an answer or for its next attempt        | accepted → sent, refused → failed  |
 * | sent    | the room accepted it; the transcript does not show it yet        | letters-lost → pending             |
 * | failed  | the room refused it for good; the user can retry or discard it   | none: a retry adds a new entry     |
 *
 * In every other case an entry leaves its state by removal from the outbox.
 */
export type OutboxEntry = RoomMutation & {
  /** The digest of `clientMsgId`. Computed once, because each letter that arrives is compared with all entries. */
  readonly mutationId: string;
  readonly state: 'pending' | 'sent' | 'failed';
  /** The id of the letter that announces the mutation. Present when `state` is `sent`. */
  readonly id?: number;
  /** `failed`: the reason, if the room gave one. `pending`: why it is delayed, if it is. */
  readonly refusal?: Refusal | undefined;
};

/** The events that change the state of an entry. */
export type EntryEvent =
  | { readonly type: 'accepted'; readonly id: number }
  /** The room asked to repeat it later, because of a limit, because it can keep nothing now, or because it does not know the session. */
  | { readonly type: 'deferred'; readonly refusal: Refusal }
  | { readonly type: 'refused'; readonly refusal: Refusal | undefined }
  /** The room continues in another ledger: the letters of the former one from this id on will not come. */
  | { readonly type: 'letters-lost'; readonly firstLost: number };

/** The entry after `event`. Returns `entry` itself where the event does not apply to its state. */
export const transition = (entry: OutboxEntry, event: EntryEvent): OutboxEntry => {
  switch (event.type) {
    case 'accepted':
      return entry.state === 'pending' ? { ...entry, state: 'sent', id: event.id, refusal: undefined } : entry;
    case 'deferred':
      return entry.state === 'pending' ? { ...entry, refusal: event.refusal } : entry;
    case 'refused':
      return entry.state === 'pending' ? { ...entry, state: 'failed', refusal: event.refusal } : entry;
    case 'letters-lost':
      return entry.state === 'sent' && (entry.id ?? 0) >= event.firstLost ? pendingEntry(mutationOf(entry)) : entry;
  }
};

export const pendingEntry = (mutation: RoomMutation): OutboxEntry => ({
  ...mutation,
  mutationId: digest(mutation.clientMsgId),
  state: 'pending',
});

/** The mutation without the state of its delivery. */
export const mutationOf = (entry: OutboxEntry): RoomMutation => RoomMutation.parse(entry);

/** A text that a person wrote and the room has not accepted. `replyTo` is the mutation id of the message that it replies to. */
export interface UnsentText {
  readonly text: string;
  readonly replyTo?: string | undefined;
}

type RefusableMutation = RoomMutation & Pick<OutboxEntry, 'refusal'>;

/** The text that is lost if the entry is not sent. Undefined if it has none. */
export const unsentTextOf = (entry: RefusableMutation): UnsentText | undefined => {
  const text = textOf(entry);
  return text === undefined ? undefined : { text, replyTo: replyToOf(entry) };
};

/** The mutation id of the message that the entry replies to, unless the room refused it because it does not have that message. */
export const replyToOf = (entry: RefusableMutation): string | undefined =>
  entry.type === 'send' && entry.refusal?.refusal !== 'message-unknown' ? entry.replyTo : undefined;

/** A message on its way to the room. */
export type OutboxMessage = Extract<OutboxEntry, { type: 'send' }>;

/** A change of a message that the room has: its new text, or its deletion. `clientMsgId` is the change's own key. */
export type OutboxChange = Extract<OutboxEntry, { type: 'edit' | 'delete' }>;

/** A reaction to a message, or its withdrawal. */
export type OutboxReaction = Extract<OutboxEntry, { type: 'react' }>;

/** A change of the member's nickname. */
export type OutboxRename = Extract<OutboxEntry, { type: 'rename' }>;

/** The entries of the outbox, by what they concern. */
export interface OutboxGroups {
  readonly messages: readonly OutboxMessage[];
  /** The last change of each message, by the mutation id of the message. */
  readonly changes: ReadonlyMap<string, OutboxChange>;
  /** The last reaction to each message, in the same way. */
  readonly reactions: ReadonlyMap<string, OutboxReaction>;
  /** The last rename. */
  readonly rename: OutboxRename | undefined;
}

export const groupEntries = (entries: readonly OutboxEntry[]): OutboxGroups => {
  const changes = new Map<string, OutboxChange>();
  const reactions = new Map<string, OutboxReaction>();
  for (const entry of entries) {
    if (entry.type === 'react') reactions.set(entry.targetMutationId, entry);
    if (entry.type === 'edit' || entry.type === 'delete') changes.set(entry.targetMutationId, entry);
  }
  return {
    messages: entries.filter((entry) => entry.type === 'send'),
    changes,
    reactions,
    rename: entries.findLast((entry) => entry.type === 'rename'),
  };
};

/** Whether both change the same thing: the same message, the reaction to the same message, or the nickname. Two sent messages never do. */
export const hasSameTarget = (one: RoomMutation, other: RoomMutation): boolean => {
  if (one.type === 'rename' || other.type === 'rename') return one.type === other.type;
  if (one.type === 'send' || other.type === 'send' || one.targetMutationId !== other.targetMutationId) return false;
  return (one.type === 'react') === (other.type === 'react');
};
