import type { Member } from '@mailroom/shared';
import { useStrings } from '../i18n/use-strings.ts';
import { nicknameHue } from './nickname-hue.ts';

/** A nickname in its color. Marked as "you" if `isYou` is true. */
export const Nickname = ({ member, isYou }: { member: Member; isYou: boolean }) => {
  const { message } = useStrings();
  return (
    <span className="nickname" style={{ ['--hue' as string]: nicknameHue(member.nickname) }}>
      <bdi>{member.nickname}</bdi>
      {isYou && (
        <>
          {' '}
          <span className="you">{message.you}</span>
        </>
      )}
    </span>
  );
};
