import type { Member } from '@mailroom/shared';
import type { LetterRow } from '../../sync/view/row.ts';

/** The combined effect of a member's joins and leaves. */
export type MembershipOutcome = (typeof OUTCOMES)[number];

/** A member as named in a sentence. */
export interface MemberRef {
  readonly member: Member;
  readonly isYou: boolean;
}

/**
 * Groups members by the combined effect of their joins and leaves. Each member appears once, in the order of their first row. Outcomes
 * without members are left out; rows of other types are skipped.
 */
export const membershipOutcomes = (rows: readonly LetterRow[]): Map<MembershipOutcome, MemberRef[]> => {
  const byMember = new Map<Member['id'], MemberRef & Changes>();
  for (const { letter, isYours } of rows) {
    const { event } = letter;
    if (event.type !== 'joined' && event.type !== 'left') continue;
    const { member } = event;
    const isJoin = event.type === 'joined';
    const startsWithJoin = byMember.get(member.id)?.startsWithJoin ?? isJoin;
    byMember.set(member.id, { member, isYou: isYours, startsWithJoin, endsWithJoin: isJoin });
  }
  const byOutcome = new Map<MembershipOutcome, MemberRef[]>();
  for (const outcome of OUTCOMES) {
    const members = [...byMember.values()].filter((changes) => outcomeOf(changes) === outcome);
    if (members.length > 0) byOutcome.set(outcome, members);
  }
  return byOutcome;
};

const OUTCOMES = ['joined', 'joined-and-left', 'left', 'left-and-rejoined'] as const;

interface Changes {
  readonly startsWithJoin: boolean;
  readonly endsWithJoin: boolean;
}

const outcomeOf = ({ startsWithJoin, endsWithJoin }: Changes): MembershipOutcome => {
  if (endsWithJoin) return startsWithJoin ? 'joined' : 'left-and-rejoined';
  return startsWithJoin ? 'joined-and-left' : 'left';
};
