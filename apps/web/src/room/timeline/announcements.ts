import { membershipOutcomes, type MemberRef, type MembershipOutcome } from './membership-outcomes.ts';
import type { LetterRow, Row } from '../../sync/room-view.ts';

/** Something that came in, as it is read aloud: a row as it is, or where they are too many, what they come to. */
export type Announcement =
  | { readonly type: 'row'; readonly row: Row }
  | { readonly type: 'lines'; readonly count: number; readonly authors: readonly MemberRef[] }
  | { readonly type: 'goings'; readonly outcome: MembershipOutcome; readonly people: readonly MemberRef[] };

/** Up to so many lines, or comings and goings, are read as they are. */
const MAX_SINGLE = 3;

/**
 * What to read aloud of rows that came in together. One's own lines are among it: that they are there is news. How it stands with the
 * connection is told elsewhere, and that one came in oneself one knows.
 */
export const announcements = (rows: readonly Row[]): Announcement[] => {
  const news = rows.filter((row) => !isOfConnection(row) && !isOwnGoing(row));
  const said = news.filter(isSaid);
  const goings = news.filter(isGoing);
  const isMessageBurst = said.length > MAX_SINGLE;
  const isMembershipBurst = goings.length > MAX_SINGLE;
  return [
    ...news.filter((row) => !(isMessageBurst && isSaid(row)) && !(isMembershipBurst && isGoing(row))).map(asItIs),
    ...(isMembershipBurst ? [...membershipOutcomes(goings)].map(asGoings) : []),
    ...(isMessageBurst ? [asLines(said)] : []),
  ];
};

const asItIs = (row: Row): Announcement => ({ type: 'row', row });

const asGoings = ([outcome, people]: [MembershipOutcome, MemberRef[]]): Announcement => ({ type: 'goings', outcome, people });

const asLines = (rows: readonly LetterRow[]): Announcement => {
  const authors = new Map<string, MemberRef>();
  for (const { letter, isYours } of rows) {
    if (letter.event.type === 'said')
      authors.set(letter.event.member.id, { member: letter.event.member, isYou: isYours });
  }
  return { type: 'lines', count: rows.length, authors: [...authors.values()] };
};

const isSaid = (row: Row): row is LetterRow => row.type === 'letter' && row.letter.event.type === 'said';

const isGoing = (row: Row): row is LetterRow =>
  row.type === 'letter' && (row.letter.event.type === 'joined' || row.letter.event.type === 'left');

const isOwnGoing = (row: Row) => isGoing(row) && row.isYours;

const isOfConnection = (row: Row) =>
  row.type === 'remark' && ['establishing', 'connected', 'connected-again'].includes(row.remark);
