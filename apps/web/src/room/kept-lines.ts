import * as z from 'zod/mini';
import { keptLines } from '../kept.ts';
import type { OutgoingLine } from './outbox.ts';

const Kept = z.object({
  memberId: z.string(),
  lines: z.array(z.object({ clientMsgId: z.string(), text: z.string() })),
});

/** Keeps in this tab what its member has written and the room has not taken yet, so that a reload loses none of it. */
export const keepLines = (memberId: string, lines: readonly OutgoingLine[]) => {
  const unsent = lines.filter(({ state }) => state !== 'sent').map(({ clientMsgId, text }) => ({ clientMsgId, text }));
  keptLines.write(unsent.length === 0 ? '' : JSON.stringify({ memberId, lines: unsent }));
};

/**
 * What was kept: lines to send on under their ids, if it was this member who wrote them, because the room knows by the id whether one
 * arrived. Otherwise texts, to be sent again only if their writer wants it.
 */
export const takeKeptLines = (memberId: string): { lines: OutgoingLine[]; texts: string[] } => {
  const kept = Kept.safeParse(parsed(keptLines.read())).data;
  if (!kept) return { lines: [], texts: [] };
  if (kept.memberId !== memberId) return { lines: [], texts: kept.lines.map(({ text }) => text) };
  return { lines: kept.lines.map(({ clientMsgId, text }) => ({ clientMsgId, text, state: 'pending' })), texts: [] };
};

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
};
