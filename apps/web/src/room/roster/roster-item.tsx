import { memo, useRef } from 'react';
import type { Member } from '@mailroom/shared';
import { useStrings } from '../../i18n/use-strings.ts';
import { Avatar } from '../../ui/member/avatar.tsx';
import { Nickname } from '../../ui/member/nickname.tsx';
import { TypingDots } from '../../ui/typing-dots.tsx';

/** A member in the roster. A press opens the member card. */
export const RosterItem = memo(({ member, isYou, onOpen, ...state }: RosterItemProps) => {
  const { isAway, isTyping, isIgnored, isTabStop, isOpen } = state;
  const { roster } = useStrings();
  const wasOpen = useRef(false);
  return (
    <li className={isAway || isIgnored ? 'roster-item dimmed' : 'roster-item'}>
      <button
        type="button"
        data-roving-id={member.id}
        tabIndex={isTabStop ? 0 : -1}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        // The press closes an open card, because it is outside of it. The click that follows must not open it again.
        onPointerDown={() => (wasOpen.current = isOpen)}
        onClick={() => {
          if (!wasOpen.current) onOpen(member);
          wasOpen.current = false;
        }}
      >
        <Avatar member={member} />
        <Nickname member={member} isYou={isYou} />
        {member.role && <span className="member-status">{roster.role[member.role]}</span>}
        {isTyping && <TypingDots />}
        {isAway && <span className="member-status away">{roster.away}</span>}
        {isIgnored && <span className="member-status">{roster.ignored}</span>}
      </button>
    </li>
  );
});
RosterItem.displayName = 'RosterItem';

interface RosterItemProps {
  readonly member: Member;
  readonly isYou: boolean;
  readonly isAway: boolean;
  readonly isTyping: boolean;
  readonly isIgnored: boolean;
  /** Whether Tab stops at this item. See `useRovingTabIndex`. */
  readonly isTabStop: boolean;
  /** Whether the card of this member is open. */
  readonly isOpen: boolean;
  readonly onOpen: (member: Member) => void;
}
