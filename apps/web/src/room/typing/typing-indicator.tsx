import type { Member } from '@mailroom/shared';
import { useStrings } from '../../i18n/use-strings.ts';
import { Nickname } from '../../ui/member/nickname.tsx';
import { TypingDots } from '../../ui/typing-dots.tsx';

/**
 * Shows who is typing. Always rendered, so that the composer keeps its position. Not a live region: it would interrupt the announcement of
 * each message.
 */
export const TypingIndicator = ({ members }: { members: readonly Member[] }) => {
  const { roster } = useStrings();
  const [first, second] = members.map((member) => <Nickname key={member.id} member={member} isYou={false} />);
  const sentence =
    members.length > 2
      ? roster.severalTyping
      : second
        ? roster.twoTyping(first, second)
        : first && roster.oneTyping(first);
  return (
    <p className="typing-indicator">
      {sentence && (
        <>
          <span>{sentence}</span>
          <TypingDots />
        </>
      )}
    </p>
  );
};
