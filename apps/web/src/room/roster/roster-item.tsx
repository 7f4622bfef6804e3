import { memo, useRef } from 'react';
import type { Member } from '@mailroom/shared';
import { useWords } from '../../i18n/use-strings.ts';
import { Nickname } from '../../ui/nickname.tsx';

/** Somebody’s pigeonhole. Pressed, it tells more of them. */
export const Person = memo(({ member, isYou, isStop, isChosen, onChoose, ...signs }: PersonProps) => {
  const { roster } = useWords();
  const wasChosen = useRef(false);
  const { isAway, isIgnored } = signs;
  return (
    <li className={isAway || isIgnored ? 'roster-item dimmed' : 'roster-item'}>
      <button
        type="button"
        data-stop={member.id}
        tabIndex={isStop ? 0 : -1}
        aria-haspopup="dialog"
        aria-expanded={isChosen}
        // A press beside a card closes it, and this is beside it: the click must not open it again.
        onPointerDown={() => (wasChosen.current = isChosen)}
        onClick={() => {
          if (!wasChosen.current) onChoose(member);
          wasChosen.current = false;
        }}
      >
        <Nickname member={member} isYou={isYou} />
        {isAway && <span className="member-status away">{roster.away}</span>}
        {isIgnored && <span className="member-status">{roster.ignored}</span>}
      </button>
    </li>
  );
});
Person.displayName = 'Person';

interface PersonProps {
  readonly member: Member;
  readonly isYou: boolean;
  readonly isAway: boolean;
  readonly isIgnored: boolean;
  /** Whether Tab stops here. */
  readonly isStop: boolean;
  /** Whether the card tells of them. */
  readonly isChosen: boolean;
  readonly onChoose: (member: Member) => void;
}
