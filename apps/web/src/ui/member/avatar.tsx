import type { Member } from '@mailroom/shared';
import { initialOf } from './initial.ts';
import { useMemberColor } from './use-member-color.ts';

/** A disc with the initial of a member, in their color. It stands beside the nickname, so it has nothing for screen readers. */
export const Avatar = ({ member }: { member: Member }) => {
  const { disc, style } = useMemberColor(member);
  return (
    // An attribute, and not text: it is neither copied with a message nor found in it.
    <span className={`avatar ${disc}`} style={style} data-initial={initialOf(member.nickname)} aria-hidden="true" />
  );
};
