import type { Member } from '@mailroom/shared';
import { useWords } from '../i18n/use-strings.ts';
import { nicknameHue } from './nickname-hue.ts';

/** A nickname in its colour; one's own says so in a word too. */
export const Nickname = ({ member, isYou }: { member: Member; isYou: boolean }) => {
  const { line } = useWords();
  return (
    <span className="nickname" style={{ ['--hue' as string]: nicknameHue(member.nickname) }}>
      <bdi>{member.nickname}</bdi>
      {isYou && (
        <>
          {' '}
          <span className="you">{line.you}</span>
        </>
      )}
    </span>
  );
};
