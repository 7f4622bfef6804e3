import type { Member } from '@mailroom/shared';
import type { Row } from '../../sync/room-view.ts';

/** What a page was told of somebody. */
export interface KnownOf {
  /** When they came in, in ms since 1970; not of those who were here before one came oneself. */
  readonly joinedAt: number | undefined;
  /** What they are called, and were before. */
  readonly nicknames: readonly string[];
}

/** What the rows tell of a member. Who came back after a silence has come in anew. */
export const knownOf = (rows: readonly Row[], { id, nickname }: Member): KnownOf => {
  let joinedAt: number | undefined;
  const nicknames = new Set([nickname]);
  for (const row of rows) {
    if (row.type !== 'letter' || row.letter.event.type === 'unknown' || row.letter.event.member.id !== id) continue;
    const { event, at } = row.letter;
    nicknames.add(event.member.nickname);
    if (event.type === 'renamed') nicknames.add(event.before);
    if (event.type === 'joined') joinedAt = at;
  }
  return { joinedAt, nicknames: [...nicknames] };
};
