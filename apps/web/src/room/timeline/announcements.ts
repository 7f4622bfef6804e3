import type { LetterRow, Row } from '../../sync/view/row.ts';
import { membershipOutcomes, type MemberRef, type MembershipOutcome } from './membership-outcomes.ts';

/** What a screen reader announces of new rows: single rows, or summaries of many. */
export type Announcement =
  | { readonly type: 'row'; readonly row: Row }
  | { readonly type: 'messages'; readonly count: number; readonly authors: readonly MemberRef[] }
  | {
      readonly type: 'membership';
      readonly outcome: MembershipOutcome;
      readonly members: readonly MemberRef[];
    };

/** The maximum number of messages, and of joins and leaves, that are announced one by one. */
const MAX_SINGLE = 3;

/**
 * Returns the announcements for rows that arrived together. Includes the reader's own messages, as confirmation that they were sent. Leaves
 * out the reader's own joins and leaves.
 */
export const announcements = (rows: readonly Row[]): Announcement[] => {
  const newRows = rows.filter((row) => !isOwnMembership(row));
  const messages = newRows.filter(isMessage);
  const membership = newRows.filter(isMembership);
  const isMessageBurst = messages.length > MAX_SINGLE;
  const isMembershipBurst = membership.length > MAX_SINGLE;
  return [
    ...newRows
      .filter((row) => !(isMessageBurst && isMessage(row)) && !(isMembershipBurst && isMembership(row)))
      .map(announceRow),
    ...(isMembershipBurst ? [...membershipOutcomes(membership)].map(announceOutcome) : []),
    ...(isMessageBurst ? [announceMessages(messages)] : []),
  ];
};

const announceRow = (row: Row): Announcement => ({ type: 'row', row });

const announceOutcome = ([outcome, members]: [MembershipOutcome, MemberRef[]]): Announcement => ({
  type: 'membership',
  outcome,
  members,
});

const announceMessages = (rows: readonly LetterRow[]): Announcement => {
  const authors = new Map<string, MemberRef>();
  for (const { letter, isYours } of rows) {
    if (letter.event.type === 'said')
      authors.set(letter.event.member.id, { member: letter.event.member, isYou: isYours });
  }
  return { type: 'messages', count: rows.length, authors: [...authors.values()] };
};

const isMessage = (row: Row): row is LetterRow => row.type === 'letter' && row.letter.event.type === 'said';

const isMembership = (row: Row): row is LetterRow =>
  row.type === 'letter' && (row.letter.event.type === 'joined' || row.letter.event.type === 'left');

const isOwnMembership = (row: Row) => isMembership(row) && row.isYours;
