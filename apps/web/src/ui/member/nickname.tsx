import type { Member } from '@mailroom/shared';
import { useStrings } from '../../i18n/use-strings.ts';
import { Space } from '../space.tsx';
import { useMemberColor } from './use-member-color.ts';

/** A nickname in the color of its member. Marked as "you" if `isYou` is true. */
export const Nickname = ({ member, isYou }: { member: Member; isYou: boolean }) => {
  const { message } = useStrings();
  const { style } = useMemberColor(member);
  return (
    <span className="nickname" style={style}>
      <bdi translate="no">{member.nickname}</bdi>
      {isYou && (
        <>
          <Space />
          <span className="you">{message.you}</span>
        </>
      )}
    </span>
  );
};
