import * as z from 'zod/mini';
import { digest } from '@mailroom/shared';
import { mutationOf, unsentTextOf, type OutboxEntry } from '../../sync/outbox-entry.ts';
import { RoomMutation } from '../../sync/mutation.ts';
import { browserStorage } from './page-storage.ts';

/**
 * The mutations as pages stored them of version 0.1 (`line`) and of those that followed (`targetClientMsgId`). Read them as long as someone may
 * have such a page open.
 */
const FormerMutation = z.union([
  z.pipe(
    z.object({ type: z.literal('edit'), clientMsgId: z.string(), line: z.string(), text: z.string() }),
    z.transform(({ line, ...rest }) => ({ ...rest, targetMutationId: digest(line) })),
  ),
  z.pipe(
    z.object({ type: z.literal('edit'), clientMsgId: z.string(), targetClientMsgId: z.string(), text: z.string() }),
    z.transform(({ targetClientMsgId, ...rest }) => ({ ...rest, targetMutationId: digest(targetClientMsgId) })),
  ),
  z.pipe(
    z.object({ type: z.literal('deletion'), clientMsgId: z.string(), line: z.string() }),
    z.transform(({ line, ...rest }) => ({ ...rest, type: 'delete' as const, targetMutationId: digest(line) })),
  ),
  z.pipe(
    z.object({ type: z.literal('delete'), clientMsgId: z.string(), targetClientMsgId: z.string() }),
    z.transform(({ targetClientMsgId, ...rest }) => ({ ...rest, targetMutationId: digest(targetClientMsgId) })),
  ),
  z.pipe(
    z.object({ type: z.literal('renaming'), clientMsgId: z.string(), nickname: z.string() }),
    z.transform((rename) => ({ ...rename, type: 'rename' as const })),
  ),
  // The oldest pages stored messages only, and no type.
  z.pipe(
    z.object({ type: z.optional(z.literal('line')), clientMsgId: z.string(), text: z.string() }),
    z.transform((message) => ({ ...message, type: 'send' as const })),
  ),
]);

const StoredMutation = z.union([RoomMutation, FormerMutation]);

/** The outbox of one page. `isReleased`: the page said that it closes. */
const StoredOutbox = z.union([
  z.object({ memberId: z.string(), isReleased: z.boolean(), mutations: z.array(StoredMutation) }),
  z.pipe(
    z.object({ memberId: z.string(), isClosed: z.boolean(), lines: z.array(StoredMutation) }),
    z.transform(({ memberId, isClosed, lines }) => ({ memberId, isReleased: isClosed, mutations: lines })),
  ),
]);
type StoredOutbox = z.infer<typeof StoredOutbox>;

const PREFIX = 'mailroom.lines.';

/**
 * Stores what the room has not accepted yet, so that no reload and no closed tab loses it. If the browser does not store all of it, it stores
 * what it had before and is still wanted: another page must not send what was changed or discarded since.
 *
 * @param pageId the page that will deliver it
 * @param memberId the member who asked for it
 * @returns whether all of it is stored
 */
export const saveOutbox = (pageId: string, memberId: string, entries: readonly OutboxEntry[]): boolean => {
  const key = PREFIX + pageId;
  const mutations = entries.filter(({ state }) => state !== 'sent').map(mutationOf);
  const stored = browserStorage.read(key);
  if (write(key, outboxOf(memberId, mutations))) return true;
  const before = new Set(parse(stored)?.mutations.map((mutation) => JSON.stringify(mutation)));
  const unchanged = mutations.filter((mutation) => before.has(JSON.stringify(mutation)));
  if (!write(key, outboxOf(memberId, unchanged))) write(key, undefined);
  return false;
};

const outboxOf = (memberId: string, mutations: StoredOutbox['mutations']): StoredOutbox | undefined =>
  mutations.length === 0 ? undefined : { memberId, isReleased: false, mutations };

/** Leaves what this page stored to another page of the browser, or to the next one. */
export const releaseOutbox = (pageId: string) => {
  const stored = read(PREFIX + pageId);
  if (stored) write(PREFIX + pageId, { ...stored, isReleased: true });
};

/**
 * Removes and returns what closed pages stored.
 *
 * @param isOpen whether a page that released nothing is still open: it may have crashed
 * @returns `mutations`: those of this member, to be delivered under their keys, by which the room knows whether they arrived.
 *   `texts`: those of other members, to be sent only if their writer wants it.
 */
export const claimOutboxes = (memberId: string, isOpen: (pageId: string) => boolean) => {
  const claimed = keys().flatMap((key) => {
    const stored = read(key);
    if (!stored || (!stored.isReleased && isOpen(key.slice(PREFIX.length)))) return [];
    write(key, undefined);
    return stored;
  });
  const byMember = Object.groupBy(claimed, (stored) => (stored.memberId === memberId ? 'own' : 'others'));
  return {
    mutations: (byMember.own ?? []).flatMap(({ mutations }) => mutations),
    texts: (byMember.others ?? []).flatMap(({ mutations }) => mutations.flatMap((each) => unsentTextOf(each) ?? [])),
  };
};

/** Gives the outboxes of member `from` to member `to`: the same person rejoined under another id. */
export const reassignOutboxes = (from: string, to: string) => {
  for (const key of keys()) {
    const stored = read(key);
    if (stored?.memberId === from) write(key, { ...stored, memberId: to });
  }
};

/** Calls `listener` when another page of this browser closes and releases its outbox. Returns the unsubscribe function. */
export const onOutboxReleased = (listener: () => void): (() => void) => {
  const onStorage = ({ key, newValue }: StorageEvent) => {
    if (!key?.startsWith(PREFIX) || newValue === null) return;
    if (parse(newValue)?.isReleased) listener();
  };
  window.addEventListener('storage', onStorage);
  return () => window.removeEventListener('storage', onStorage);
};

const keys = (): string[] => browserStorage.keys(PREFIX);

const read = (key: string): StoredOutbox | undefined => parse(browserStorage.read(key));

const parse = (text: string): StoredOutbox | undefined => {
  try {
    return StoredOutbox.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};

/** Returns whether the browser stored it. */
const write = (key: string, stored: StoredOutbox | undefined): boolean =>
  browserStorage.write(key, stored ? JSON.stringify(stored) : '');
