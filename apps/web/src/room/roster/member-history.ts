import type { Member } from '@mailroom/shared';
import type { Row } from '../../sync/view/row.ts';

/** What the transcript of this page contains about a member. */
export interface MemberHistory {
  /** When the member last joined, in ms since 1970; undefined if that was before the user joined. */
  readonly joinedAt: number | undefined;
  /** The member's nicknames, the current one first. */
  readonly nicknames: readonly string[];
}

/** Collects the history of a member from the rows of the transcript. Someone who rejoined has a new member id and a new history. */
export const memberHistory = (rows: readonly Row[], { id, nickname }: Member): MemberHistory => {
  let joinedAt: number | undefined;
  const nicknames = new Set([nickname]);
  for (const row of rows) {
    if (row.type !== 'letter' || row.letter.event.type === 'unknown' || row.letter.event.member.id !== id) continue;
    const { event, at } = row.letter;
    nicknames.add(event.member.nickname);
    if (event.type === 'renamed') nicknames.add(event.formerNickname);
    if (event.type === 'joined') joinedAt = at;
  }
  return { joinedAt, nicknames: [...nicknames] };
};
