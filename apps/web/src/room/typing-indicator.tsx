import type { Member } from '@mailroom/shared';
import { useWords } from '../i18n/use-strings.ts';
import { Nickname } from '../ui/nickname.tsx';

/**
 * Who is writing, in a place that is always there. It is found where one looks for it, before the field, and interrupts nobody: as a live
 * region it would talk into every answer.
 */
export const TypingIndicator = ({ members }: { members: readonly Member[] }) => {
  const { roster } = useWords();
  const [one, other] = members.map((member) => <Nickname key={member.id} member={member} isYou={false} />);
  const words =
    members.length > 2 ? roster.severalWrite : other ? roster.bothWrite(one, other) : one && roster.writes(one);
  return (
    <p className="typing-indicator">
      {words && (
        <>
          {words}
          <span className="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
        </>
      )}
    </p>
  );
};
