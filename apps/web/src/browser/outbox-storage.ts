import * as z from 'zod/mini';
import { Errand, textsIn } from '../sync/mutation.ts';
import type { Outgoing } from '../sync/outbox-entry.ts';

/** What one page has asked for that the room has not taken yet; and whether that page was closed, as far as it could say so itself. */
const KeptLines = z.object({
  memberId: z.string(),
  isClosed: z.boolean(),
  lines: z.array(Errand),
});
type KeptLines = z.infer<typeof KeptLines>;

const PREFIX = 'mailroom.lines.';

/** Keeps in this browser what its member has asked for and the room has not done yet: no reload and no closed tab loses any of it. */
export const keepLines = (page: string, memberId: string, all: readonly Outgoing[]) => {
  const unsent = all.filter(({ state }) => state !== 'sent').map((each) => Errand.parse(each));
  write(PREFIX + page, unsent.length === 0 ? undefined : { memberId, isClosed: false, lines: unsent });
};

/** Leaves what this page kept to the browser's other pages, or to the next one. */
export const leaveLines = (page: string) => {
  const kept = read(PREFIX + page);
  if (kept) write(PREFIX + page, { ...kept, isClosed: true });
};

/**
 * Takes what pages kept that are closed; `isOpen` tells of those that could not say so themselves. What is to go on under its id, if
 * it was this member who asked for it, because the room knows by the id whether it arrived; otherwise texts, to be sent again only if
 * their writer wants it.
 */
export const takeLines = (memberId: string, isOpen: (page: string) => boolean) => {
  const taken = names().flatMap((name) => {
    const kept = read(name);
    if (!kept || (!kept.isClosed && isOpen(name.slice(PREFIX.length)))) return [];
    write(name, undefined);
    return kept;
  });
  const ofMember = Object.groupBy(taken, (kept) => (kept.memberId === memberId ? 'own' : 'others'));
  return {
    lines: (ofMember.own ?? []).flatMap(({ lines }) => lines),
    texts: (ofMember.others ?? []).flatMap(({ lines }) => lines.flatMap(textsIn)),
  };
};

/** The same person is in the room under another id now. */
export const handOnLines = (from: string, to: string) => {
  for (const name of names()) {
    const kept = read(name);
    if (kept?.memberId === from) write(name, { ...kept, memberId: to });
  }
};

/** Calls `listener` when another page of this browser closes and leaves lines behind. */
export const onLinesLeft = (listener: () => void): (() => void) => {
  const onStorage = ({ key, newValue }: StorageEvent) => {
    if (key?.startsWith(PREFIX) && newValue?.includes('"isClosed":true')) listener();
  };
  window.addEventListener('storage', onStorage);
  return () => window.removeEventListener('storage', onStorage);
};

// Where the browser forbids storage, lines last as long as the page.
const names = (): string[] => {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  } catch {
    return [];
  }
};

const read = (name: string): KeptLines | undefined => {
  try {
    return KeptLines.safeParse(JSON.parse(localStorage.getItem(name) ?? 'null')).data;
  } catch {
    return undefined;
  }
};

const write = (name: string, kept: KeptLines | undefined) => {
  try {
    if (kept) localStorage.setItem(name, JSON.stringify(kept));
    else localStorage.removeItem(name);
  } catch {
    // Full, or forbidden.
  }
};
