import type { Member } from '@mailroom/shared';
import type { LetterRow } from '../../sync/room-view.ts';

/** What became of people in a while in which nobody said anything. */
export type MembershipOutcome = 'came' | 'passed-through' | 'left' | 'came-back';

/** Someone of whom something is told. */
export interface MemberRef {
  readonly member: Member;
  readonly isYou: boolean;
}

/** Who came, who left, who did both: everyone once, in the order in which they were first told of. */
export const membershipOutcomes = (rows: readonly LetterRow[]): Map<MembershipOutcome, MemberRef[]> => {
  const people = new Map<Member['id'], MemberRef & { first: boolean; last: boolean }>();
  for (const { letter, isYours } of rows) {
    const { event } = letter;
    if (event.type !== 'joined' && event.type !== 'left') continue;
    const { member } = event;
    const isHere = event.type === 'joined';
    people.set(member.id, { member, isYou: isYours, first: people.get(member.id)?.first ?? isHere, last: isHere });
  }
  const all = new Map<MembershipOutcome, MemberRef[]>();
  for (const outcome of OUTCOMES) {
    const these = [...people.values()].filter((person) => outcomeOf(person) === outcome);
    if (these.length > 0) all.set(outcome, these);
  }
  return all;
};

const OUTCOMES = ['came', 'passed-through', 'left', 'came-back'] as const;

/** From whether the first and the last thing that one heard of them was that they are here. */
const outcomeOf = ({ first, last }: { first: boolean; last: boolean }): MembershipOutcome => {
  if (last) return first ? 'came' : 'came-back';
  return first ? 'passed-through' : 'left';
};
