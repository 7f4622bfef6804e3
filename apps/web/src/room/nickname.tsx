import type { Member } from '@mailroom/shared';
import { nicknameHue } from './nickname-hue.ts';

/** A nickname in its colour; one's own says so in a word too. */
export const Nickname = ({ member, isYou }: { member: Member; isYou: boolean }) => (
  <span className="nickname" style={{ ['--hue' as string]: nicknameHue(member.nickname) }}>
    <bdi>{member.nickname}</bdi>
    {isYou && (
      <>
        {' '}
        <span className="you">you</span>
      </>
    )}
  </span>
);
